/** Where nodes stand when nobody has placed them, and where a new one finds room. */

import { layout as arrange, graphlib } from "@dagrejs/dagre";

import type { Flow } from "./picture";
import { type Box, overlaps, type Point, type Size } from "./routing";

export interface Standing extends Size {
  id: string;
}

interface Joint {
  source: string;
  target: string;
  label: Size | null;
}

type Kept = (node: string) => readonly [number, number] | undefined;

/** The room a drawing usually has; it decides which way an untouched module runs. */
const VIEW: Size = { width: 880, height: 740 };
const LARGEST = 1.1;
const MOST_STRETCH = 1.5;

export interface Stand {
  flow: Flow;
  /** Upper left corners of nodes that nobody has placed. */
  spots: Map<string, Point>;
}

/** Where nodes stand. A drawing that nobody has placed runs the way in which it is shown larger. */
export function standOf(nodes: Standing[], joints: Joint[], kept: Kept): Stand {
  const pinned = pinnedFlow(joints, kept);
  const isWhole = nodes.every(({ id }) => kept(id));
  if (isWhole) return { flow: pinned ?? "right", spots: new Map() };
  if (pinned) return { flow: pinned, spots: layOut(nodes, joints, pinned).spots };
  const [right, down] = [layOut(nodes, joints, "right"), layOut(nodes, joints, "down")];
  const best = zoomFor(right) > zoomFor(down) * 1.05 ? right : down;
  return { flow: best.flow, spots: best.spots };
}

/** The way a placed drawing runs, by where its wires go. */
function pinnedFlow(joints: Joint[], kept: Kept): Flow | null {
  let right = 0;
  let down = 0;
  for (const { source, target } of joints) {
    const [from, to] = [kept(source), kept(target)];
    if (!from || !to) continue;
    right += Math.abs(to[0] - from[0]);
    down += Math.abs(to[1] - from[1]);
  }
  if (right + down === 0) return null;
  return down > right ? "down" : "right";
}

function zoomFor({ width, height }: Size): number {
  return Math.min(LARGEST, VIEW.width / Math.max(1, width), VIEW.height / Math.max(1, height));
}

function layOut(nodes: Standing[], joints: Joint[], flow: Flow): Stand & Size {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: flow === "right" ? "LR" : "TB",
    nodesep: flow === "right" ? 40 : 56,
    edgesep: 28,
    ranksep: 44,
    marginx: 0,
    marginy: 0,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const [index, { source, target, label }] of joints.entries()) {
    if (!graph.hasNode(source) || !graph.hasNode(target)) continue;
    // A labelled wire asks for the room its label takes; others cost nothing.
    const room = label ? { width: label.width, height: label.height, labelpos: "c" } : {};
    graph.setEdge(source, target, room, String(index));
  }
  arrange(graph);
  const { width = 0, height = 0 } = graph.graph() as Partial<Size>;
  const stretch = stretchOf({ width, height }, flow);
  const spots = new Map(
    nodes.map((node) => {
      const { x, y } = graph.node(node.id) as Point;
      const centre = {
        x: x * (flow === "right" ? stretch : 1),
        y: y * (flow === "down" ? stretch : 1),
      };
      return [
        node.id,
        { x: Math.round(centre.x - node.width / 2), y: Math.round(centre.y - node.height / 2) },
      ];
    }),
  );
  return { flow, spots, width, height };
}

/** A broad drawing has room to spare along its flow; wires bend less when they get it. */
function stretchOf({ width, height }: Size, flow: Flow): number {
  const ratio = (width * VIEW.height) / Math.max(1, height * VIEW.width);
  const spare = flow === "down" ? ratio : 1 / Math.max(0.01, ratio);
  return Math.min(MOST_STRETCH, Math.max(1, spare));
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
