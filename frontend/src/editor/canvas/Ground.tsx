/** What lies under the drawing, and how much of it is told from afar. */

import { Background, useStore } from "@xyflow/react";
import { type RefObject, useEffect } from "react";

const GAP = 24;
const DOT = 1.5;
/** Pixels of the screen: nearer to each other dots are a grey, and take long to draw. */
const LEAST_GAP = 14;
/** Under this zoom the small words of a node cannot be read. */
const FAR = 0.4;

/** How many dots are left out for each that is drawn: a power of two, so that those left stay. */
export function coarseness(zoom: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(LEAST_GAP / (GAP * zoom))));
}

export function Ground({ frame }: { frame: RefObject<HTMLElement | null> }) {
  const step = useStore(({ transform }) => coarseness(transform[2]));
  const isFar = useStore(({ transform }) => transform[2] < FAR);
  useEffect(() => {
    if (frame.current) frame.current.dataset.far = String(isFar);
  }, [frame, isFar]);
  return <Background gap={GAP * step} size={DOT * step} />;
}
