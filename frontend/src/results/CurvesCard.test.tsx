import { expect, it } from "vitest";
import { optionsOf } from "./CurvesCard";

const drawn = (steps: number[]) =>
  optionsOf(document.createElement("div"), 300, ["accuracy"], steps);

/** The whole epochs on the axis; the library proposes 0 … 2 for a single step. */
function wholeOn(steps: number[]): number[] {
  const range = drawn(steps).scales?.x?.range as (...proposed: unknown[]) => [number, number];
  const [low, high] = range(null, 0, 2, "x");
  return [0, 1, 2, 3, 4].filter((epoch) => low <= epoch && epoch <= high);
}

it("a curve of one epoch is a point, a longer one is a line", () => {
  expect(drawn([1]).series[1]?.points).toMatchObject({ show: true });
  expect(drawn([1, 2]).series[1]?.points).toMatchObject({ show: false });
});

it("the axis holds the epochs there are: a single one has no neighbour", () => {
  expect(wholeOn([1])).toEqual([1]);
  expect(wholeOn([1, 2, 3])).toEqual([1, 2, 3]);
});
