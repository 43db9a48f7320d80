/** Gestures that make a module of what is drawn, and take one apart again. */

import type { Catalogue } from "../document/catalogue";
import { apply, type Command, describe, Refusal } from "../document/commands";
import { extraction } from "../document/extract";
import type { Module, SpaceDocument } from "../document/model";
import { freshId, idOfTitle } from "../document/places";
import { titleOfModule } from "./canvas/bodies";
import { roundAll } from "./canvas/placing";
import { isModulePort } from "./canvas/ports";
import type { Box } from "./canvas/routing";
import { freshNode, pictureOf, pinAll, roomFor } from "./editing";
import { type DesignerState, type DesignerStore, openModule } from "./store";

/** Make a module of the selected nodes: its one use stands amid where they stood, and is selected. */
export function extractSelection(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const { document } = state.history;
  const module = openModule(state);
  const nodes = state.selection.nodes.filter((id) => !isModulePort(id));
  const title = freeTitle(document, "Cell");
  const id = freshId(Object.keys(document.modules), idOfTitle(title));
  const use = freshNode(document.modules[module] as Module, id);
  const wish = { module, nodes, id, title, use };
  const made = attempted(state, () => extraction(document, catalogue, wish));
  if (!made) return;
  const before = pictureOf(state, catalogue, module);
  const after = boxesOf(apply(document, made), catalogue, module, state);
  const whole = roundAll(before.nodes.filter((box) => nodes.includes(box.id)));
  const standing = before.nodes.filter((box) => !nodes.includes(box.id));
  const added = amid(
    after.filter((box) => box.id === use),
    whole,
  );
  const commands: Command[] = [
    made,
    pinAll(module, [...standing, ...added], before.flow),
    { name: "move", arguments: { module: id, positions: {}, flow: before.flow } },
  ];
  const batch: Command = { name: "batch", arguments: { commands, title: describe(made) } };
  if (state.run(batch)) store.getState().select({ nodes: [use] });
}

/** Put what a module has in the place of the selected use of it. */
export function dissolveSelection(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const { document } = state.history;
  const module = openModule(state);
  const held = document.modules[module] as Module;
  const at = (held.nodes ?? []).findIndex(({ id }) => id === state.selection.nodes[0]);
  const use = held.nodes?.[at];
  if (!use || state.selection.nodes.length > 1) {
    state.refuse({ message: "Select the one use of a module that is to be dissolved.", fixes: [] });
    return;
  }
  const dissolve: Command = { name: "dissolve", arguments: { module, node: use.id } };
  const grown = attempted(state, () => apply(document, dissolve));
  if (!grown || use.kind !== "reference") return;
  const inner = document.modules[use.module]?.nodes ?? [];
  const made = (grown.modules[module]?.nodes ?? []).slice(at, at + inner.length);
  const before = pictureOf(state, catalogue, module);
  const template = boxesOf(document, catalogue, use.module, state);
  const after = boxesOf(grown, catalogue, module, state);
  const boxes = made.flatMap(({ id }, place) => {
    const size = after.find((box) => box.id === id);
    const spot = template.find((box) => box.id === inner[place]?.id);
    return size && spot ? [{ ...size, x: spot.x, y: spot.y }] : [];
  });
  const standing = before.nodes.filter(({ id }) => id !== use.id);
  const whole = roundAll(before.nodes.filter(({ id }) => id === use.id));
  const wished = amid(boxes, whole);
  const room = roundAll(wished);
  const { x, y, width, height } = room;
  const free = { ...before, nodes: standing };
  const { place } = roomFor(free, { x, y }, { width, height }, state);
  const placed = wished.map((box) => ({
    ...box,
    x: box.x + place.x - x,
    y: box.y + place.y - y,
  }));
  const commands = [dissolve, pinAll(module, [...standing, ...placed], before.flow)];
  const batch: Command = { name: "batch", arguments: { commands, title: describe(dissolve) } };
  if (state.run(batch)) store.getState().select({ nodes: made.map(({ id }) => id) });
}

/** What `make` gives; when it is refused, the reason is told. */
export function attempted<T>(state: DesignerState, make: () => T): T | null {
  if (state.isReadOnly) return null;
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, fixes, places } = error;
    state.refuse({ message, fixes, places });
    return null;
  }
}

function boxesOf(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: string,
  { history, flows }: DesignerState,
): Box[] {
  return pictureOf({ history: { ...history, document }, flows }, catalogue, module).nodes;
}

/** The boxes as they stand to each other, round the middle of a place. */
function amid(boxes: Box[], whole: Pick<Box, "x" | "y" | "width" | "height">): Box[] {
  const room = roundAll(boxes);
  const x = Math.round(whole.x + (whole.width - room.width) / 2 - room.x);
  const y = Math.round(whole.y + (whole.height - room.height) / 2 - room.y);
  return boxes.map((box) => ({ ...box, x: box.x + x, y: box.y + y }));
}

/** A title that no module has: "Cell", then "Cell 2". */
export function freeTitle({ modules }: SpaceDocument, base: string): string {
  const titles = Object.entries(modules).map(([id, held]) => titleOfModule(id, held));
  const taken = titles.map((title) => title.toLowerCase());
  const isFree = (title: string) => !taken.includes(title.toLowerCase());
  if (isFree(base)) return base;
  for (let number = 2; ; number += 1) if (isFree(`${base} ${number}`)) return `${base} ${number}`;
}
