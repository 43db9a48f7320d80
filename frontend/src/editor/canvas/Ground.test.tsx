import { expect, it } from "vitest";

import { coarseness } from "./Ground";

it("draws all dots as long as they stand apart, and then every second, fourth, eighth", () => {
  expect([2.5, 1, 0.6].map(coarseness)).toEqual([1, 1, 1]);
  expect([0.5, 0.25, 0.15].map(coarseness)).toEqual([2, 4, 4]);
});
