/** Where nodes stand when nobody has placed them, and where a new one finds room. */

import { layout as arrange, graphlib } from "@dagrejs/dagre";

import { inColumns, type Joint, type Standing } from "./columns";
import type { Flow } from "./picture";
import { type Box, overlaps, type Point, type Size } from "./routing";

type Kept = (node: string) => readonly [number, number] | undefined;

/** The room a drawing has in a window of 1440 by 900; it decides which way a module runs. */
const VIEW: Size = { width: 820, height: 660 };
const LARGEST = 1.1;
/** As long as a drawing shows this large, its labels (12 px) can be read without zooming. */
const READABLE = 0.92;
const MOST_STRETCH = 1.5;

export interface Stand {
  flow: Flow;
  /** Upper left corners of nodes that nobody has placed. */
  spots: Map<string, Point>;
}

/**
 * Where nodes stand. Cells run to the right, as papers draw them, unless they could not be read
 * that way; a chain that nobody has placed runs the way in which it is shown larger.
 */
export function standOf(nodes: Standing[], joints: Joint[], kept: Kept): Stand {
  const pinned = pinnedFlow(joints, kept);
  const isWhole = nodes.every(({ id }) => kept(id));
  if (isWhole) return { flow: pinned ?? "right", spots: new Map() };
  const isLine = isChain(joints);
  const laid = (flow: Flow): Stand & Size => {
    const sized = nodes.map((node) =>
      flow === "right" ? { ...node, height: node.height + (node.rows ?? 0) } : node,
    );
    return isLine ? layOut(sized, joints, flow) : { flow, ...inColumns(sized, joints, flow) };
  };
  const { flow, spots } = pinned ? laid(pinned) : larger(laid, isLine, joints.length === 0);
  return { flow, spots };
}

function larger(laid: (flow: Flow) => Stand & Size, isLine: boolean, isLoose: boolean) {
  const right = laid("right");
  if (isLoose || (!isLine && zoomFor(right) >= READABLE)) return right;
  const down = laid("down");
  return zoomFor(right) > zoomFor(down) * 1.05 ? right : down;
}

/** Whether no node feeds two others, nor is fed by two. */
function isChain(joints: Joint[]): boolean {
  const pairs = new Map(
    joints.map(({ source, target }) => [`${source} ${target}`, [source, target]]),
  );
  const ends = (at: 0 | 1) => new Set([...pairs.values()].map((pair) => pair[at])).size;
  return ends(0) === pairs.size && ends(1) === pairs.size;
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
    graph.setEdge(source, target, roomFor(label), String(index));
  }
  keepPortsOutside(graph, nodes);
  arrange(graph);
  graph.removeNode(BEFORE);
  const stretched = stretchOf(sizeOf(graph, nodes), flow);
  const centres = inPortOrder(graph, nodes, flow);
  const spots = new Map(
    nodes.map((node) => {
      const { x, y } = centres.get(node.id) as Point;
      return [
        node.id,
        {
          x: Math.round(x * stretched.x - node.width / 2),
          y: Math.round(y * stretched.y - node.height / 2),
        },
      ];
    }),
  );
  return { flow, spots, ...extent(nodes, spots) };
}

function roomFor(label: Size | null) {
  return label ? { ...label, labelpos: "c" } : {};
}

/** A node that does not show; inputs hang on it, so that they stand in one row. */
const BEFORE = " before";

/** Inputs come first and outputs last, connected or not. */
function keepPortsOutside(graph: graphlib.Graph, nodes: Standing[]): void {
  graph.setNode(BEFORE, { width: 0, height: 0 });
  for (const { id } of nodes) {
    if (id.startsWith("in.")) graph.setEdge(BEFORE, id, { weight: 20 }, "order");
    if (id.startsWith("out.")) graph.setEdge(BEFORE, id, { weight: 0, minlen: 4 }, "order");
  }
}

/** Centres of nodes; mirrored across the flow where that brings the inputs into their order. */
function inPortOrder(graph: graphlib.Graph, nodes: Standing[], flow: Flow): Map<string, Point> {
  const axis = flow === "right" ? "y" : "x";
  const at = new Map(nodes.map(({ id }) => [id, { ...(graph.node(id) as Point) }]));
  const [first, ...others] = nodes.flatMap(({ id }) =>
    id.startsWith("in.") ? [at.get(id) as Point] : [],
  );
  const last = others.at(-1);
  if (!first || !last || first[axis] <= last[axis]) return at;
  for (const point of at.values()) point[axis] = -point[axis];
  return at;
}

function sizeOf(graph: graphlib.Graph, nodes: Standing[]): Size {
  const spots = nodes.map((node): [string, Point] => {
    const { x, y } = graph.node(node.id) as Point;
    return [node.id, { x: x - node.width / 2, y: y - node.height / 2 }];
  });
  return extent(nodes, new Map(spots));
}

function extent(nodes: Standing[], spots: ReadonlyMap<string, Point>): Size {
  const at = ({ id }: Standing) => spots.get(id) as Point;
  const left = Math.min(...nodes.map((node) => at(node).x));
  const top = Math.min(...nodes.map((node) => at(node).y));
  const right = Math.max(...nodes.map((node) => at(node).x + node.width));
  const bottom = Math.max(...nodes.map((node) => at(node).y + node.height));
  return nodes.length > 0 ? { width: right - left, height: bottom - top } : { width: 0, height: 0 };
}

/** How much a chain is pulled to the form of the view: along its flow. */
function stretchOf({ width, height }: Size, flow: Flow): Point {
  const ratio = (width * VIEW.height) / Math.max(1, height * VIEW.width);
  const within = (spare: number) => Math.min(MOST_STRETCH, Math.max(1, spare));
  if (flow === "down") return { x: 1, y: within(ratio) };
  return { x: within(1 / Math.max(0.01, ratio)), y: 1 };
}

/** The middle of the free room under boxes; null where there are none. */
export function underneath(boxes: readonly Box[]): Point | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  return { x: (left + right) / 2, y: Math.max(...boxes.map(({ y, height }) => y + height)) + 32 };
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
