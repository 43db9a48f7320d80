/** How large a drawing is shown on its plate: whole at first. */
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

export interface Size {
  width: number;
  height: number;
}

/** A small drawing grows into its plate, but not into a poster. */
const LARGEST_FIT = 1.25;
const CLOSEST = 4;
const STEP = 1.25;

/** The paddings of the plate: beside the drawing; above it and below, where the buttons are. */
const BESIDE = 2 * 16;
const ABOVE_AND_BELOW = 16 + 48;

/** The scale at which all of a drawing is seen. */
export function fitOf(room: Size, drawn: Size): number {
  const fit = Math.min(
    (room.width - BESIDE) / drawn.width,
    (room.height - ABOVE_AND_BELOW) / drawn.height,
  );
  return Math.max(0.05, Math.min(fit, LARGEST_FIT));
}

/** What is chosen: all of it, or a scale. */
type Choice = "all" | number;

export function scaleOf(choice: Choice, fit: number): number {
  return choice === "all" ? fit : Math.max(fit, Math.min(choice, CLOSEST));
}

/** The middle of what is seen stays in the middle. */
function useSteadyMiddle(scale: number): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  const last = useRef(scale);
  useLayoutEffect(() => {
    const plate = ref.current;
    const ratio = scale / last.current;
    last.current = scale;
    if (plate === null || ratio === 1) return;
    const [x, y] = [plate.clientWidth / 2, plate.clientHeight / 2];
    plate.scrollLeft = (plate.scrollLeft + x) * ratio - x;
    plate.scrollTop = (plate.scrollTop + y) * ratio - y;
  }, [scale]);
  return ref;
}

/** The scale of a drawing in a frame, and what the buttons do to it. */
export function useScale(frame: Size, drawn: Size | null, isFilling: boolean) {
  const [choice, setChoice] = useState<Choice>("all");
  // A plate that does not fill its place grows with the drawing, up to this.
  const height = isFilling ? frame.height : Math.min(680, 0.78 * window.innerHeight);
  const fit = drawn === null ? 1 : fitOf({ width: frame.width, height }, drawn);
  const scale = scaleOf(choice, fit);
  return {
    ref: useSteadyMiddle(scale),
    scale,
    fit,
    isFitted: scale === fit,
    canCloser: scale < CLOSEST,
    closer: () => setChoice(scale * STEP),
    farther: () => setChoice(scale / STEP > fit ? scale / STEP : "all"),
    showAll: () => setChoice("all"),
  };
}
