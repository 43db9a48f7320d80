import { expect, it } from "vitest";
import { epochRange } from "../monitor/curves";
import { optionsOf } from "./CurvesCard";

const pointsAt = (epochs: number): unknown =>
  optionsOf(document.createElement("div"), 300, ["accuracy"], epochs).series[1]?.points;

it("a curve of one epoch is a point, a longer one is a line", () => {
  expect(pointsAt(1)).toMatchObject({ show: true });
  expect(pointsAt(2)).toMatchObject({ show: false });
});

it("the axis holds the epochs there are: a single one has no neighbour", () => {
  const whole = ([low, high]: [number, number]): number[] =>
    [0, 1, 2, 3, 4].filter((epoch) => low <= epoch && epoch <= high);
  expect(whole(epochRange(1, 1))).toEqual([1]);
  expect(whole(epochRange(1, 3))).toEqual([1, 2, 3]);
});
