import { expect, it } from "vitest";

import { nearestTo } from "./steering";

const box = (id: string, x: number, y: number) => ({ id, x, y, width: 10, height: 10 });
const boxes = [box("a", 0, 0), box("b", 100, 10), box("c", 60, 90), box("d", 0, 100)];

it("an arrow leads to the nearest node that way, keeping to its row", () => {
  expect(nearestTo(boxes, "a", { x: 1, y: 0 })).toBe("b");
  expect(nearestTo(boxes, "a", { x: 0, y: 1 })).toBe("d");
  expect(nearestTo(boxes, "b", { x: -1, y: 0 })).toBe("a");
});

it("leads nowhere past the last node", () => {
  expect(nearestTo(boxes, "a", { x: -1, y: 0 })).toBeNull();
});

it("begins with the first node when none is selected", () => {
  expect(nearestTo(boxes, undefined, { x: 1, y: 0 })).toBe("a");
});
