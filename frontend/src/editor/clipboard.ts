/** Cut, copy and paste by the system's clipboard: across tabs and spaces. */

import { useEffect } from "react";

import type { Catalogue } from "../document/catalogue";
import { type Clip, clipOf, pasted, readClip } from "../document/clip";
import { apply, type Command } from "../document/commands";
import type { Edge, Module, SpaceDocument } from "../document/model";
import { fullEndpoint, portsOf } from "../document/ports";
import { canConnect, wiringRefusal } from "../document/rules";
import { count } from "../ui/format";
import { roundAll } from "./canvas/placing";
import { isModulePort } from "./canvas/ports";
import { analysisOf, type Opened, useOpened } from "./context";
import { pictureOf, pinAll, removeSelection, roomFor, tellUnseen } from "./editing";
import { attempted } from "./modules";
import { refusedToRead } from "./reading";
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

/**
 * Put nodes from the clipboard amid the view, as they stood to each other; they are selected.
 *
 * With `isWired` the wires that entered them come along, as far as what they lead from is here.
 */
export function paste(
  store: DesignerStore,
  catalogue: Catalogue,
  text: string,
  isWired = false,
): void {
  const state = store.getState();
  const module = openModule(state);
  const { document } = state.history;
  const clip = attempted(state, () => readClip(text));
  if (!clip) return;
  const { nodes, edges, entering, commands: along, origin } = pasted(document, module, clip);
  const added: Command[] = [
    ...along,
    ...nodes.map((node): Command => ({ name: "add_node", arguments: { module, node } })),
    { name: "add_wires", arguments: { module, edges } },
  ];
  const title = `paste ${count(nodes.length, "node")}`;
  const batch: Command = { name: "batch", arguments: { commands: added, title } };
  const bare = attempted(state, () => apply(document, batch));
  if (!bare || nodes.length === 0) return;
  const wires = isWired ? fittingWires(bare, catalogue, module, entering) : [];
  if (wires.length > 0) added.push({ name: "add_wires", arguments: { module, edges: wires } });
  const grown = apply(document, batch);
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
  else if (isWired && wires.length < entering.length) {
    const kept = `${wires.length} of ${count(entering.length, "wire")} that led here`;
    const message = `Pasted with ${kept}: the others have no place here to lead from, or do not fit.`;
    store.getState().refuse({ message, fixes: [], isDoubt: true });
  }
}

/** The wires that can be drawn here, one after the other: what they lead from is known by its id. */
function fittingWires(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: string,
  wires: readonly Edge[],
): Edge[] {
  let grown = document;
  return wires.filter((edge) => {
    const analysis = analysisOf(grown, catalogue);
    const held = grown.modules[module] as Module;
    if (!fullEndpoint(grown, catalogue, held, edge.source, "outputs")) return false;
    if (edge.carries && !portsOf(grown, catalogue, edge.carries)) return false;
    const asks = edge.carries ? wiringRefusal : canConnect;
    if (asks(grown, analysis, module, edge.source, edge.target)) return false;
    grown = apply(grown, { name: "add_wires", arguments: { module, edges: [edge] } });
    return true;
  });
}

/** Where a node stood; one that stood nowhere stands beside the last. */
function spotOf({ positions }: Clip, id: string, place: number): [number, number] {
  return Object.hasOwn(positions, id) ? (positions[id] as [number, number]) : [place * 240, 0];
}

/** Listen to the browser's own cut, copy and paste, but for those in fields. */
export function useClipboard(): void {
  const opened = useOpened();
  useEffect(() => {
    // The paste itself does not say that Shift is down; the key just before it does.
    let isWired = false;
    const hear = (event: KeyboardEvent) => {
      isWired = event.shiftKey;
    };
    const listen = (event: ClipboardEvent) => answer(event, opened, isWired);
    const kinds = ["copy", "cut", "paste"] as const;
    for (const kind of kinds) window.addEventListener(kind, listen);
    window.addEventListener("keydown", hear, true);
    return () => {
      window.removeEventListener("keydown", hear, true);
      for (const kind of kinds) window.removeEventListener(kind, listen);
    };
  }, [opened]);
}

function answer(event: ClipboardEvent, { store, catalogue }: Opened, isWired: boolean): void {
  const isElsewhere = document.querySelector("[role=dialog][data-modal-content]") !== null;
  if (isElsewhere || isField(event.target) || !event.clipboardData) return;
  if (event.type === "paste") {
    event.preventDefault();
    if (refusedToRead(store)) return;
    paste(store, catalogue, event.clipboardData.getData("text/plain"), isWired);
    return;
  }
  const isOfText = document.getSelection()?.isCollapsed === false;
  const text = isOfText ? null : copied(store, catalogue);
  if (text === null) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", text);
  if (event.type === "cut") removeSelection(store, catalogue);
}
