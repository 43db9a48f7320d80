import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { GraphPlate } from "./GraphPlate";
import { fitOf } from "./scale";

const FRAME = { width: 532, height: 364 };

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(readonly tell: (entries: unknown[]) => void) {}
      observe(): void {
        this.tell([{ contentRect: FRAME }]);
      }
      unobserve(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => {
    draw();
    return 1;
  });
});

function show(width: number, height: number): HTMLElement {
  render(<GraphPlate src="/a.svg" alt="Cell" isFilling />);
  const image = screen.getByRole("img");
  Object.defineProperties(image, {
    naturalWidth: { value: width },
    naturalHeight: { value: height },
  });
  fireEvent.load(image);
  return image;
}

it("a wide drawing is whole at first, however small that makes it", () => {
  const image = show(1200, 300);
  expect(image).toHaveStyle({ width: "500px", height: "125px" });
  expect(screen.getByRole("status")).toHaveTextContent("42 %");
  expect(screen.getByRole("button", { name: "Zoom out" })).toBeDisabled();
});

it("a small drawing grows into the width and the height of its plate", () => {
  expect(show(450, 200)).toHaveStyle({ height: `${(200 * 500) / 450}px` });
  expect(fitOf(FRAME, { width: 450, height: 290 }), "its height bounds it").toBeCloseTo(300 / 290);
  expect(fitOf(FRAME, { width: 50, height: 20 }), "but not into a poster").toBe(1.25);
});

it("is looked at closer and from farther away, no farther than all of it", async () => {
  const image = show(1200, 300);
  await userEvent.click(screen.getByRole("button", { name: "Zoom in" }));
  expect(image).toHaveStyle({ width: "625px" });
  await userEvent.click(screen.getByRole("button", { name: "Zoom in" }));
  await userEvent.click(screen.getByRole("button", { name: "Fit" }));
  expect(image).toHaveStyle({ width: "500px" });
  expect(screen.getByRole("button", { name: "Fit" })).toHaveAttribute("aria-pressed", "true");
});
