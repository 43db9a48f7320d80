import { describe, expect, it } from "vitest";
import {
  estimateFromLaunch,
  estimateFromPace,
  estimateRemaining,
  formatRange,
  lanesOf,
} from "./eta";

it("counts on as many side by side as there were, not as were asked for", () => {
  expect(lanesOf([3, 3, 3, 3], 12, 2)).toBe(1);
  expect(lanesOf([3, 3, 3, 3], 6, 2)).toBe(2);
  expect(lanesOf([3], 9, 2)).toBe(1);
  expect(lanesOf([], 0, 2)).toBe(2);
});

describe("the remaining time", () => {
  it("is not guessed before the first result", () => {
    expect(estimateRemaining([], 10, 1)).toBeNull();
    expect(estimateFromPace(10, 0, 10)).toBeNull();
    expect(formatRange(null)).toBe("no estimate yet");
  });

  it("is a wide range from the first result on", () => {
    expect(estimateRemaining([4], 10, 1)).toEqual({ low: 30, high: 50 });
    expect(estimateRemaining([4, 4, 4, 4], 10, 1)).toEqual({ low: 30, high: 50 });
    expect(estimateFromPace(4, 1, 10)).toEqual({ low: 30, high: 50 });
  });

  it("never breaks inside of a time", () => {
    const words = formatRange({ low: 23_700, high: 85_800 });
    expect(words.split(" ")).toEqual([
      "6\u00a0h\u00a035\u00a0min",
      "to",
      "23\u00a0h\u00a050\u00a0min",
    ]);
  });

  it("is the median times what remains when all take the same", () => {
    expect(estimateRemaining([2, 2, 2, 2, 2], 10, 2)).toEqual({ low: 10, high: 10 });
    expect(formatRange({ low: 10, high: 10 })).toBe("about 10\u00a0s");
  });

  it("is a range when they differ, with the median inside", () => {
    const range = estimateRemaining([1, 2, 3, 4, 5], 8, 1);
    if (range === null) throw new Error("five results are enough");
    expect(range.low).toBeLessThan(24);
    expect(range.high).toBeGreaterThan(24);
  });

  it("does not let one very slow candidate dominate", () => {
    const range = estimateRemaining([2, 2, 2, 2, 2, 2, 600], 10, 1);
    expect(range).toEqual({ low: 20, high: 20 });
  });

  it("is nothing when nothing remains", () => {
    expect(estimateRemaining([1, 2, 3, 4, 5], 0, 1)).toEqual({ low: 0, high: 0 });
  });

  it("reads with no more precision than it has", () => {
    expect(formatRange({ low: 183.2, high: 251.9 })).toBe("3\u00a0min to 4\u00a0min");
    expect(formatRange({ low: 31.2, high: 52.9 })).toBe("30\u00a0s to 55\u00a0s");
  });
});

describe("the estimate of the launch", () => {
  it("shrinks by the work since, and is no estimate once it is used up", () => {
    expect(estimateFromLaunch({ low: 20, high: 60 }, 30)).toEqual({ low: 0, high: 30 });
    expect(estimateFromLaunch({ low: 20, high: 60 }, 60)).toBeNull();
    expect(estimateFromLaunch(undefined, 0)).toBeNull();
  });
});
