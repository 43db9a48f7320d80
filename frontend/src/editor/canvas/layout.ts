/** Where nodes stand when nobody has placed them, and where a new one finds room. */

import { graphlib, layout as arrange } from "@dagrejs/dagre";

import type { Flow } from "./picture";
import { type Box, overlaps, type Point, type Size } from "./routing";

export interface Standing extends Size {
  id: string;
}

interface Ends {
  source: string;
  target: string;
}

/**
 * Which way a module runs. A chain that nobody has placed runs down, as does a drawing whose wires
 * go more down than right.
 */
export function flowOf(
  ends: Ends[],
  placeOf: (node: string) => readonly [number, number] | undefined,
): Flow {
  let right = 0;
  let down = 0;
  for (const { source, target } of ends) {
    const [from, to] = [placeOf(source), placeOf(target)];
    if (!from || !to) continue;
    right += Math.abs(to[0] - from[0]);
    down += Math.abs(to[1] - from[1]);
  }
  if (right + down > 0) return down > right ? "down" : "right";
  return ends.length > 3 && isChain(ends) ? "down" : "right";
}

function isChain(ends: Ends[]): boolean {
  const once = (ids: string[]) => new Set(ids).size === ids.length;
  return once(ends.map(({ source }) => source)) && once(ends.map(({ target }) => target));
}

/** Lay a graph out. Returns upper left corners by id. */
export function layOut(
  nodes: Standing[],
  edges: Ends[],
  widestLabel: number,
  flow: Flow,
): Map<string, Point> {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: flow === "right" ? "LR" : "TB",
    nodesep: 48,
    edgesep: 28,
    ranksep: flow === "right" ? Math.max(72, widestLabel + 72) : 52,
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
