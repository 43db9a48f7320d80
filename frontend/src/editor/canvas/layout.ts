/** Where nodes stand when nobody has placed them, and where a new one finds room. */

import { graphlib, layout as arrange } from "@dagrejs/dagre";

import { type Box, overlaps, type Point, type Size } from "./routing";

export interface Standing extends Size {
  id: string;
}

/** Lay a graph out from left to right. Returns upper left corners by id. */
export function layOut(
  nodes: Standing[],
  edges: { source: string; target: string }[],
  widestLabel: number,
): Map<string, Point> {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: "LR",
    nodesep: 44,
    edgesep: 28,
    ranksep: Math.max(84, widestLabel + 64),
    marginx: 0,
    marginy: 0,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const [index, { source, target }] of edges.entries()) {
    if (graph.hasNode(source) && graph.hasNode(target)) {
      graph.setEdge(source, target, {}, String(index));
    }
  }
  arrange(graph);
  return new Map(
    nodes.map(({ id, width, height }) => {
      const { x, y } = graph.node(id) as Point;
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}

/** The free spot nearest to the wished one: downwards first, then in growing rings. */
export function freeSpot(wish: Point, size: Size, taken: Box[]): Point {
  const isFree = (point: Point) =>
    taken.every((box) => !overlaps({ id: "", ...point, ...size }, box, 24));
  for (let ring = 0; ring < 40; ring += 1) {
    const reach = ring * 32;
    const around: Point[] = [
      { x: wish.x, y: wish.y + reach },
      { x: wish.x, y: wish.y - reach },
      { x: wish.x + reach, y: wish.y },
      { x: wish.x + reach, y: wish.y + reach },
      { x: wish.x + reach, y: wish.y - reach },
    ];
    const spot = around.find(isFree);
    if (spot) return { x: Math.round(spot.x), y: Math.round(spot.y) };
  }
  return wish;
}
