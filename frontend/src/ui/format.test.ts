import { describe, expect, it } from "vitest";
import {
  count,
  formatAge,
  formatBytes,
  formatDuration,
  formatExact,
  formatQuantity,
  formatScore,
  formatSize,
  formatTicks,
  sentence,
  titleOf,
} from "./format";

describe("quantities", () => {
  it.each([
    [36912, "36.9k"],
    [1234567, "1.23M"],
    [999999, "1M"],
    [0.98765, "0.988"],
    [0, "0"],
    [-4321, "-4.32k"],
    [73306, "73.3k"],
  ])("%d is shown with three significant digits as %s", (value, text) => {
    expect(formatQuantity(value)).toBe(text);
  });

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])(
    "%s is a dash, never NaN on the page",
    (value) =>
      expect([formatQuantity(value), formatScore(value), formatDuration(value)]).toEqual([
        "–",
        "–",
        "–",
      ]),
  );

  it.each([
    [0, "0 B"],
    [812, "812 B"],
    [1_234_567, "1.23 MB"],
    [2 ** 31, "2.15 GB"],
  ])("%d bytes are %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("scores keep four decimals", () => {
    expect([formatScore(0.97361), formatScore(1), formatScore(123.4)]).toEqual([
      "0.9736",
      "1.0000",
      "123",
    ]);
  });
});

describe("sizes of spaces", () => {
  it("are exact while they can be read", () => expect(formatSize("15625")).toBe("15,625"));
  it("become a power of ten beyond that", () =>
    expect(formatSize("1076746950455072400")).toBe("1.08 × 10¹⁸"));
  it("of any length get separators", () => expect(formatExact("1037664180")).toBe("1,037,664,180"));
});

describe("times", () => {
  it.each([
    [0.42, "0.4 s"],
    [2.14, "2.1 s"],
    [59.6, "1 min"],
    [75, "1 min 15 s"],
    [4000, "1 h 7 min"],
    [7199, "2 h"],
    [200000, "2 d 7 h"],
  ])("%d seconds read %s", (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it("ages are relative", () => {
    const now = Date.parse("2026-01-01T00:10:00Z");
    expect(formatAge("2026-01-01T00:09:48Z", now)).toBe("12 s ago");
    expect(formatAge("2026-01-01T00:07:00Z", now)).toBe("3 min ago");
    expect(formatAge(null, now)).toBe("–");
  });
});

it("words agree with their number", () => {
  expect([
    count(1, "candidate"),
    count(1200, "candidate"),
    count(2, "library", "libraries"),
  ]).toEqual(["1 candidate", "1,200 candidates", "2 libraries"]);
  expect(titleOf("regularized_evolution")).toBe("Regularized evolution");
});

describe("marks of an axis", () => {
  it("have three digits, and more where these do not tell one from the next", () => {
    expect(formatTicks([0, 0.5, 1])).toEqual(["0", "0.5", "1"]);
    expect(formatTicks([2.3101, 2.3102, 2.3103])).toEqual(["2.3101", "2.3102", "2.3103"]);
    expect(formatTicks([2, 2])).toEqual(["2", "2"]);
    expect(formatTicks([null, 0.1, null])).toEqual(["", "0.1", ""]);
  });
});

it.each([
  ["sign in first", "Sign in first."],
  ["train_loss must stay finite", "train_loss must stay finite."],
  ["nasweb up starts one", "nasweb up starts one."],
  ["Nothing is lost; try again.", "Nothing is lost; try again."],
  ["", ""],
])("writes %o as the sentence %o", (text, written) => {
  expect(sentence(text)).toBe(written);
});
