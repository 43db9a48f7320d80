/** Where nodes stand when nobody has placed them, and where a new one finds room. */

import { inColumns, type Joint, type Standing } from "./columns";
import type { Flow } from "./picture";
import { isModulePort } from "./ports";
import { type Box, overlaps, type Point, type Size } from "./routing";

type Kept = (node: string) => readonly [number, number] | undefined;

/** The room a drawing has in a window of 1440 by 900; it decides which way a module runs. */
const VIEW: Size = { width: 820, height: 660 };
const LARGEST = 1.1;
/** As long as a drawing shows this large, its labels (12 px) can be read without zooming. */
const READABLE = 0.92;

export interface Stand {
  flow: Flow;
  /** Upper left corners of nodes that nobody has placed. */
  spots: Map<string, Point>;
}

/**
 * Where nodes stand. A module runs the way that is given; where none is, a cell to the right, as
 * papers draw them, unless it could not be read that way, and a chain that nobody has placed the way
 * in which it is shown larger.
 */
export function standOf(nodes: Standing[], joints: Joint[], kept: Kept, given?: Flow): Stand {
  const pinned = given ?? pinnedFlow(joints, kept) ?? (isEmpty(nodes) ? "right" : null);
  const isWhole = nodes.every(({ id }) => kept(id));
  if (isWhole) return { flow: pinned ?? "right", spots: new Map() };
  const isLine = isChain(joints);
  const laid = (flow: Flow): Stand & Size => {
    const sized = nodes.map((node) =>
      flow === "right"
        ? { ...node, height: node.height + (node.rows ?? 0) }
        : { ...node, width: node.width + (node.spread ?? 0) },
    );
    return { flow, ...inColumns(sized, joints, flow) };
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

/** Whether there are no more than the module's own ports: a drawing begins to the right. */
function isEmpty(nodes: Standing[]): boolean {
  return nodes.every(({ id }) => isModulePort(id));
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

/** Two lines of words, and the room round them. */
const WORDS = 48;
const ROOM = 120;

/**
 * Where a few words stand among boxes: in the first row between them that is free, else under them.
 * Null where there are no boxes. Ports that stand far apart would leave no sight of what is under.
 */
export function underneath(boxes: readonly Box[]): Point | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const x = (left + right) / 2;
  let end = Number.POSITIVE_INFINITY;
  for (const box of [...boxes].sort((a, b) => a.y - b.y)) {
    if (box.y - end >= ROOM) return { x, y: (end + box.y - WORDS) / 2 };
    end = Number.isFinite(end) ? Math.max(end, box.y + box.height) : box.y + box.height;
  }
  return { x, y: end + 32 };
}

const AROUND = {
  right: [
    [0, 1],
    [0, -1],
    [1, 0],
    [1, 1],
    [1, -1],
  ],
  down: [
    [1, 0],
    [-1, 0],
    [0, 1],
    [1, 1],
    [-1, 1],
  ],
} as const;

/** The free spot nearest to the wished one, in growing rings: beside it before back up the flow. */
export function freeSpot(wish: Point, size: Size, taken: Box[], flow: Flow = "right"): Point {
  const isFree = (point: Point) =>
    taken.every((box) => !overlaps({ id: "", ...point, ...size }, box, 24));
  for (let ring = 0; ring < 40; ring += 1) {
    const reach = ring * 32;
    const spot = AROUND[flow]
      .map(([x, y]) => ({ x: wish.x + x * reach, y: wish.y + y * reach }))
      .find(isFree);
    if (spot) return { x: Math.round(spot.x), y: Math.round(spot.y) };
  }
  return wish;
}
