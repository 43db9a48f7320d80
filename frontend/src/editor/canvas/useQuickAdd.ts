/** Where the search for something to add opens: at the pointer, on a double click or by key. */

import {
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";

import { useOpened } from "../context";
import type { Point } from "./routing";
import type { Flow } from "./useView";

/** Room that the search needs below and to the right of its corner. */
const ROOM = { width: 264, height: 372 };

/** Whether a place of the pane is free: nodes, wires and their labels stand inside it too. */
function isFree(target: Element): boolean {
  const at = target.closest(".react-flow__pane, .react-flow__node, .react-flow__edge, button");
  return at?.matches(".react-flow__pane") ?? false;
}

export function useQuickAdd(flow: Flow | null, frame: RefObject<HTMLElement | null>) {
  const { store } = useOpened();
  const [at, setAt] = useState<Point>({ x: 0, y: 0 });
  const pointer = useRef<Point | null>(null);

  const open = useCallback(
    (screen: Point, wired: { from?: string; edge?: string }) => {
      const bounds = frame.current?.getBoundingClientRect();
      if (!flow || !bounds || store.getState().isReadOnly) return;
      setAt({
        x: Math.max(0, Math.min(screen.x - bounds.left, bounds.width - ROOM.width)),
        y: Math.max(0, Math.min(screen.y - bounds.top, bounds.height - ROOM.height)),
      });
      store.getState().search({ at: flow.screenToFlowPosition(screen), ...wired });
    },
    [flow, frame, store],
  );
  useEffect(() => {
    const byKey = () => {
      const bounds = frame.current?.getBoundingClientRect();
      if (!bounds) return;
      const middle = { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 3 };
      open(pointer.current ?? middle, {});
    };
    window.addEventListener("nasweb:add", byKey);
    return () => window.removeEventListener("nasweb:add", byKey);
  }, [frame, open]);

  const onRelease = useCallback((screen: Point, from: string) => open(screen, { from }), [open]);
  const onDoubleClick = (event: MouseEvent) => {
    if (isFree(event.target as Element)) open({ x: event.clientX, y: event.clientY }, {});
  };
  const onWire = useCallback(
    (event: MouseEvent, edge: string) => open({ x: event.clientX, y: event.clientY }, { edge }),
    [open],
  );
  const onPointerMove = (event: PointerEvent) => {
    pointer.current = { x: event.clientX, y: event.clientY };
  };
  const onPointerLeave = () => {
    pointer.current = null;
  };
  return { at, onRelease, onWire, handlers: { onDoubleClick, onPointerMove, onPointerLeave } };
}
