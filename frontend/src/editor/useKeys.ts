/** The keyboard of the designer. Keys typed into a field belong to the field. */

import { useEffect } from "react";

import type { Catalogue } from "../document/catalogue";
import { CANVAS, focusCanvas } from "./canvas/focus";
import { isModulePort } from "./canvas/ports";
import { insideOf, placeOf } from "./canvas/problems";
import { nearestTo } from "./canvas/steering";
import { askView } from "./canvas/viewing";
import { type Opened, useOpened } from "./context";
import { moveNodes, pictureOf, removeSelection } from "./editing";
import { duplicateSelection, tidy, turn } from "./gestures";
import { healSelection } from "./healing";
import { dissolveSelection, extractSelection } from "./modules";
import { goToName } from "./naming";
import { excludeSelection, toggleAlternative } from "./offering";
import { aim, pressPort, stepPort } from "./portWalk";
import { problemsOf, quickFix } from "./quickFix";
import { refusedToRead } from "./reading";
import { type DesignerStore, openModule } from "./store";
import { selectStream } from "./streams";

export interface KeyActions {
  onSave: () => void;
  onShortcuts: () => void;
  onCommands: () => void;
  onRun: () => void;
}

const STEP = 8;
const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function useKeys(actions: KeyActions): void {
  const opened = useOpened();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("[role=dialog][data-modal-content]"))
        return;
      if (handleKey(event, opened, actions)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [opened, actions]);
}

/** Do what the key says. Returns whether it said anything. */
export function handleKey(event: KeyboardEvent, opened: Opened, actions: KeyActions): boolean {
  const name = keyName(event);
  if (name === "Ctrl+s") {
    actions.onSave();
    return true;
  }
  if (name === "Ctrl+k") {
    actions.onCommands();
    return true;
  }
  if (isField(event.target)) return name === "Escape" && dismiss(opened);
  if (name === "Enter" && isPressed(event.target)) return false;
  const arrow = ARROWS[event.key];
  if (arrow)
    return event.altKey ? nudge(opened, arrow, event.shiftKey) : steer(opened, arrow, event);
  const edit = EDITS[name];
  if (edit) {
    if (!refusedToRead(opened.store)) edit(opened.store, opened.catalogue, event);
    return true;
  }
  const action = KEYS[name];
  if (!action) return false;
  action(opened, actions, event);
  return true;
}

type Edit = (store: DesignerStore, catalogue: Catalogue, event: KeyboardEvent) => void;

/** Keys that change the drawing: where it is only to be read, they say so. */
const EDITS: Record<string, Edit> = {
  Delete: removeSelection,
  Backspace: removeSelection,
  "Ctrl+Delete": healSelection,
  "Ctrl+Backspace": healSelection,
  a: () => window.dispatchEvent(new Event("nasweb:add")),
  c: aim,
  l: tidy,
  m: excludeSelection,
  t: turn,
  "Alt+Enter": quickFix,
  "Ctrl+d": duplicateSelection,
  "Ctrl+g": extractSelection,
  "Ctrl+Shift+g": dissolveSelection,
  "Ctrl+z": (store) => store.getState().undo(),
  "Ctrl+Shift+z": (store) => store.getState().redo(),
  "Ctrl+y": (store) => store.getState().redo(),
  ...Object.fromEntries(
    Array.from({ length: 9 }, (_, at): [string, Edit] => [
      String(at + 1),
      (store, catalogue) => toggleAlternative(store, catalogue, at + 1),
    ]),
  ),
};

type Action = (opened: Opened, actions: KeyActions, event: KeyboardEvent) => void;

const KEYS: Record<string, Action> = {
  "?": (_, { onShortcuts }) => onShortcuts(),
  "/": ({ store }) => {
    const focus = () => document.getElementById("palette-search")?.focus();
    store.getState().turnTo("palette");
    focus();
    // On a small screen it shows, and can take the focus, only then.
    requestAnimationFrame(focus);
  },
  p: ({ store, catalogue }, _, { shiftKey }) => {
    stepPort(store, catalogue, shiftKey ? -1 : 1);
    // Enter at a port is for the canvas: in the outline it would choose the row.
    if (store.getState().port) focusCanvas();
  },
  u: ({ store }) => selectStream(store, "up"),
  d: ({ store }) => selectStream(store, "down"),
  F2: rename,
  f: () => askView("fit"),
  ".": ({ store }) => viewSelection(store),
  0: () => askView("whole"),
  "+": () => askView("in"),
  // The same key, without Shift.
  "=": () => askView("in"),
  "-": () => askView("out"),
  "Ctrl+Enter": (_, { onRun }) => onRun(),
  "Ctrl+a": ({ store, catalogue }) =>
    store.getState().select({ nodes: picture({ store, catalogue }).nodes.map(({ id }) => id) }),
  Enter: (opened) => {
    const { store, catalogue } = opened;
    const isWiring = !store.getState().isReadOnly && pressPort(store, catalogue);
    if (!isWiring) openSelected(opened);
  },
  Escape: stepBack,
  F8: (opened) => nextProblem(opened, 1),
  "Shift+F8": (opened) => nextProblem(opened, -1),
};

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  const alt = event.altKey ? "Alt+" : "";
  // A sign such as "?" already says that Shift is down.
  const shift = event.shiftKey && (control || key.length > 1) ? "Shift+" : "";
  return `${control}${alt}${shift}${key}`;
}

export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.closest("input, textarea, select, [contenteditable], [role=listbox], [role=menu]") !==
    null
  );
}

/** Whether Enter presses what has the focus. */
function isPressed(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("button, a[href], summary") !== null;
}

function picture({ store, catalogue }: Opened) {
  const state = store.getState();
  return pictureOf(state, catalogue, openModule(state));
}

function nudge(opened: Opened, arrow: { x: number; y: number }, isFar: boolean): boolean {
  const { store, catalogue } = opened;
  const { selection, trail, isReadOnly } = store.getState();
  if (isReadOnly || selection.nodes.length === 0) return false;
  const reach = isFar ? STEP * 4 : STEP;
  const moved = picture(opened)
    .nodes.filter(({ id }) => selection.nodes.includes(id))
    .map(({ id, x, y }) => [id, { x: x + arrow.x * reach, y: y + arrow.y * reach }] as const);
  moveNodes(store, catalogue, openModule({ trail }), new Map(moved), `nudge:${selection.nodes}`);
  return true;
}

/** Arrows walk from node to node, when the focus is on the canvas. */
function steer(opened: Opened, arrow: { x: number; y: number }, event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const isElsewhere = target !== document.body && !target?.closest(`#${CANVAS}`);
  if (isElsewhere) return false;
  const { nodes } = picture(opened);
  const from = opened.store.getState().selection.nodes[0];
  const next = nearestTo(nodes, from, arrow);
  if (!next) return false;
  opened.store.getState().select({ nodes: [next] });
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus();
  return true;
}

function openSelected(opened: Opened): void {
  const { selection, open } = opened.store.getState();
  const { nodes, wires } = picture(opened);
  const target =
    nodes.find(({ id }) => id === selection.nodes[0])?.opens ??
    wires.find(({ id }) => id === selection.edges[0])?.opens;
  if (target) open(target, "here");
}

/** The title of what is selected, or of the module, is typed in the inspector. */
function rename({ store }: Opened): void {
  const [node = "", ...others] = store.getState().selection.nodes;
  if (isModulePort(node) && others.length === 0) {
    goToName(store, node);
    return;
  }
  const focus = () => {
    const titles = 'input[aria-label="Title"], input[aria-label="Name of the module"]';
    const field = document.querySelector<HTMLInputElement>(titles);
    field?.focus();
    field?.select();
  };
  store.getState().turnTo("inspector");
  focus();
  // On a small screen it shows, and can take the focus, only then.
  requestAnimationFrame(focus);
}

function viewSelection(store: DesignerStore): void {
  const { selection, refuse } = store.getState();
  if (selection.nodes.length + selection.edges.length > 0) askView("selection");
  else refuse({ message: "Select something first: the full stop brings it into view.", fixes: [] });
}

/** Take a notice away. Returns whether there was one. */
function dismiss({ store }: Opened): boolean {
  const { notice, refuse } = store.getState();
  if (notice) refuse(null);
  return notice !== null;
}

function stepBack({ store }: Opened): void {
  const state = store.getState();
  const { selection, trail, select, open } = state;
  if (state.quickAdd) state.search(null);
  else if (state.aim) state.aimFrom(null);
  else if (state.wireFrom) state.drawFrom(null);
  else if (state.notice) state.refuse(null);
  else if (state.port) state.stepTo(null);
  else if (selection.nodes.length + selection.edges.length > 0) select({});
  else if (trail.length > 1) open(trail[trail.length - 2] as string);
}

function nextProblem({ store, catalogue }: Opened, step: 1 | -1): void {
  const state = store.getState();
  const places = problemsOf(state, catalogue)
    .map(({ path }) => ({ ...placeOf(path), ...insideOf(path) }))
    .filter(({ module }) => module !== null);
  if (places.length === 0) return;
  const { node, edge } = state.spotlight;
  const at = places.findIndex(
    (place) =>
      place.module === openModule(state) &&
      (place.node ?? null) === node &&
      (place.edge ?? null) === edge,
  );
  const start = at < 0 && step < 0 ? 0 : at;
  const next = places[(start + step + places.length) % places.length];
  if (!next?.module) return;
  state.show(next.module, next);
  state.turnTo(next.argument ? "inspector" : "canvas");
}
