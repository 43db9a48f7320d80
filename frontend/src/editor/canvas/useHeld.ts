/**
 * What is dragged, a node or the view, is held: as long as it is, the pointer is over nothing else.
 *
 * The browser then looks for nothing under it at each of its moves, which among hundreds of nodes and
 * wires takes longer than to draw them; and nothing lights up that is only passed by.
 */

import {
  type PointerEvent,
  type MouseEvent as ReactMouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from "react";

import type { Point } from "./routing";

/** Pixels that a click may be unsteady by: what is under it must get it. */
const UNSTEADY = 4;
const ENDS = ["pointerup", "pointercancel"] as const;

export function useHeld(frame: RefObject<HTMLElement | null>) {
  const pressed = useRef<Point | null>(null);

  const onPointerDownCapture = useCallback((event: PointerEvent) => {
    pressed.current = { x: event.clientX, y: event.clientY };
  }, []);

  useEffect(() => {
    const free = () => {
      pressed.current = null;
      delete frame.current?.dataset.held;
    };
    for (const end of ENDS) window.addEventListener(end, free, true);
    return () => {
      for (const end of ENDS) window.removeEventListener(end, free, true);
    };
  }, [frame]);

  const hold = useCallback(
    (event: MouseEvent | TouchEvent | ReactMouseEvent | null) => {
      const start = pressed.current;
      if (!start || !event || !("clientX" in event) || !frame.current) return;
      const way = Math.hypot(event.clientX - start.x, event.clientY - start.y);
      if (way > UNSTEADY) frame.current.dataset.held = "true";
    },
    [frame],
  );
  return {
    onPointerDownCapture,
    handlers: { onMove: hold, onNodeDrag: hold, onSelectionDrag: hold },
  };
}
