/** A picture in the canvas library's words. Sizes and ports are known, so nothing is measured. */

import { Position } from "@xyflow/react";

import type { NodeBoxData, NodeBoxNode } from "./NodeBox";
import type { Flow, Picture, PictureNode, PicturePort, PictureWire } from "./picture";
import type { WireData, WireEdge } from "./Wire";

/** What was made of each part of a picture, and of what else was said then. */
class Kept<Part extends object, Made> {
  private readonly known = new WeakMap<Part, { said: readonly unknown[]; made: Made }>();

  /** What is the same as it was stays the same object: the library draws it no second time. */
  made(part: Part, said: readonly unknown[], make: () => Made): Made {
    const found = this.known.get(part);
    if (found?.said.every((one, at) => one === said[at])) return found.made;
    const made = make();
    this.known.set(part, { said, made });
    return made;
  }
}

const keptNodes = new Kept<PictureNode, NodeBoxNode>();
const keptEdges = new Kept<PictureWire, WireEdge>();

export function flowNodes(
  picture: Picture,
  selected: string[],
  shown: Pick<NodeBoxData, "fit" | "isReadOnly" | "port" | "module">,
): NodeBoxNode[] {
  const focusable = selected[0] ?? picture.nodes[0]?.id;
  const { flow } = picture;
  return picture.nodes.map((node) => {
    const isSelected = selected.includes(node.id);
    // One stop for the Tab key; arrows go on from there.
    // Only the node that has the port is drawn anew for it.
    const held = { ...shown, port: isOf(node.id, shown.port) ? shown.port : null };
    const tabIndex = node.id === focusable ? 0 : -1;
    return keptNodes.made(node, [isSelected, tabIndex, ...Object.values(held), flow], () => ({
      id: node.id,
      type: "box",
      position: { x: node.x, y: node.y },
      width: node.width,
      height: node.height,
      measured: { width: node.width, height: node.height },
      handles: [
        ...node.inputs.map((port) => handle(flow, node, port, "target" as const)),
        ...node.outputs.map((port) => handle(flow, node, port, "source" as const)),
      ],
      selected: isSelected,
      ariaLabel: nodeName(node),
      ariaRole: "group",
      domAttributes: { tabIndex },
      data: { node, ...held, flow },
    }));
  });
}

function isOf(node: string, port: string | null): boolean {
  const [, endpoint = ""] = port?.split(" ") ?? [];
  return endpoint === node || endpoint.startsWith(`${node}.`);
}

export function nodeName(node: Pick<PictureNode, "id" | "kind">): string {
  if (node.kind === "input") return `Input ${node.id.slice(3)}`;
  if (node.kind === "output") return `Output ${node.id.slice(4)}`;
  return `Node ${node.id}`;
}

const RADIUS = 5;

function handle(flow: Flow, node: PictureNode, port: PicturePort, type: "source" | "target") {
  const isSource = type === "source";
  const size = { width: 2 * RADIUS, height: 2 * RADIUS };
  const along = port.offset - RADIUS;
  if (flow === "right") {
    const position = isSource ? Position.Right : Position.Left;
    return {
      id: port.id,
      type,
      position,
      x: (isSource ? node.width : 0) - RADIUS,
      y: along,
      ...size,
    };
  }
  const position = isSource ? Position.Bottom : Position.Top;
  return {
    id: port.id,
    type,
    position,
    x: along,
    y: (isSource ? node.height : 0) - RADIUS,
    ...size,
  };
}

export function flowEdges(
  picture: Picture,
  selected: string[],
  actions: Pick<WireData, "onPick" | "onOpen" | "module">,
): WireEdge[] {
  return picture.wires.map((wire) => {
    const isSelected = selected.includes(wire.id);
    return keptEdges.made(wire, [isSelected, actions], () => ({
      id: wire.id,
      type: "wire",
      source: wire.source.node,
      sourceHandle: wire.source.port,
      target: wire.target.node,
      targetHandle: wire.target.port,
      selected: isSelected,
      ariaLabel: `Wire ${wire.id}`,
      data: { wire, ...actions },
    }));
  });
}
