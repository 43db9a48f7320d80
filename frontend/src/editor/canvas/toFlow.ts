/** A picture in the canvas library's words. Sizes and ports are known, so nothing is measured. */

import { Position } from "@xyflow/react";

import type { NodeBoxData, NodeBoxNode } from "./NodeBox";
import type { Flow, Picture, PictureNode, PicturePort } from "./picture";
import type { WireData, WireEdge } from "./Wire";

export function flowNodes(
  picture: Picture,
  selected: string[],
  shown: Pick<NodeBoxData, "fit" | "isReadOnly" | "port" | "path">,
): NodeBoxNode[] {
  const focusable = selected[0] ?? picture.nodes[0]?.id;
  return picture.nodes.map((node) => ({
    id: node.id,
    type: "box",
    position: { x: node.x, y: node.y },
    width: node.width,
    height: node.height,
    measured: { width: node.width, height: node.height },
    handles: [
      ...node.inputs.map((port) => handle(picture.flow, node, port, "target" as const)),
      ...node.outputs.map((port) => handle(picture.flow, node, port, "source" as const)),
    ],
    selected: selected.includes(node.id),
    ariaLabel: nodeName(node),
    ariaRole: "group",
    // One stop for the Tab key; arrows go on from there.
    domAttributes: { tabIndex: node.id === focusable ? 0 : -1 },
    data: { node, ...shown, flow: picture.flow },
  }));
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
  return picture.wires.map((wire) => ({
    id: wire.id,
    type: "wire",
    source: wire.source.node,
    sourceHandle: wire.source.port,
    target: wire.target.node,
    targetHandle: wire.target.port,
    selected: selected.includes(wire.id),
    ariaLabel: `Wire ${wire.id}`,
    data: { wire, ...actions },
  }));
}
