import { act, renderHook } from "@testing-library/react";
import type { PointerEvent } from "react";
import { expect, it } from "vitest";

import { useHeld } from "./useHeld";

const at = (clientX: number, type = "mousemove") => new MouseEvent(type, { clientX, clientY: 0 });

function pressed() {
  const frame = { current: document.createElement("div") };
  const { result } = renderHook(() => useHeld(frame));
  const { handlers, onPointerDownCapture } = result.current;
  const press = () => onPointerDownCapture(at(10, "pointerdown") as unknown as PointerEvent);
  return { held: () => frame.current.dataset.held, drag: handlers.onMove, press };
}

it("holds what is dragged until the pointer is let go", () => {
  const { held, drag, press } = pressed();
  press();
  act(() => drag(at(30)));
  expect(held()).toBe("true");
  window.dispatchEvent(new Event("pointerup"));
  expect(held()).toBeUndefined();
});

it("leaves a click alone, though it is unsteady, and a wheel", () => {
  const { held, drag, press } = pressed();
  drag(at(30, "wheel"));
  expect(held()).toBeUndefined();
  press();
  drag(at(12));
  expect(held()).toBeUndefined();
});
