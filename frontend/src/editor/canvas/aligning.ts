/** Lines that nodes share: shown and met while one is moved, and made among several by command. */

import { roundAll, type Sight } from "./placing";
import { type Box, overlaps, type Point } from "./routing";

/** A line at `at` on its axis, as far as what stands on it reaches on the other. */
export interface Guide {
  axis: Axis;
  at: number;
  from: number;
  to: number;
}

type Axis = "x" | "y";

const LENGTH = { x: "width", y: "height" } as const;
const OTHER = { x: "y", y: "x" } as const;
/** The middle before the edges: wires between nodes of one middle run straight. */
const SHARES = [0.5, 0, 1] as const;
type Share = (typeof SHARES)[number];
const GRID = 8;
/** Nearer than this is the same line. */
const SAME = 0.5;

/** How far a box is to be moved to share lines with others within reach, else those of the grid. */
export function snapped(
  box: Omit<Box, "id">,
  others: readonly Box[],
  reach: number,
): { shift: Point; guides: Guide[] } {
  const lines = { x: nearest(box, others, "x", reach), y: nearest(box, others, "y", reach) };
  const shift = {
    x: lines.x?.shift ?? toGrid(box.x),
    y: lines.y?.shift ?? toGrid(box.y),
  };
  const met = { ...box, x: box.x + shift.x, y: box.y + shift.y };
  const guides = (["x", "y"] as const).flatMap((axis) => {
    const line = lines[axis];
    return line ? [guideOf(met, others, axis, line.share)] : [];
  });
  return { shift, guides };
}

/** What is moved to where, with the lines that it meets there. */
export interface Drag {
  moved: ReadonlyMap<string, Point>;
  guides: readonly Guide[];
}

/** What is moved, drawn to lines of all else that is seen, or of the grid; several keep together. */
export function drawnToLines(
  moved: ReadonlyMap<string, Point>,
  boxes: readonly Box[],
  sight: Sight | null,
  reach: number,
): Drag {
  const own = boxes.flatMap((box) => {
    const at = moved.get(box.id);
    return at ? [{ ...box, ...at }] : [];
  });
  if (own.length === 0) return { moved, guides: [] };
  const isSeen = (box: Box) => !sight || overlaps({ id: "", ...sight }, box);
  const others = boxes.filter((box) => !moved.has(box.id) && isSeen(box));
  const { shift, guides } = snapped(roundAll(own), others, reach);
  const spots = [...moved].map(
    ([id, { x, y }]) => [id, { x: x + shift.x, y: y + shift.y }] as const,
  );
  return { moved: new Map(spots), guides };
}

function lineOf(box: Omit<Box, "id">, axis: Axis, share: Share): number {
  return box[axis] + share * box[LENGTH[axis]];
}

function toGrid(start: number): number {
  return Math.round(start / GRID) * GRID - start;
}

function nearest(
  box: Omit<Box, "id">,
  others: readonly Box[],
  axis: Axis,
  reach: number,
): { shift: number; share: Share } | null {
  let best: { shift: number; share: Share } | null = null;
  for (const share of SHARES) {
    const own = lineOf(box, axis, share);
    for (const other of others) {
      const shift = lineOf(other, axis, share) - own;
      const far = Math.abs(shift);
      if (best ? far < Math.abs(best.shift) - SAME : far <= reach) best = { shift, share };
    }
  }
  return best;
}

function guideOf(box: Omit<Box, "id">, others: readonly Box[], axis: Axis, share: Share): Guide {
  const at = lineOf(box, axis, share);
  const onIt = others.filter((other) => Math.abs(lineOf(other, axis, share) - at) < SAME);
  const across = OTHER[axis];
  const all = [box, ...onIt];
  return {
    axis,
    at,
    from: Math.min(...all.map((one) => one[across])),
    to: Math.max(...all.map((one) => one[across] + one[LENGTH[across]])),
  };
}

const SIDES = {
  left: { axis: "x", share: 0 },
  centre: { axis: "x", share: 0.5 },
  right: { axis: "x", share: 1 },
  top: { axis: "y", share: 0 },
  middle: { axis: "y", share: 0.5 },
  bottom: { axis: "y", share: 1 },
} as const;

export type Side = keyof typeof SIDES;

/** Where boxes stand that are brought to one line of the box round all of them. */
export function aligned(boxes: readonly Box[], side: Side): Map<string, Point> {
  const { axis, share } = SIDES[side];
  const line = lineOf(roundAll(boxes), axis, share);
  return new Map(
    boxes.map((box) => {
      const start = Math.round(line - share * box[LENGTH[axis]]);
      return [box.id, { x: box.x, y: box.y, [axis]: start }];
    }),
  );
}

/** Where boxes stand with the same room between each and the next; the two outer ones stay. */
export function distributed(boxes: readonly Box[], axis: Axis): Map<string, Point> {
  const length = LENGTH[axis];
  const inOrder = [...boxes].sort((a, b) => lineOf(a, axis, 0.5) - lineOf(b, axis, 0.5));
  const taken = boxes.reduce((sum, box) => sum + box[length], 0);
  const whole = roundAll(boxes);
  const gap = (whole[length] - taken) / Math.max(1, boxes.length - 1);
  let start = whole[axis];
  return new Map(
    inOrder.map((box) => {
      const at = Math.round(start);
      start += box[length] + gap;
      return [box.id, { x: box.x, y: box.y, [axis]: at }];
    }),
  );
}
