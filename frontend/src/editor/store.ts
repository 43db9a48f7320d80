/**
 * What the designer knows: the document with its history, what is open and selected.
 *
 * Everything that changes the document is a command that goes through `run`. Selection and view are
 * not part of the history.
 */

import { createStore, type StoreApi } from "zustand/vanilla";

import type { Report } from "../api/forms";
import { calledIn } from "../document/called";
import type { Catalogue } from "../document/catalogue";
import { type Command, describe, Refusal } from "../document/commands";
import type { History } from "../document/history";
import * as histories from "../document/history";
import type { Flow, SpaceDocument } from "../document/model";
import type { SpokenPlace } from "../document/refusal";
import type { Sight } from "./canvas/placing";
import { isModulePort } from "./canvas/ports";

export interface Selection {
  nodes: string[];
  edges: string[];
}

/** Why something was not done, or is doubtful, and what would help. */
export interface Notice {
  message: string;
  fixes: Command[];
  /** Places that it speaks of, to be looked at. */
  places?: readonly SpokenPlace[];
  /** It was done all the same. */
  isDoubt?: boolean;
}

/** A search for something to add: where it goes, and what wire it ends or parts. */
export interface QuickAdd {
  at: { x: number; y: number };
  /** The output that the new node follows. */
  from?: string;
  /** The wire that it is put into. */
  edge?: string;
}

/** A wish to bring a place into view; `turn` tells two wishes for one place apart. */
export interface Spotlight {
  node: string | null;
  edge: string | null;
  /** Ids inside the body that stands there, and the setting that is meant. */
  inside: readonly string[];
  argument: string | null;
  turn: number;
}

/** What a small screen shows; a large one shows all at once. */
export type Pane = "canvas" | "outline" | "inspector" | "palette";

/** A place to show: a node or wire, and what inside it. */
export interface Shown {
  node?: string;
  edge?: string;
  inside?: readonly string[];
  argument?: string | null;
}

export interface DesignerState {
  history: History;
  /** Modules from the outermost to the open one. */
  trail: string[];
  selection: Selection;
  /** The port a wire is being drawn from. */
  wireFrom: string | null;
  /** The port of the selected node that the keys are at, such as `source n1.y`. */
  port: string | null;
  /** The port whose list of fitting others is open. */
  aim: string | null;
  notice: Notice | null;
  quickAdd: QuickAdd | null;
  /** Where the middle of the view is on the canvas; told by the canvas. */
  centre: () => { x: number; y: number };
  /** The part of the drawing that is seen; null while none is. Told by the canvas. */
  sight: () => Sight | null;
  /** Said to screen readers. */
  announcement: string;
  spotlight: Spotlight;
  pane: Pane;
  isReadOnly: boolean;
  /** What the server said of the drawing as it is; null until it did. */
  report: Report | null;
  /** The way each module runs of which the document says none, as it was found at first. */
  flows: Map<string, Flow>;
  run: (command: Command, gesture?: string) => boolean;
  undo: () => void;
  redo: () => void;
  /** Open a module; `from` keeps the way back. */
  open: (module: string, from?: "root" | "here") => void;
  select: (selection: Partial<Selection>) => void;
  /** Put something into the selection, or take it out. */
  toggle: (item: { node?: string; edge?: string }) => void;
  show: (module: string, place: Shown) => void;
  drawFrom: (endpoint: string | null) => void;
  stepTo: (port: string | null) => void;
  aimFrom: (port: string | null) => void;
  refuse: (notice: Notice | null) => void;
  search: (quickAdd: QuickAdd | null) => void;
  turnTo: (pane: Pane) => void;
  announce: (text: string) => void;
  replace: (document: SpaceDocument) => void;
}

export type DesignerStore = StoreApi<DesignerState>;

const NOTHING: Selection = { nodes: [], edges: [] };

/** Without a catalogue, what is done is told by ids. */
export function createDesigner(
  document: SpaceDocument,
  isReadOnly: boolean,
  catalogue?: Catalogue,
): DesignerStore {
  return createStore<DesignerState>((set, get) => {
    const travel = (history: History, announcement: string) =>
      set({
        ...onlyExisting(history.document, get()),
        history,
        announcement,
        notice: null,
        port: null,
      });

    return {
      history: histories.start(document),
      trail: [document.root],
      selection: NOTHING,
      wireFrom: null,
      port: null,
      aim: null,
      notice: null,
      quickAdd: null,
      announcement: "",
      spotlight: { node: null, edge: null, inside: [], argument: null, turn: 0 },
      centre: () => ({ x: 0, y: 0 }),
      sight: () => null,
      pane: "canvas",
      isReadOnly,
      report: null,
      flows: new Map(),

      run: (command, gesture) => {
        if (get().isReadOnly) return false;
        try {
          const { history } = get();
          const called = catalogue && calledIn(history.document, catalogue);
          const title = describe(command, called);
          travel(histories.execute(history, command, gesture, title), title);
          return true;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          const { message, fixes, places } = error;
          set({ notice: { message, fixes, places } });
          return false;
        }
      },
      undo: () => travel(histories.undo(get().history), "Undone"),
      redo: () => travel(histories.redo(get().history), "Done again"),

      open: (module, from = "root") =>
        set(({ history, trail }) =>
          module in history.document.modules
            ? {
                trail: wayTo(module, trail, history.document, from),
                selection: NOTHING,
                quickAdd: null,
                port: null,
                aim: null,
                // What was refused was refused in there.
                notice: openModule({ trail }) === module ? get().notice : null,
              }
            : {},
        ),
      select: (selection) => set({ selection: { ...NOTHING, ...selection }, port: null }),
      toggle: ({ node, edge }) =>
        set(({ selection }) => ({
          port: null,
          selection: {
            nodes: node ? toggled(selection.nodes, node) : selection.nodes,
            edges: edge ? toggled(selection.edges, edge) : selection.edges,
          },
        })),
      show: (module, { node, edge, inside = [], argument = null }) => {
        if (openModule(get()) !== module) get().open(module);
        set(({ spotlight }) => ({
          port: null,
          selection: { nodes: node ? [node] : [], edges: edge ? [edge] : [] },
          spotlight: {
            node: node ?? null,
            edge: edge ?? null,
            inside,
            argument,
            turn: spotlight.turn + 1,
          },
        }));
      },
      drawFrom: (wireFrom) => set({ wireFrom }),
      stepTo: (port) => set({ port }),
      aimFrom: (aim) => set(aim ? { aim, quickAdd: null, notice: null } : { aim }),
      refuse: (notice) => set({ notice }),
      // What is looked for next stands where the notice does.
      search: (quickAdd) => set(quickAdd ? { quickAdd, aim: null, notice: null } : { quickAdd }),
      turnTo: (pane) => set({ pane }),
      announce: (announcement) => set({ announcement }),
      replace: (next) => {
        set({ flows: new Map() });
        travel(histories.start(next), "The space was loaded again");
      },
    };
  });
}

function toggled(all: string[], id: string): string[] {
  return all.includes(id) ? all.filter((other) => other !== id) : [...all, id];
}

export function openModule(state: Pick<DesignerState, "trail">): string {
  return state.trail[state.trail.length - 1] as string;
}

/** The breadcrumbs to a module: one step deeper, or back on the trail, or from the root. */
function wayTo(
  module: string,
  trail: string[],
  document: SpaceDocument,
  from: "root" | "here",
): string[] {
  const met = trail.indexOf(module);
  if (met >= 0) return trail.slice(0, met + 1);
  if (from === "here") return [...trail, module];
  return module === document.root ? [module] : [document.root, module];
}

/** Trail and selection without what a change has taken away. */
function onlyExisting(
  document: SpaceDocument,
  { trail, selection }: DesignerState,
): Pick<DesignerState, "trail" | "selection"> {
  const standing = trail.filter((module) => module in document.modules);
  const kept = standing.length > 0 ? standing : [document.root];
  const module = document.modules[kept[kept.length - 1] as string];
  const has = (items: { id: string }[] | undefined) => (id: string) =>
    (items ?? []).some((item) => item.id === id);
  const isSame = kept[kept.length - 1] === trail[trail.length - 1];
  return {
    trail: kept,
    selection: isSame
      ? {
          nodes: selection.nodes.filter((id) => isModulePort(id) || has(module?.nodes)(id)),
          edges: selection.edges.filter(has(module?.edges)),
        }
      : NOTHING,
  };
}
