/** Cut, copy and paste by the system's clipboard: across tabs and spaces. */

import { useEffect } from "react";

import type { Catalogue } from "../document/catalogue";
import { type Clip, clipOf, pasted, readClip } from "../document/clip";
import { apply, type Command } from "../document/commands";
import { count } from "../ui/format";
import { roundAll } from "./canvas/placing";
import { isModulePort } from "./canvas/ports";
import { type Opened, useOpened } from "./context";
import { pictureOf, pinAll, removeSelection, roomFor, tellUnseen } from "./editing";
import { attempted } from "./modules";
import { type DesignerStore, openModule } from "./store";
import { isField } from "./useKeys";

/** What is selected, as text; null where that is nothing. */
export function copied(store: DesignerStore, catalogue: Catalogue): string | null {
  const state = store.getState();
  const module = openModule(state);
  const nodes = state.selection.nodes.filter((id) => !isModulePort(id));
  if (nodes.length === 0) return null;
  const boxes = pictureOf(state, catalogue, module).nodes.filter(({ id }) => nodes.includes(id));
  const positions = Object.fromEntries(
    boxes.map(({ id, x, y }): [string, [number, number]] => [id, [x, y]]),
  );
  state.announce(`${count(nodes.length, "node")} copied`);
  return JSON.stringify(clipOf(state.history.document, module, nodes, positions), null, 1);
}

/** Put nodes from the clipboard amid the view, as they stood to each other; they are selected. */
export function paste(store: DesignerStore, catalogue: Catalogue, text: string): void {
  const state = store.getState();
  const module = openModule(state);
  const { document } = state.history;
  const clip = attempted(state, () => readClip(text));
  if (!clip) return;
  const { nodes, edges, commands: along, origin } = pasted(document, module, clip);
  const added: Command[] = [
    ...along,
    ...nodes.map((node): Command => ({ name: "add_node", arguments: { module, node } })),
    { name: "add_wires", arguments: { module, edges } },
  ];
  const title = `paste ${count(nodes.length, "node")}`;
  const batch: Command = { name: "batch", arguments: { commands: added, title } };
  const grown = attempted(state, () => apply(document, batch));
  if (!grown || nodes.length === 0) return;
  const before = pictureOf(state, catalogue, module);
  const sizes = pictureOf(
    { history: { ...state.history, document: grown }, flows: state.flows },
    catalogue,
    module,
  ).nodes;
  const made = nodes.map(({ id }, place) => {
    const { width = 216, height = 48 } = sizes.find((box) => box.id === id) ?? {};
    const [x, y] = spotOf(clip, origin.get(id) ?? id, place);
    return { id, x, y, width, height };
  });
  const whole = roundAll(made);
  const middle = state.centre();
  const { width, height } = whole;
  const wish = { x: middle.x - width / 2, y: middle.y - height / 2 };
  const { place, isSeen } = roomFor(before, wish, { width, height }, state);
  const boxes = made.map((box) => ({
    ...box,
    x: Math.round(box.x + place.x - whole.x),
    y: Math.round(box.y + place.y - whole.y),
  }));
  const commands = [...added, pinAll(module, [...before.nodes, ...boxes], before.flow)];
  if (!state.run({ name: "batch", arguments: { commands, title } })) return;
  store.getState().select({ nodes: nodes.map(({ id }) => id) });
  if (!isSeen) tellUnseen(store, module, nodes[0]?.id ?? "", count(nodes.length, "node"));
}

/** Where a node stood; one that stood nowhere stands beside the last. */
function spotOf({ positions }: Clip, id: string, place: number): [number, number] {
  return Object.hasOwn(positions, id) ? (positions[id] as [number, number]) : [place * 240, 0];
}

/** Listen to the browser's own cut, copy and paste, but for those in fields. */
export function useClipboard(): void {
  const opened = useOpened();
  useEffect(() => {
    const listen = (event: ClipboardEvent) => answer(event, opened);
    const kinds = ["copy", "cut", "paste"] as const;
    for (const kind of kinds) window.addEventListener(kind, listen);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, listen);
    };
  }, [opened]);
}

function answer(event: ClipboardEvent, { store, catalogue }: Opened): void {
  const isElsewhere = document.querySelector("[role=dialog][data-modal-content]") !== null;
  if (isElsewhere || isField(event.target) || !event.clipboardData) return;
  if (event.type === "paste") {
    if (store.getState().isReadOnly) return;
    event.preventDefault();
    paste(store, catalogue, event.clipboardData.getData("text/plain"));
    return;
  }
  const isOfText = document.getSelection()?.isCollapsed === false;
  const text = isOfText ? null : copied(store, catalogue);
  if (text === null) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", text);
  if (event.type === "cut") removeSelection(store, catalogue);
}
