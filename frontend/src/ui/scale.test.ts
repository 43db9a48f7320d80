import { expect, it } from "vitest";
import { fitOf, scaleOf } from "./scale";

it.each([
  ["is shown whole where its letters can be told", 0.7, 0.7],
  ["grows into its plate", 1.2, 1.2],
  ["is readable at first where the whole would be too small", 0.4, 10 / 12],
])("a drawing %s", (_, fit, scale) => {
  expect(scaleOf("first", fit)).toBe(scale);
  expect(scaleOf("all", fit)).toBe(fit);
});

it("a drawing fits beside the paddings of its plate, and is no poster", () => {
  const room = { width: 432, height: 464 };
  expect(fitOf(room, { width: 800, height: 100 })).toBe(0.5);
  expect(fitOf(room, { width: 100, height: 800 })).toBe(0.5);
  expect(fitOf(room, { width: 10, height: 10 })).toBe(1.25);
});
