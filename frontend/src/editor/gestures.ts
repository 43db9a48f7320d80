/** Gestures on several nodes and wires at once. */

import type { Catalogue } from "../document/catalogue";
import { apply, type Command } from "../document/commands";
import {
  type Body,
  type Edge,
  type Flow,
  type Module,
  type Node,
  splitEndpoint,
} from "../document/model";
import { freshId } from "../document/places";
import { canConnect } from "../document/rules";
import { count } from "../ui/format";
import { aligned, distributed, type Side } from "./canvas/aligning";
import type { Picture } from "./canvas/picture";
import { roundAll } from "./canvas/placing";
import type { Box, Point } from "./canvas/routing";
import { toCanvas } from "./canvas/toCanvas";
import { askView } from "./canvas/viewing";
import { analysisOf } from "./context";
import { connect, moveNodes, outputOf, pictureOf, pinAll, roomFor, tellUnseen } from "./editing";
import { type DesignerState, type DesignerStore, openModule } from "./store";

const ASIDE = 40;

/** Copy the selected nodes with the wires among them; the copies are selected. */
export function duplicateSelection(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const module = openModule(state);
  const held = state.history.document.modules[module] as Module;
  const chosen = (held.nodes ?? []).filter(({ id }) => state.selection.nodes.includes(id));
  if (chosen.length === 0) return;
  const taken = new Set(["in", "out", ...namesIn(held)]);
  const fresh = (id: string) => {
    const made = freshId(taken, id.replace(/\d+$/, "") || id);
    taken.add(made);
    return made;
  };
  const copies = new Map(chosen.map(({ id }) => [id, fresh(id)]));
  const picture = pictureOf(state, catalogue, module);
  const { boxes, isSeen } = copiedBoxes(picture, copies, state);
  const added = chosen.map((node): Command => {
    const copy = { ...node, id: copies.get(node.id) } as Node;
    return { name: "add_node", arguments: { module, node: copy } };
  });
  const wires = (held.edges ?? []).flatMap((edge) => copiedWire(module, edge, copies, fresh));
  const title = `duplicate ${chosen.map(({ id }) => id).join(", ")}`;
  const pins = pinAll(module, [...picture.nodes, ...boxes], picture.flow);
  const commands = [...added, pins, ...wires];
  if (!state.run({ name: "batch", arguments: { commands, title } })) return;
  const made = boxes.map(({ id }) => id);
  store.getState().select({ nodes: made });
  if (!isSeen) tellUnseen(store, module, made[0] ?? "", made.join(", "));
}

/** Copies stand to each other as their originals do, beside the flow, where all of them are free. */
function copiedBoxes(
  picture: Picture,
  copies: ReadonlyMap<string, string>,
  state: DesignerState,
): { boxes: Box[]; isSeen: boolean } {
  const boxes = picture.nodes.filter(({ id }) => copies.has(id));
  const whole = roundAll(boxes);
  const wish =
    picture.flow === "right"
      ? { x: whole.x, y: whole.y + whole.height + ASIDE }
      : { x: whole.x + whole.width + ASIDE, y: whole.y };
  const { width, height } = whole;
  const { place, isSeen } = roomFor(picture, wish, { width, height }, state);
  const [x, y] = [place.x - whole.x, place.y - whole.y];
  const moved = boxes.map((box) => ({
    id: copies.get(box.id) ?? box.id,
    x: box.x + x,
    y: box.y + y,
    width: box.width,
    height: box.height,
  }));
  return { boxes: moved, isSeen };
}

function namesIn(held: Module): string[] {
  return [...(held.nodes ?? []), ...(held.edges ?? [])].map(({ id }) => id);
}

/** The copy of a wire between two copied nodes, with all it carries. */
function copiedWire(
  module: string,
  edge: Edge,
  copies: ReadonlyMap<string, string>,
  fresh: (id: string) => string,
): Command[] {
  const moved = (end: string) => {
    const [node, port] = splitEndpoint(end);
    const copy = copies.get(node);
    return copy && (port ? `${copy}.${port}` : copy);
  };
  const [source, target] = [moved(edge.source), moved(edge.target)];
  if (!source || !target) return [];
  const id = fresh(edge.id);
  const { carries, when } = edge;
  return [
    { name: "connect", arguments: { module, source, target, id } },
    ...(carries ? [carrying(module, id, carries)] : []),
    ...(when === undefined
      ? []
      : [{ name: "set_when", arguments: { module, edge: id, value: when } } as Command]),
  ];
}

function carrying(module: string, edge: string, body: Body | null): Command {
  return { name: "set_carries", arguments: { module, edge, body } };
}

/** Make several wires carry the same. */
export function carrySame(store: DesignerStore, edges: readonly string[], body: Body | null): void {
  const state = store.getState();
  const module = openModule(state);
  const [only, ...others] = edges.map((edge) => carrying(module, edge, body));
  if (!only) return;
  const title = `change what ${count(edges.length, "wire carries", "wires carry")}`;
  const batch: Command = { name: "batch", arguments: { commands: [only, ...others], title } };
  state.run(others.length > 0 ? batch : only);
}

/**
 * Draw what wires carry once, as a module that all of them refer to.
 *
 * Names of the open module that the body reads become parameters of the new one.
 */
export function drawOnce(store: DesignerStore, edges: readonly string[], body: Body): void {
  const state = store.getState();
  const module = openModule(state);
  const { document } = state.history;
  const id = freshId(Object.keys(document.modules), "mixed");
  const outer = document.modules[module]?.parameters ?? {};
  const names = namesRead(body);
  const read = Object.keys(outer).filter((name) => names.has(name));
  const made: Module = {
    role: "operator",
    title: "What the wires carry",
    parameters: Object.fromEntries(read.map((name) => [name, outer[name] ?? {}])),
    inputs: [{ id: "x" }],
    outputs: [{ id: "y" }],
    nodes: [{ id: "op", ...body } as Node],
    edges: [
      { id: "w0", source: "in", target: "op" },
      { id: "w1", source: "op", target: "out" },
    ],
  };
  const given = Object.fromEntries(read.map((name) => [name, { expr: name }]));
  const use: Body = {
    kind: "reference",
    module: id,
    ...(read.length > 0 ? { arguments: given } : {}),
  };
  const commands: Command[] = [
    { name: "add_module", arguments: { id, module: made } },
    ...edges.map((edge) => carrying(module, edge, use)),
  ];
  const title = `draw what ${count(edges.length, "wire carries", "wires carry")} as ${id}`;
  state.run({ name: "batch", arguments: { commands, title } });
}

/** Names that expressions in a body mention. */
function namesRead(part: unknown): Set<string> {
  if (typeof part !== "object" || part === null) return new Set();
  const { expr } = part as { expr?: unknown };
  if (typeof expr === "string") return new Set(expr.match(/[A-Za-z_]\w*/g));
  return new Set(Object.values(part).flatMap((inner) => [...namesRead(inner)]));
}

/**
 * Wires that run like this one: into merges, carrying nothing or the same. Those from the module's
 * inputs are a kind of their own: what is searched between nodes is seldom meant for them.
 */
export function alikeWires(module: Module, edge: Edge): string[] {
  return mergedWires(module, edge)
    .filter((wire) => isFromInput(wire) === isFromInput(edge))
    .map(({ id }) => id);
}

/** Wires into merges that would be alike but for where they come from. */
export function unlikeWires(module: Module, edge: Edge): string[] {
  return mergedWires(module, edge)
    .filter((wire) => isFromInput(wire) !== isFromInput(edge))
    .map(({ id }) => id);
}

/** Of several wires those of one kind: between nodes, or from inputs where all of them are. */
export function ofOneKind(edges: readonly Edge[]): readonly Edge[] {
  const isPlain = (edge: Edge) => !isFromInput(edge) && splitEndpoint(edge.target)[0] !== "out";
  const between = edges.filter(isPlain);
  return between.length > 0 ? between : edges;
}

function isFromInput(edge: Edge): boolean {
  return splitEndpoint(edge.source)[0] === "in";
}

function mergedWires(module: Module, edge: Edge): Edge[] {
  const merges = new Set(
    (module.nodes ?? []).flatMap((node) =>
      node.kind === "merge" && node.mode !== "concat" ? [node.id] : [],
    ),
  );
  const isIntoMerge = (wire: Edge) => merges.has(splitEndpoint(wire.target)[0]);
  if (!isIntoMerge(edge)) return [];
  const here = JSON.stringify(edge.carries ?? null);
  return (module.edges ?? []).filter((wire) => {
    const isSame = !wire.carries || JSON.stringify(wire.carries) === here;
    return wire.id !== edge.id && isIntoMerge(wire) && isSame;
  });
}

/** Connect each of the nodes to the target, one gesture; those that do not fit stay as they are. */
export function connectAll(
  store: DesignerStore,
  catalogue: Catalogue,
  nodes: readonly string[],
  target: string,
): void {
  const state = store.getState();
  const module = openModule(state);
  let { document } = state.history;
  const commands: Command[] = [];
  let last = "";
  for (const node of nodes) {
    const source = outputOf(state, catalogue, node);
    if (!source) continue;
    last = source;
    if (canConnect(document, analysisOf(document, catalogue), module, source, target)) continue;
    const command: Command = { name: "connect", arguments: { module, source, target } };
    document = apply(document, command);
    commands.push(command);
  }
  if (commands.length === 0) {
    if (last) connect(store, catalogue, module, last, target);
    return;
  }
  const title = `connect ${count(commands.length, "node")} to ${target}`;
  state.run({ name: "batch", arguments: { commands, title } });
}

/** Bring the selected nodes to one line. */
export function align(store: DesignerStore, catalogue: Catalogue, side: Side): void {
  rearrange(store, catalogue, `align ${side}`, (boxes) => aligned(boxes, side));
}

/** Leave the same room between the selected nodes. */
export function distribute(store: DesignerStore, catalogue: Catalogue, axis: "x" | "y"): void {
  const title = `distribute ${axis === "x" ? "across" : "down"}`;
  rearrange(store, catalogue, title, (boxes) => distributed(boxes, axis));
}

function rearrange(
  store: DesignerStore,
  catalogue: Catalogue,
  title: string,
  spotsOf: (boxes: Box[]) => ReadonlyMap<string, Point>,
): void {
  const state = store.getState();
  const module = openModule(state);
  const { nodes } = pictureOf(state, catalogue, module);
  const chosen = nodes.filter(({ id }) => state.selection.nodes.includes(id));
  moveNodes(store, catalogue, module, spotsOf(chosen), undefined, title);
}

/** Place every node of the open module anew. It runs on as it does. */
export function tidy(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const module = openModule(state);
  layAnew(store, catalogue, pictureOf(state, catalogue, module).flow, `tidy ${module}`);
}

/** Let the open module run the other way, with every node placed anew for it. */
export function turn(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const module = openModule(state);
  const flow = pictureOf(state, catalogue, module).flow === "right" ? "down" : "right";
  layAnew(
    store,
    catalogue,
    flow,
    `let ${module} run ${flow === "right" ? "to the right" : "down"}`,
  );
}

function layAnew(store: DesignerStore, catalogue: Catalogue, flow: Flow, title: string): void {
  const state = store.getState();
  const module = openModule(state);
  const { document } = state.history;
  const kept = Object.entries(document.view?.positions ?? {}).filter(
    ([key]) => !key.startsWith(`${module}/`),
  );
  const flows = { ...document.view?.flows, [module]: flow };
  const view = { ...document.view, positions: Object.fromEntries(kept), flows };
  const analysis = analysisOf(document, catalogue);
  const loose = { document: { ...document, view }, module, catalogue, analysis };
  const move = pinAll(module, toCanvas(loose).nodes, flow);
  if (state.run({ name: "batch", arguments: { commands: [move], title } })) {
    askView("fit");
  }
}
