/** Gestures as commands: what adding, moving, connecting and removing mean for the document. */

import { calledIn } from "../document/called";
import { type Catalogue, operatorNamed } from "../document/catalogue";
import { apply, type Command, describe } from "../document/commands";
import type { Body, Module, Node, OperatorBody, Value } from "../document/model";
import { freshId } from "../document/places";
import { canConnect, doubt } from "../document/rules";
import { fieldsOf } from "../ui/schema";
import { bridgeOver, offerBridge } from "./bridging";
import { describeBody } from "./canvas/bodies";
import { freeSpot } from "./canvas/layout";
import type { Flow, Picture } from "./canvas/picture";
import { isInSight, roomOn, type Sight, spotInSight } from "./canvas/placing";
import { bodyPorts, isModulePort } from "./canvas/ports";
import type { Box, Point, Size } from "./canvas/routing";
import { toCanvas } from "./canvas/toCanvas";
import { analysisOf } from "./context";
import { type DesignerState, type DesignerStore, openModule } from "./store";

export interface Spot {
  /** The middle wished for; without it the selection or the middle of the view decides. */
  at?: Point;
  /** The output it is wired to; without it the selected node's, where no spot is given. */
  from?: string;
  /** The wire it is put into. */
  edge?: string;
}

/** Add a body (as JSON text from the palette) to the open module; wire it to the selection if it fits. */
export function addBody(
  store: DesignerStore,
  catalogue: Catalogue,
  text: string,
  spot: Spot,
): void {
  const state = store.getState();
  const module = openModule(state);
  const body = JSON.parse(text) as Body;
  const { document } = state.history;
  const id = freshNode(document.modules[module] as Module, wordFor(body));
  const node = { id, ...body } as Node;
  const picture = pictureOf(state, catalogue, module);
  const before = standingBefore(state.selection.nodes, body, picture);
  const near = before.at(-1);
  const size = sizeOf(state, catalogue, module, node, picture.flow);
  const { place, boxes, isSeen } = standing(picture, size, spot, near ?? null, state);
  const title = `add ${describeBody(body, document, catalogue).short}`;
  const add: Command = { name: "add_node", arguments: { module, node } };
  const pinned = pinAll(module, [...boxes, { id, ...place, ...size }], picture.flow);
  const gesture = `add:${id}`;
  if (!state.run({ name: "batch", arguments: { commands: [add, pinned], title } }, gesture)) return;
  const chosen = spot.at ? [] : before.map((box) => outputOf(state, catalogue, box.id));
  if (spot.edge) putInto(store, catalogue, module, spot.edge, id, gesture);
  else
    for (const source of spot.from ? [spot.from] : chosen)
      if (source) joinTo(store, catalogue, module, source, id, gesture);
  store.getState().select({ nodes: [id] });
  if (!isSeen && !store.getState().notice) tellUnseen(store, module, id, title);
}

/** The selected nodes that lead to a new one, the furthest last: one, or as many as a merge takes. */
function standingBefore(selected: readonly string[], body: Body, { nodes, flow }: Picture): Box[] {
  if (selected.length > 1 && body.kind !== "merge") return [];
  const side = flow === "right" ? "x" : "y";
  const chosen = nodes.filter(({ id }) => selected.includes(id));
  return chosen.sort((one, other) => one[side] - other[side]);
}

/** How large a node is drawn that is not there yet. */
function sizeOf(
  { history: { document } }: DesignerState,
  catalogue: Catalogue,
  module: string,
  node: Node,
  flow: Flow,
): Size {
  const grown = apply(document, { name: "add_node", arguments: { module, node } });
  const analysis = analysisOf(grown, catalogue);
  const { nodes } = toCanvas({ document: grown, module, catalogue, analysis, flow });
  const { width = 216, height = 48 } = nodes.find(({ id }) => id === node.id) ?? {};
  return { width, height };
}

/** Where a new node stands, and where all others stand then. */
function standing(
  picture: Picture,
  size: Size,
  spot: Spot,
  near: Box | null,
  state: DesignerState,
): { place: Point; boxes: Box[]; isSeen: boolean } {
  const { nodes, flow, wires } = picture;
  const wire = wires.find(({ id }) => id === spot.edge);
  if (wire) return { ...roomOn(wire, spot.at ?? wire.labelAt, size, nodes, flow), isSeen: true };
  const wish = near && !spot.at ? behind(near, size, flow) : round(spot.at ?? state.centre(), size);
  const { place, isSeen } = roomFor(picture, wish, size, state, spot.at !== undefined);
  return { place, boxes: pushedOut(nodes, flow, { ...place, ...size }, state.sight()), isSeen };
}

/** The upper left corner of what stands round a point. */
function round({ x, y }: Point, { width, height }: Size): Point {
  return { x: Math.round(x - width / 2), y: Math.round(y - height / 2) };
}

/** The free place nearest to the wished one, in sight where there is one. */
export function roomFor(
  { nodes, flow }: Picture,
  wish: Point,
  size: Size,
  state: Pick<DesignerState, "sight">,
  isDropped = false,
): { place: Point; isSeen: boolean } {
  const sight = state.sight();
  const seen = sight && spotInSight(wish, size, nodes, sight, flow, isDropped);
  return {
    place: seen ?? freeSpot(wish, size, nodes, flow),
    isSeen: seen !== null || !sight,
  };
}

/** The view stays where it is: what was added out of sight says so, with the way there. */
export function tellUnseen(
  store: DesignerStore,
  module: string,
  node: string,
  title: string,
): void {
  const name = title.replace(/^add /, "");
  store.getState().refuse({
    message: `There is no free place in view: ${name} was added outside of it.`,
    fixes: [],
    places: [{ module, node }],
    isDoubt: true,
  });
}

/** The first output of a node, as a wire names it. */
export function outputOf(state: DesignerState, catalogue: Catalogue, node: string): string | null {
  const { document } = state.history;
  if (isModulePort(node)) return node.startsWith("in.") ? node : null;
  const found = document.modules[openModule(state)]?.nodes?.find(({ id }) => id === node);
  const port = found && bodyPorts(found, document, catalogue).outputs[0];
  return port ? `${node}.${port.id}` : null;
}

/** Part a wire: what entered its target now enters the new node. The wire keeps its id and place. */
function putInto(
  store: DesignerStore,
  catalogue: Catalogue,
  module: string,
  edge: string,
  id: string,
  gesture: string,
): void {
  const { document } = store.getState().history;
  const held = document.modules[module];
  const wire = held?.edges?.find((item) => item.id === edge);
  const node = held?.nodes?.find((item) => item.id === id);
  const ports = node && bodyPorts(node, document, catalogue);
  const [input, output] = [ports?.inputs[0], ports?.outputs[0]];
  if (!wire || !input || !output) return;
  const { run } = store.getState();
  const analysis = analysisOf(document, catalogue);
  const refusal = canConnect(document, analysis, module, wire.source, `${id}.${input.id}`);
  const commands: Command[] = [
    {
      name: "rewire",
      arguments: { module, edge, source: `${id}.${output.id}`, target: wire.target },
    },
    { name: "connect", arguments: { module, source: wire.source, target: `${id}.${input.id}` } },
  ];
  if (refusal) store.getState().refuse({ message: refusal.message, fixes: [] });
  else run({ name: "batch", arguments: { commands, title: `put ${id} into ${edge}` } }, gesture);
}

/** Wire a new node to the output it was added after; silently not, when that does not fit. */
function joinTo(
  store: DesignerStore,
  catalogue: Catalogue,
  module: string,
  source: string,
  id: string,
  gesture: string,
): void {
  const { document } = store.getState().history;
  const node = document.modules[module]?.nodes?.find((item) => item.id === id);
  const input = node && bodyPorts(node, document, catalogue).inputs[0];
  if (!input) return;
  const target = `${id}.${input.id}`;
  const analysis = analysisOf(document, catalogue);
  if (canConnect(document, analysis, module, source, target)) return;
  store.getState().run({ name: "connect", arguments: { module, source, target } }, gesture);
}

/** Draw a wire, or say why not. */
export function connect(
  store: DesignerStore,
  catalogue: Catalogue,
  module: string,
  source: string,
  target: string,
): void {
  const { history, refuse, run } = store.getState();
  const analysis = analysisOf(history.document, catalogue);
  const refusal = canConnect(history.document, analysis, module, source, target);
  if (refusal) {
    refuse({ message: refusal.message, fixes: refusal.fixes });
    return;
  }
  if (!run({ name: "connect", arguments: { module, source, target } })) return;
  const { document } = store.getState().history;
  const doubtful = doubt(document, analysisOf(document, catalogue), module, source, target);
  if (doubtful) refuse({ message: doubtful.message, fixes: doubtful.fixes, isDoubt: true });
}

/** Move nodes. All others of the module are pinned where they stand, so that nothing else jumps. */
export function moveNodes(
  store: DesignerStore,
  catalogue: Catalogue,
  module: string,
  moved: ReadonlyMap<string, Point>,
  gesture?: string,
  title = `move ${[...moved.keys()].join(", ")}`,
): void {
  const { nodes, flow } = pictureOf(store.getState(), catalogue, module);
  const isSame = nodes.every(({ id, x, y }) => {
    const to = moved.get(id);
    return !to || (to.x === x && to.y === y);
  });
  if (isSame) return;
  const placed = nodes.map((box) => ({ ...box, ...moved.get(box.id) }));
  const commands = [pinAll(module, placed, flow)];
  store.getState().run({ name: "batch", arguments: { commands, title } }, gesture);
}

/** All stand where they are drawn, and the module runs as it does. */
export function pinAll(module: string, boxes: readonly Box[], flow: Flow): Command {
  const all = <T>(of: (box: Box) => T) => Object.fromEntries(boxes.map((box) => [box.id, of(box)]));
  const positions = all(({ x, y }): [number, number] => [x, y]);
  const sizes = all(({ width, height }): [number, number] => [width, height]);
  return { name: "move", arguments: { module, positions, sizes, flow } };
}

/** Outputs give way to what is put before them, as far as they stay in sight. */
function pushedOut(boxes: Box[], flow: Flow, place: Point & Size, sight: Sight | null): Box[] {
  return boxes.map((box) => {
    if (!box.id.startsWith("out.")) return box;
    const moved =
      flow === "right"
        ? { ...box, x: Math.max(box.x, place.x + place.width + 96) }
        : { ...box, y: Math.max(box.y, place.y + place.height + 72) };
    return !sight || isInSight(moved, sight) ? moved : box;
  });
}

/** Where a new node stands beside the one it follows. */
function behind(box: Box, size: Size, flow: Flow): Point {
  if (flow === "right") return { x: box.x + box.width + 96, y: box.y };
  return { x: box.x + (box.width - size.width) / 2, y: box.y + box.height + 72 };
}

/**
 * The module as it is drawn. Which way it runs is found once: it must not turn while somebody draws.
 */
export function pictureOf(
  state: Pick<DesignerState, "history" | "flows">,
  catalogue: Catalogue,
  module: string,
): Picture {
  const { document } = state.history;
  const analysis = analysisOf(document, catalogue);
  const flow = state.flows.get(module);
  const picture = toCanvas({ document, module, catalogue, analysis, flow });
  if (!flow) state.flows.set(module, picture.flow);
  return picture;
}

/**
 * Remove what is selected; the rest is pinned where it stands, so that nothing jumps.
 *
 * A module's own ports are removed in its inspector only.
 */
export function removeSelection(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const nodes = state.selection.nodes.filter((id) => !isModulePort(id));
  const { edges } = state.selection;
  if (nodes.length + edges.length === 0) return;
  const module = openModule(state);
  const { nodes: boxes, flow } = pictureOf(state, catalogue, module);
  const pinned = pinAll(module, boxes, flow);
  const held = state.history.document.modules[module] as Module;
  const bridge = edges.length === 0 ? bridgeOver(held, module, nodes) : null;
  const remove: Command = { name: "remove", arguments: { module, nodes, edges } };
  const title = describe(remove, calledIn(state.history.document, catalogue));
  const isDone = state.run({ name: "batch", arguments: { commands: [pinned, remove], title } });
  // Ports that were selected beside stay in the drawing: a selection of them would be a leftover.
  if (!isDone) return;
  state.select({});
  if (bridge) offerBridge(store, catalogue, bridge);
}

export function freshNode(module: Module, word: string): string {
  const taken = [...(module.nodes ?? []), ...(module.edges ?? [])].map(({ id }) => id);
  return freshId(["in", "out", ...taken], word);
}

function wordFor(body: Body): string {
  switch (body.kind) {
    case "operator":
      return body.operator;
    case "reference":
      return body.module;
    case "merge":
      return typeof body.mode === "string" ? body.mode : "merge";
    default:
      return body.kind;
  }
}

/** An operator with its defaults; settings that the module has a parameter for read it. */
export function newOperator(catalogue: Catalogue, name: string, module: Module): OperatorBody {
  const settings = fieldsOf(operatorNamed(catalogue, name)?.settings ?? {});
  const given = settings.filter((setting) => setting in (module.parameters ?? {}));
  if (given.length === 0) return { kind: "operator", operator: name };
  const values = Object.fromEntries(given.map((setting) => [setting, { expr: setting }]));
  return { kind: "operator", operator: name, arguments: values };
}

/** Another operator in the place of one: settings that both know stay, new ones are filled in. */
export function swapOperator(
  catalogue: Catalogue,
  module: Module,
  moduleId: string,
  place: string,
  before: OperatorBody,
  name: string,
): Command {
  const known = new Set(fieldsOf(operatorNamed(catalogue, name)?.settings ?? {}));
  const given = before.arguments ?? {};
  const fresh = newOperator(catalogue, name, module).arguments ?? {};
  const set = (setting: string, value: Value | undefined): Command => ({
    name: "set_argument",
    arguments: { module: moduleId, place, name: setting, value },
  });
  return {
    name: "batch",
    arguments: {
      title: `make ${place} ${operatorNamed(catalogue, name)?.title ?? name}`,
      commands: [
        { name: "set_operator", arguments: { module: moduleId, place, operator: name } },
        ...Object.keys(given).flatMap((setting) =>
          known.has(setting) ? [] : [set(setting, undefined)],
        ),
        ...Object.entries(fresh).flatMap(([setting, value]) =>
          setting in given ? [] : [set(setting, value)],
        ),
      ],
    },
  };
}
