/** The lines that a moved node meets. */

import { useViewport, ViewportPortal } from "@xyflow/react";

import type { Guide } from "./aligning";
import styles from "./canvas.module.css";

/** How far a line goes on past what stands on it, in pixels of the screen. */
const PAST = 12;

export function Guides({ guides }: { guides: readonly Guide[] }) {
  const { zoom } = useViewport();
  if (guides.length === 0) return null;
  const past = PAST / zoom;
  return (
    <ViewportPortal>
      <svg className={styles.guides} strokeWidth={1 / zoom} aria-hidden="true">
        {guides.map(({ axis, at, from, to }) => {
          const [start, end] = [from - past, to + past];
          const ends =
            axis === "x"
              ? { x1: at, y1: start, x2: at, y2: end }
              : { x1: start, y1: at, x2: end, y2: at };
          return <line key={axis} data-guide={axis} {...ends} />;
        })}
      </svg>
    </ViewportPortal>
  );
}
