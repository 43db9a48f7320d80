/** The wires of a picture, led between its nodes: as they stand, or as some of them are moved. */

import { arrowhead } from "./arrowhead";
import { textWidth } from "./look";
import type { Flow, Picture, PictureNode, PicturePort, PictureWire } from "./picture";
import { type Box, type Link, type Point, routeWires, type Size } from "./routing";

type Way = Pick<PictureWire, "path" | "head" | "labelAt">;
export type Unrouted = Omit<PictureWire, keyof Way>;

/**
 * The picture while some of its nodes are dragged. What is not moved, and wires that run as they
 * did, stay the same objects: only what is new is drawn again.
 */
export function movedTo(picture: Picture, moved: ReadonlyMap<string, Point>): Picture {
  if (moved.size === 0) return picture;
  const nodes = picture.nodes.map((node) => {
    const spot = moved.get(node.id);
    return spot ? { ...node, ...spot } : node;
  });
  return { ...picture, nodes, wires: routed(picture.flow, nodes, picture.wires) };
}

/** Lead wires between the nodes; one that runs as it did stays the same object. */
export function routed(
  flow: Flow,
  nodes: readonly PictureNode[],
  wires: readonly (Unrouted | PictureWire)[],
): PictureWire[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const boxes: Box[] = nodes.map(({ id, x, y, width, height }) => ({ id, x, y, width, height }));
  const links = wires.flatMap((wire): Link[] => {
    const source = byId.get(wire.source.node);
    const target = byId.get(wire.target.node);
    if (!source || !target) return [];
    return [
      {
        id: wire.id,
        from: source.id,
        to: target.id,
        source: anchor(source, source.outputs, wire.source.port, flow, true),
        target: anchor(target, target.inputs, wire.target.port, flow, false),
        label: labelSize(wire),
      },
    ];
  });
  const byWire = new Map(links.map((link) => [link.id, link]));
  const routes = routeWires(
    boxes,
    links,
    flow,
    nodes.flatMap((node) => shapeBoxes(flow, node)),
  );
  return wires.flatMap((wire): PictureWire[] => {
    const [route, link] = [routes.get(wire.id), byWire.get(wire.id)];
    if (!route || !link) return [];
    const head = arrowhead(link.target, flow);
    const way = { path: route.path, head, labelAt: route.label };
    return [runsSo(wire, way) ? wire : { ...wire, ...way }];
  });
}

function runsSo(wire: Unrouted | PictureWire, way: Way): wire is PictureWire {
  return (
    "path" in wire &&
    wire.path === way.path &&
    wire.head === way.head &&
    wire.labelAt.x === way.labelAt.x &&
    wire.labelAt.y === way.labelAt.y
  );
}

export function labelSize(wire: Pick<PictureWire, "label" | "dots" | "condition">): Size | null {
  if (!wire.label && !wire.condition) return null;
  const label = wire.label ? textWidth(wire.label) + wire.dots.length * 9 + 24 : 0;
  const condition = wire.condition ? Math.min(110, textWidth(wire.condition, 11)) + 26 : 0;
  return { width: label + condition, height: 24 };
}

/** The room that names and shapes take beside the ports, which labels of wires leave free. */
export function shapeBoxes(flow: Flow, node: PictureNode): Box[] {
  const isSeveral = node.outputs.length > 1;
  if (flow === "right" && isSeveral) return [];
  return node.outputs.flatMap(({ endpoint, title, says, offset }): Box[] => {
    const words = [title, says].filter(Boolean).join(" · ");
    if (!words) return [];
    const width = textWidth(words, 11);
    const x = flow === "down" ? node.x + offset + 10 : node.x + node.width - width;
    return [{ id: `${endpoint} shape`, x, y: node.y + node.height + 3, width, height: 15 }];
  });
}

/** Where a wire meets a node. */
function anchor(
  node: PictureNode,
  ports: PicturePort[],
  port: string,
  flow: Flow,
  isSource: boolean,
): Point {
  const known = ports.find(({ id }) => id === port)?.offset;
  if (flow === "right") {
    return { x: node.x + (isSource ? node.width : 0), y: node.y + (known ?? node.height / 2) };
  }
  return { x: node.x + (known ?? node.width / 2), y: node.y + (isSource ? node.height : 0) };
}
