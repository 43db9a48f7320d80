import { expect, it } from "vitest";
import { fitOf, scaleOf } from "./scale";

it("a drawing is shown whole, or as close as was asked for, but never smaller than whole", () => {
  expect(scaleOf("all", 0.4)).toBe(0.4);
  expect(scaleOf(2, 0.4)).toBe(2);
  expect(scaleOf(0.1, 0.4)).toBe(0.4);
});

it("a drawing fits beside the paddings of its plate, and is no poster", () => {
  const room = { width: 432, height: 464 };
  expect(fitOf(room, { width: 800, height: 100 })).toBe(0.5);
  expect(fitOf(room, { width: 100, height: 800 })).toBe(0.5);
  expect(fitOf(room, { width: 10, height: 10 })).toBe(1.25);
});
