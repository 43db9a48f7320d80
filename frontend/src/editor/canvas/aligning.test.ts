import { describe, expect, it } from "vitest";

import { aligned, distributed, drawnToLines, snapped } from "./aligning";
import type { PicturePort } from "./picture";
import type { Box } from "./routing";

const box = (id: string, x: number, y: number, width = 100, height = 40): Box => ({
  id,
  x,
  y,
  width,
  height,
});

describe("a node that is moved", () => {
  const still = [box("a", 0, 0), box("b", 300, 7, 60, 26)];

  it("meets the middle of another within reach, with a line through all that stand on it", () => {
    const { shift, guides } = snapped(box("n", 496, 3, 80, 40), still, 6);
    expect(shift).toEqual({ x: 0, y: -3 });
    expect(guides).toEqual([{ axis: "y", at: 20, from: 0, to: 576 }]);
  });

  it("meets an edge that is nearer than any middle", () => {
    const { shift, guides } = snapped(box("n", 2, 200, 60, 40), [box("a", 0, 0)], 6);
    expect(shift).toEqual({ x: -2, y: 0 });
    expect(guides).toEqual([{ axis: "x", at: 0, from: 0, to: 240 }]);
  });

  it("takes the middle where an edge is as near, and shows a line it stands on already", () => {
    const { shift, guides } = snapped(box("n", 200, 0), [box("a", 0, 0)], 6);
    expect(shift).toEqual({ x: 0, y: 0 });
    expect(guides).toEqual([{ axis: "y", at: 20, from: 0, to: 300 }]);
  });

  it("meets the middle of a port's pill though its edge is nearer: the wire runs straight", () => {
    const pill = box("in.x", 0, 100, 90, 32);
    const { shift, guides } = snapped(box("sum", 200, 100, 80, 36), [pill], 6);
    expect(shift.y).toBe(-2);
    expect(guides.map(({ axis, at }) => [axis, at])).toEqual([["y", 116]]);
  });

  it("meets with a port the port of another, across the flow", () => {
    const port = (offset: number) => [{ offset }] as PicturePort[];
    const other = { ...box("add", 0, 0, 120, 92), outputs: port(63) };
    const mine = { ...box("n", 300, 41, 120, 48), inputs: port(24) };
    expect(snapped(mine, [other], 6).shift.y).toBe(-2);
    expect(snapped({ ...mine, x: 3 }, [other], 6, "down").shift.x).toBe(-3);
  });

  it("meets the grid where no line is within reach", () => {
    expect(snapped(box("n", 517, 130), still, 6)).toEqual({ shift: { x: 3, y: -2 }, guides: [] });
  });
});

describe("several nodes that are moved", () => {
  it("keep together, and meet only what is seen and stays", () => {
    const boxes = [box("a", 0, 0), box("b", 200, 50), box("far", 9000, 4), box("c", 700, 400)];
    const sight = { x: -100, y: -100, width: 1000, height: 800 };
    const to = new Map([
      ["a", { x: 0, y: 353 }],
      ["b", { x: 200, y: 403 }],
    ]);
    const { moved, guides } = drawnToLines(to, boxes, sight, 6);
    expect([...moved.values()]).toEqual([
      { x: 0, y: 350 },
      { x: 200, y: 400 },
    ]);
    expect(guides.map(({ axis, at }) => [axis, at])).toEqual([["y", 440]]);
    const near = new Map([["a", { x: 0, y: 8 }]]);
    expect(drawnToLines(near, boxes, sight, 6).moved).toEqual(near);
  });
});

describe("several nodes", () => {
  const boxes = [box("a", 0, 0), box("b", 150, 100, 60, 20), box("c", 340, 40, 40, 60)];

  it.each([
    ["left", "x", [0, 0, 0]],
    ["centre", "x", [140, 160, 170]],
    ["right", "x", [280, 320, 340]],
    ["top", "y", [0, 0, 0]],
    ["middle", "y", [40, 50, 30]],
    ["bottom", "y", [80, 100, 60]],
  ] as const)("are brought to one line: %s", (side, axis, starts) => {
    const spots = aligned(boxes, side);
    expect(boxes.map(({ id }) => spots.get(id)?.[axis])).toEqual(starts);
    const other = axis === "x" ? "y" : "x";
    for (const one of boxes) expect(spots.get(one.id)?.[other]).toBe(one[other]);
  });

  it("have the same room between them; the outer ones stay", () => {
    const spots = distributed(boxes, "x");
    expect(boxes.map(({ id }) => spots.get(id)?.x)).toEqual([0, 190, 340]);
    const down = distributed(boxes, "y");
    expect(["a", "c", "b"].map((id) => down.get(id)?.y)).toEqual([0, 40, 100]);
  });
});
