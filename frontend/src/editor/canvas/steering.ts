/** Which node an arrow key leads to. */

import type { Box, Point } from "./routing";

/** The nearest box in a direction; sideways distance counts double, so that rows are followed. */
export function nearestTo(boxes: Box[], from: string | undefined, arrow: Point): string | null {
  const start = boxes.find(({ id }) => id === from);
  if (!start) return boxes[0]?.id ?? null;
  const here = centre(start);
  let best: { id: string; cost: number } | null = null;
  for (const box of boxes) {
    const there = centre(box);
    const ahead = (there.x - here.x) * arrow.x + (there.y - here.y) * arrow.y;
    const aside = Math.abs((there.x - here.x) * arrow.y) + Math.abs((there.y - here.y) * arrow.x);
    if (box.id === start.id || ahead < 4) continue;
    const cost = ahead + 2 * aside;
    if (!best || cost < best.cost) best = { id: box.id, cost };
  }
  return best?.id ?? null;
}

function centre(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
