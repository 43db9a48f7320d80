/** Ports by key: going from one to the next, and drawing a wire from one to another. */

import { drawnName } from "../document/called";
import type { Catalogue } from "../document/catalogue";
import { type Module, splitEndpoint } from "../document/model";
import { canConnect } from "../document/rules";
import { bodyPorts, isModulePort } from "./canvas/ports";
import { analysisOf } from "./context";
import { connect } from "./editing";
import { type DesignerState, type DesignerStore, openModule } from "./store";

type Side = "source" | "target";

export interface PortEnd {
  side: Side;
  endpoint: string;
}

export function readPort(text: string): PortEnd {
  const [side, endpoint = ""] = text.split(" ");
  return { side: side === "target" ? "target" : "source", endpoint };
}

export function writePort({ side, endpoint }: PortEnd): string {
  return `${side} ${endpoint}`;
}

/** The ports of a node as they are drawn: inputs, then outputs. */
export function portsOfNode(state: DesignerState, catalogue: Catalogue, node: string): PortEnd[] {
  if (isModulePort(node))
    return [{ side: node.startsWith("in.") ? "source" : "target", endpoint: node }];
  const { document } = state.history;
  const body = document.modules[openModule(state)]?.nodes?.find(({ id }) => id === node);
  if (!body) return [];
  const { inputs, outputs } = bodyPorts(body, document, catalogue);
  const end = (side: Side) => (port: { id: string }) => ({ side, endpoint: `${node}.${port.id}` });
  return [...inputs.map(end("target")), ...outputs.map(end("source"))];
}

/** Go to the next port of the selected node, or to the one before; it is told what it is. */
export function stepPort(store: DesignerStore, catalogue: Catalogue, step: 1 | -1): void {
  const state = store.getState();
  const [node, another] = state.selection.nodes;
  if (node === undefined || another !== undefined) {
    const message = "Select one node first: P goes through its ports, Enter draws a wire from one.";
    state.refuse({ message, fixes: [] });
    return;
  }
  const ports = portsOfNode(state, catalogue, node);
  if (ports.length === 0) return;
  const at = ports.findIndex((port) => writePort(port) === state.port);
  const start = at < 0 && step < 0 ? 0 : at;
  const next = ports[(start + step + ports.length) % ports.length] as PortEnd;
  state.stepTo(writePort(next));
  state.announce(portWords(state, catalogue, next));
}

/** "Output y of Conv: 16×8×8". */
export function portWords(state: DesignerState, catalogue: Catalogue, port: PortEnd): string {
  const { document } = state.history;
  const module = openModule(state);
  const shape = analysisOf(document, catalogue).shapeText(module, port.endpoint);
  const [node, name = ""] = splitEndpoint(port.endpoint);
  const words = isModulePort(port.endpoint)
    ? `${node === "in" ? "Input" : "Output"} ${name} of the module`
    : `${port.side === "source" ? "Output" : "Input"} ${name} of ${drawnName(document, catalogue, document.modules[module] as Module, node)}`;
  return [words, shape].filter(Boolean).join(": ");
}

/**
 * Enter at a port begins a wire there; while one is drawn it ends it, at the port or, where none is
 * chosen, at the first of the selected node that takes it. Returns whether it did anything.
 */
export function pressPort(store: DesignerStore, catalogue: Catalogue): boolean {
  const state = store.getState();
  const { port, wireFrom, selection } = state;
  if (wireFrom === null) {
    if (port === null) return false;
    state.drawFrom(port);
    const { side } = readPort(port);
    const other = side === "source" ? "an input" : "an output";
    state.announce(`Drawing a wire: go to another node and press Enter, or P for ${other} of it`);
    return true;
  }
  const node = selection.nodes[0];
  if (node === undefined) return false;
  const from = readPort(wireFrom);
  const end = port === null ? endAt(state, catalogue, node, from) : readPort(port);
  if (!end) return false;
  if (port !== wireFrom && from.side === end.side) {
    const which = from.side === "source" ? "an input" : "an output";
    state.refuse({ message: `A wire from here ends at ${which}: P goes to the next.`, fixes: [] });
    return true;
  }
  state.drawFrom(null);
  // Enter at the port where it began lets go of the wire.
  if (port !== wireFrom) join(store, catalogue, from, end);
  return true;
}

/** The first port of a node that takes the wire, else the first on the right side, which says why not. */
function endAt(
  state: DesignerState,
  catalogue: Catalogue,
  node: string,
  from: PortEnd,
): PortEnd | undefined {
  const fitting = portsOfNode(state, catalogue, node).filter(({ side }) => side !== from.side);
  return fitting.find((port) => takes(state, catalogue, from, port)) ?? fitting[0];
}

function takes(state: DesignerState, catalogue: Catalogue, from: PortEnd, to: PortEnd): boolean {
  const { document } = state.history;
  const [source, target] = inOrder(from, to);
  const analysis = analysisOf(document, catalogue);
  return canConnect(document, analysis, openModule(state), source, target) === null;
}

function inOrder(one: PortEnd, other: PortEnd): [source: string, target: string] {
  return one.side === "source" ? [one.endpoint, other.endpoint] : [other.endpoint, one.endpoint];
}

/** Draw the wire between two ports of which one is an output. */
export function join(
  store: DesignerStore,
  catalogue: Catalogue,
  one: PortEnd,
  other: PortEnd,
): void {
  connect(store, catalogue, openModule(store.getState()), ...inOrder(one, other));
}

/** All ports of the open module that take a wire from this one. */
export function fittingPorts(state: DesignerState, catalogue: Catalogue, from: PortEnd): PortEnd[] {
  const held = state.history.document.modules[openModule(state)] as Module;
  const own = [
    ...(held.inputs ?? []).map(({ id }) => `in.${id}`),
    ...(held.outputs ?? []).map(({ id }) => `out.${id}`),
  ];
  const nodes = [...(held.nodes ?? []).map(({ id }) => id), ...own];
  return nodes
    .flatMap((node) => portsOfNode(state, catalogue, node))
    .filter((port) => port.side !== from.side && takes(state, catalogue, from, port));
}

/** Open the list of ports that take a wire from where the keys are, or say why there is none. */
export function aim(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const [node, another] = state.selection.nodes;
  const from =
    state.port ??
    state.wireFrom ??
    (node !== undefined && another === undefined ? mainPort() : null);
  if (from === null) {
    const message = "Select one node first: C lists where a wire from it may lead.";
    state.refuse({ message, fixes: [] });
    return;
  }
  if (fittingPorts(state, catalogue, readPort(from)).length === 0) {
    const message = `Nothing here takes another wire from this: ${portWords(state, catalogue, readPort(from))}.`;
    state.refuse({ message, fixes: [] });
    return;
  }
  state.aimFrom(from);

  function mainPort(): string | null {
    const ports = portsOfNode(state, catalogue, node as string);
    const port = ports.find(({ side }) => side === "source") ?? ports[0];
    return port ? writePort(port) : null;
  }
}
