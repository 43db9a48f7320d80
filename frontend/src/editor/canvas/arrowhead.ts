/** The head of a wire. */

import type { Point } from "./routing";

/** The tip stands clear of the port's dot, which is drawn over it. */
const TIP = 6;
const HEAD = { length: 8, half: 4 };

/** Which way a wire goes, at its end: a wire enters its target straight along the flow. */
export function arrowhead(target: Point, flow: "right" | "down"): string {
  const corners = [
    [TIP, 0],
    [TIP + HEAD.length, -HEAD.half],
    [TIP + HEAD.length, HEAD.half],
  ] as const;
  const points = corners.map(([back, aside]) =>
    flow === "right"
      ? `${target.x - back},${target.y + aside}`
      : `${target.x + aside},${target.y - back}`,
  );
  return `M${points.join(" L")} Z`;
}
