import { describe, expect, it } from "vitest";
import { aSummary } from "../api/samples";
import { describeBirth, describeTime, differencesOf } from "./birth";
import {
  curvesNote,
  describeCloud,
  domainOf,
  linesOf,
  metricsOf,
  nearest,
  ticks,
  xOf,
  yOf,
} from "./curves";
import { keepOrder, sortBy } from "./order";

const CURVES = [
  { index: 0, steps: { accuracy: [1, 2], loss: [1] }, values: { accuracy: [0.5, 0.9], loss: [2] } },
  { index: 1, steps: { accuracy: [1, 2] }, values: { accuracy: [0.4, Number.NaN] } },
];
const PLOT = { left: 0, top: 0, width: 100, height: 100 };

it("says why there are fewer curves than candidates", () => {
  const line = (index: number) => ({ index, steps: [1], values: [0.5] });
  const twin = aSummary(1, { seconds: 0, how: { repeats: 0 } });
  const failed = aSummary(2, { state: "failed", scores: {}, failure: "crash" });
  const open = aSummary(3, { state: "evaluating", scores: {}, seconds: null });
  const all = [aSummary(0), twin, failed, open];
  expect(curvesNote([line(0)], [aSummary(0)], 1)).toBe("1 candidate");
  expect(curvesNote([line(0)], all, 4)).toBe(
    "1 of 4 candidates · 1 repeated, 1 ended before an epoch, 1 to come",
  );
  expect(curvesNote([line(0)], [aSummary(0)], 9)).toBe(
    "1 of 9 candidates · 8 in the leaderboard only",
  );
});

describe("the curve cloud", () => {
  it("offers the metrics that were measured, losses last", () => {
    expect(metricsOf(CURVES)).toEqual(["accuracy", "loss"]);
  });

  it("leaves out numbers that are none", () => {
    expect(linesOf(CURVES, "accuracy").map((line) => line.values)).toEqual([[0.5, 0.9], [0.4]]);
  });

  it("has room for all values and for the epochs to come", () => {
    const domain = domainOf(linesOf(CURVES, "accuracy"), 8);
    expect(domain).toMatchObject({ x0: 1, x1: 8 });
    expect(domain.y0).toBeLessThanOrEqual(0.4);
    expect(domain.y1).toBeGreaterThanOrEqual(0.9);
    expect(domainOf([], 1)).toEqual({ x0: 0.5, x1: 1.5, y0: 0, y1: 1 });
  });

  it("has round ticks", () => {
    expect(ticks(0.13, 0.97, 5)).toEqual([0.2, 0.4, 0.6, 0.8]);
    expect(ticks(1, 8, 4)).toEqual([2, 4, 6, 8]);
  });

  it("finds the nearest point within reach", () => {
    const lines = linesOf(CURVES, "accuracy");
    const domain = { x0: 1, x1: 2, y0: 0, y1: 1 };
    const place = { x: xOf(2, domain, PLOT) - 3, y: yOf(0.9, domain, PLOT) + 3 };
    expect(nearest(lines, domain, PLOT, place)).toEqual({ index: 0, step: 2, value: 0.9 });
    expect(nearest(lines, domain, PLOT, { x: 50, y: 0 }, 10)).toBeNull();
  });

  it("can be told in a sentence", () => {
    const text = describeCloud(linesOf(CURVES, "accuracy"), "accuracy", [aSummary(0, { rank: 1 })]);
    expect(text).toBe(
      "2 learning curves of accuracy by epoch. The best, candidate 0, stands at 0.9.",
    );
  });
});

describe("the order of the leaderboard", () => {
  const items = [aSummary(0, { rank: 2 }), aSummary(1), aSummary(2, { rank: 1 }), aSummary(3)];

  it("is by rank, then the newest first", () => {
    expect(sortBy(items, "rank").map((item) => item.index)).toEqual([2, 0, 3, 1]);
    expect(sortBy(items, "parameters").map((item) => item.index)).toEqual([0, 1, 2, 3]);
  });

  it("can be kept: newcomers wait, what left is left out", () => {
    expect(keepOrder(items, [3, 9, 0]).map((item) => item.index)).toEqual([3, 0]);
  });
});

describe("how a candidate came to be", () => {
  it("reads as words", () => {
    expect(describeBirth({ parents: [], how: {} })).toBe("random");
    expect(describeBirth({ parents: [3], how: { mutated: "cell/op" } })).toBe(
      "#3, changed cell/op",
    );
    expect(describeBirth({ parents: [3, 7], how: {} })).toBe("#3 × #7");
  });

  it("a network that was scored before says where, and one trained again says how long", () => {
    const how = { repeats: 4 };
    expect(describeTime({ how, state: "finished", seconds: 0 })).toBe("same network as #4");
    expect(describeTime({ how, state: "finished", seconds: 3 })).toBe("3 s");
    expect(describeTime({ how, state: "failed", seconds: null })).toBe("–");
  });

  it("is told by the decisions that differ, gone and new ones too", () => {
    expect(differencesOf({ a: "conv3", b: 2, c: 1 }, { a: "skip", b: 2, d: true })).toEqual([
      { path: "a", before: "conv3", after: "skip" },
      { path: "c", before: 1, after: undefined },
      { path: "d", before: undefined, after: true },
    ]);
  });
});
