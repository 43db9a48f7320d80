/** Where something new finds room: in sight, or between the two ends of a wire. */

import { freeSpot } from "./layout";
import type { Flow, PictureWire } from "./picture";
import { type Box, overlaps, type Point, type Size } from "./routing";

/** Between a node and the next when one is put between them. */
const GAP = 48;

/** The part of the drawing that is seen. */
export type Sight = Point & Size;

/**
 * The free spot nearest to the wished one from which all of it is seen; null where there is none.
 *
 * Back up the flow is as good as three times as far. What the pointer drops stays where it is let
 * go, if it covers nothing there; else it moves as little as can be, whichever way.
 */
export function spotInSight(
  wish: Point,
  size: Size,
  taken: readonly Box[],
  sight: Sight,
  flow: Flow,
  isDropped = false,
): Point | null {
  const room = { x: sight.width - size.width, y: sight.height - size.height };
  if (room.x < 0 || room.y < 0) return null;
  const nearest = {
    x: Math.round(Math.min(Math.max(wish.x, sight.x), sight.x + room.x)),
    y: Math.round(Math.min(Math.max(wish.y, sight.y), sight.y + room.y)),
  };
  const gap = isDropped ? 8 : 24;
  const isFree = (at: Point, around = gap) =>
    taken.every((box) => !overlaps({ id: "", ...at, ...size }, box, around));
  if (isDropped && isFree(nearest, 0)) return nearest;
  const up = flow === "right" ? "x" : "y";
  const far = (at: Point) =>
    ((at.x - wish.x) ** 2 + (at.y - wish.y) ** 2) * (!isDropped && at[up] < wish[up] ? 9 : 1);
  const step = Math.max(32, sight.width / 40);
  const isSeen = (at: Point) => isInSight({ ...at, ...size }, sight);
  const all = [nearest, ...(isDropped ? beside(nearest, size, taken, gap).filter(isSeen) : [])];
  for (let x = 0; x <= room.x; x += step) {
    for (let y = 0; y <= room.y; y += step) {
      all.push({ x: Math.round(sight.x + x), y: Math.round(sight.y + y) });
    }
  }
  return all.sort((a, b) => far(a) - far(b)).find((at) => isFree(at)) ?? null;
}

/** Moved straight to the sides of what stands there. */
function beside(at: Point, size: Size, taken: readonly Box[], gap: number): Point[] {
  return taken.flatMap((box) => [
    { x: at.x, y: Math.floor(box.y - size.height - gap) },
    { x: at.x, y: Math.ceil(box.y + box.height + gap) },
    { x: Math.floor(box.x - size.width - gap), y: at.y },
    { x: Math.ceil(box.x + box.width + gap), y: at.y },
  ]);
}

/** The box round several. */
export function roundAll(boxes: readonly Box[]): Point & Size {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

export function isInSight({ x, y, width, height }: Point & Size, sight: Sight): boolean {
  return (
    x >= sight.x &&
    y >= sight.y &&
    x + width <= sight.x + sight.width &&
    y + height <= sight.y + sight.height
  );
}

/** Room for a node on a wire, near a point; what comes behind gives way as far as is needed. */
export function roomOn(
  wire: Pick<PictureWire, "source" | "target">,
  at: Point,
  size: Size,
  boxes: readonly Box[],
  flow: Flow,
): { place: Point; boxes: Box[] } {
  const [along, length] = flow === "right" ? (["x", "width"] as const) : (["y", "height"] as const);
  const from = boxes.find(({ id }) => id === wire.source.node);
  const to = boxes.find(({ id }) => id === wire.target.node);
  const middle = { x: at.x - size.width / 2, y: at.y - size.height / 2 };
  // A wire that runs back has no room to make.
  if (!from || !to || to[along] <= from[along])
    return { place: freeSpot(middle, size, [...boxes], flow), boxes: [...boxes] };
  const start = from[along] + from[length] + GAP;
  const need = size[length] + GAP;
  const lack = Math.max(0, start + need - to[along]);
  const moved = boxes.map((box) =>
    box[along] >= to[along] ? { ...box, [along]: box[along] + lack } : box,
  );
  const last = to[along] + lack - need;
  const wish = { ...middle, [along]: Math.min(Math.max(middle[along], start), last) };
  return { place: freeSpot(wish, size, moved, flow), boxes: moved };
}
