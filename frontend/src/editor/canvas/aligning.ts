/** Lines that nodes share: shown and met while one is moved, and made among several by command. */

import type { Flow, PictureNode } from "./picture";
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

/** A box, with where its ports are: wires between ports of one line run straight. */
export type Lined = Box & Partial<Pick<PictureNode, "inputs" | "outputs">>;

const LENGTH = { x: "width", y: "height" } as const;
const OTHER = { x: "y", y: "x" } as const;
/** Lines of one kind meet: edges meet the same edges, what is in the middle any middle. */
const KINDS = ["middle", "start", "end"] as const;
type Kind = (typeof KINDS)[number];
const GRID = 8;
/** Nearer than this is the same line. */
const SAME = 0.5;

/** How far a box is to be moved to share lines with others within reach, else those of the grid. */
export function snapped(
  box: Omit<Lined, "id">,
  others: readonly Lined[],
  reach: number,
  flow: Flow = "right",
): { shift: Point; guides: Guide[] } {
  const look = (axis: Axis) => nearest(box, others, axis, reach, flow);
  const lines = { x: look("x"), y: look("y") };
  const shift = {
    x: lines.x?.shift ?? toGrid(box.x),
    y: lines.y?.shift ?? toGrid(box.y),
  };
  const met = { ...box, x: box.x + shift.x, y: box.y + shift.y };
  const guides = (["x", "y"] as const).flatMap((axis) => {
    const line = lines[axis];
    return line ? [guideOf(met, others, axis, line, flow)] : [];
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
  boxes: readonly Lined[],
  sight: Sight | null,
  reach: number,
  flow: Flow = "right",
): Drag {
  const own = boxes.flatMap((box) => {
    const at = moved.get(box.id);
    return at ? [{ ...box, ...at }] : [];
  });
  if (own.length === 0) return { moved, guides: [] };
  const isSeen = (box: Box) => !sight || overlaps({ id: "", ...sight }, box);
  const others = boxes.filter((box) => !moved.has(box.id) && isSeen(box));
  const [first, ...rest] = own;
  const whole = first && rest.length === 0 ? first : roundAll(own);
  const { shift, guides } = snapped(whole, others, reach, flow);
  const spots = [...moved].map(
    ([id, { x, y }]) => [id, { x: x + shift.x, y: y + shift.y }] as const,
  );
  return { moved: new Map(spots), guides };
}

function lineOf(box: Omit<Box, "id">, axis: Axis, share: number): number {
  return box[axis] + share * box[LENGTH[axis]];
}

/** Across the flow what is in the middle are the ports, where there are any. */
function linesOf(box: Omit<Lined, "id">, axis: Axis, kind: Kind, flow: Flow): number[] {
  if (kind !== "middle") return [lineOf(box, axis, kind === "start" ? 0 : 1)];
  const isAcross = axis === (flow === "right" ? "y" : "x");
  const ports = isAcross ? [...(box.inputs ?? []), ...(box.outputs ?? [])] : [];
  if (ports.length === 0) return [lineOf(box, axis, 0.5)];
  return ports.map(({ offset }) => box[axis] + offset);
}

function toGrid(start: number): number {
  return Math.round(start / GRID) * GRID - start;
}

interface Met {
  shift: number;
  /** Where the line is. */
  at: number;
  kind: Kind;
}

/** The nearest line within reach; an edge only where no middle is. */
function nearest(
  box: Omit<Lined, "id">,
  others: readonly Lined[],
  axis: Axis,
  reach: number,
  flow: Flow,
): Met | null {
  const met = KINDS.flatMap((kind) => {
    const lines = others.flatMap((other) => linesOf(other, axis, kind, flow));
    return linesOf(box, axis, kind, flow).flatMap((own) =>
      lines.map((at): Met => ({ shift: at - own, at, kind })),
    );
  });
  const rank = ({ shift, kind }: Met) => Math.abs(shift) + (kind === "middle" ? 0 : 2 * reach);
  const near = met.filter(({ shift }) => Math.abs(shift) <= reach);
  return near.reduce<Met | null>(
    (best, one) => (best && rank(best) <= rank(one) + SAME ? best : one),
    null,
  );
}

function guideOf(
  box: Omit<Lined, "id">,
  others: readonly Lined[],
  axis: Axis,
  { at, kind }: Met,
  flow: Flow,
): Guide {
  const isOn = (line: number) => Math.abs(line - at) < SAME;
  const onIt = others.filter((other) => linesOf(other, axis, kind, flow).some(isOn));
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
