import { type RefObject, useEffect } from "react";

/** Call `onLeave` where the pointer is pressed outside of an element, whatever stands there. */
export function useLeave(ref: RefObject<HTMLElement | null>, onLeave: () => void): void {
  useEffect(() => {
    const leave = (event: PointerEvent) => {
      if (!ref.current?.contains(event.target as Node)) onLeave();
    };
    window.addEventListener("pointerdown", leave, true);
    return () => window.removeEventListener("pointerdown", leave, true);
  }, [ref, onLeave]);
}
