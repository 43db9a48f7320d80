/** A picture in the canvas library's words. Sizes and ports are known, so nothing is measured. */

import { Position } from "@xyflow/react";

import type { NodeBoxData, NodeBoxNode } from "./NodeBox";
import type { Picture, PictureNode, PicturePort } from "./picture";
import type { WireData, WireEdge } from "./Wire";

export function flowNodes(
  picture: Picture,
  selected: string[],
  fit: NodeBoxData["fit"],
  isReadOnly: boolean,
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
      ...node.inputs.map((port) => handle(node, port, "target" as const)),
      ...node.outputs.map((port) => handle(node, port, "source" as const)),
    ],
    selected: selected.includes(node.id),
    ariaLabel: nodeName(node),
    ariaRole: "group",
    // One stop for the Tab key; arrows go on from there.
    domAttributes: { tabIndex: node.id === focusable ? 0 : -1 },
    data: { node, fit, isReadOnly },
  }));
}

export function nodeName(node: Pick<PictureNode, "id" | "kind">): string {
  if (node.kind === "input") return `Input ${node.id.slice(3)}`;
  if (node.kind === "output") return `Output ${node.id.slice(4)}`;
  return `Node ${node.id}`;
}

function handle(node: PictureNode, port: PicturePort, type: "source" | "target") {
  const isSource = type === "source";
  return {
    id: port.id,
    type,
    position: isSource ? Position.Right : Position.Left,
    x: isSource ? node.width - 5 : -5,
    y: port.offset - 5,
    width: 10,
    height: 10,
  };
}

export function flowEdges(
  picture: Picture,
  selected: string[],
  actions: Pick<WireData, "onPick" | "onOpen">,
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
