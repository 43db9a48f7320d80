/** How far a picture reaches, and the view that shows all of it: nodes, lanes of wires, labels. */

import { getViewportForBounds, type Viewport } from "@xyflow/react";

import type { Picture } from "./picture";
import { labelSize, shapeBoxes } from "./routed";
import type { Point, Size } from "./routing";

/** Room at the top for the breadcrumbs. */
const PADDING = { top: "56px", bottom: "36px", left: "28px", right: "28px" } as const;
const LEAST_ZOOM = 0.2;
const MOST_ZOOM = 1.1;

export function framed(picture: Picture, frame: Size): Viewport {
  return getViewportForBounds(
    reachOf(picture),
    frame.width,
    frame.height,
    LEAST_ZOOM,
    MOST_ZOOM,
    PADDING,
  );
}

/** Under this a picture cannot be read; then its beginning is shown, and the rest is a drag away. */
const LEAST_OPENING = 0.5;
const READABLE = 0.75;

/** The view with which a module opens: all of it where that can be read. */
export function opening(picture: Picture, frame: Size): Viewport {
  const whole = framed(picture, frame);
  if (whole.zoom >= LEAST_OPENING) return whole;
  const { x, y, width, height } = reachOf(picture);
  const middle = (start: number, length: number, room: number) =>
    room / 2 - (start + length / 2) * READABLE;
  const first = (start: number, edge: string) => Number.parseInt(edge, 10) - start * READABLE;
  return picture.flow === "right"
    ? { x: first(x, PADDING.left), y: middle(y, height, frame.height), zoom: READABLE }
    : { x: middle(x, width, frame.width), y: first(y, PADDING.top), zoom: READABLE };
}

export function reachOf({ flow, nodes, wires }: Picture): Point & Size {
  const boxes = nodes.flatMap((node) => [node, ...shapeBoxes(flow, node)]);
  const corners: Point[] = boxes.flatMap(({ x, y, width, height }) => [
    { x, y },
    { x: x + width, y: y + height },
  ]);
  for (const wire of wires) {
    const { width, height } = labelSize(wire) ?? { width: 0, height: 0 };
    const { x, y } = wire.labelAt;
    corners.push({ x: x - width / 2, y: y - height / 2 }, { x: x + width / 2, y: y + height / 2 });
    for (const [, left, top] of wire.path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)) {
      corners.push({ x: Number(left), y: Number(top) });
    }
  }
  if (corners.length === 0) return { x: 0, y: 0, width: 1, height: 1 };
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
