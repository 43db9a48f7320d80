import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { linesOf, shortShape, textWidth, writeArguments, writeCondition, writeValue } from "./look";

describe("values as people write them", () => {
  it.each([
    [3, "3"],
    [true, "true"],
    [{ expr: "C * 2" }, "C * 2"],
    [{ domain: "choice", values: [16, 32] }, "{16, 32}"],
    [{ domain: "choice", values: [1, 2, 3, 4, 5] }, "{1, 2, 3, 4, …}"],
    [{ domain: "int", min: 1, max: 8 }, "1 … 8"],
    [{ domain: "bool" }, "{yes, no}"],
    [{ domain: "permutation", of: ["a", "b"] }, "{a, b}"],
    [[1, 2], "[1, 2]"],
    [null, "none"],
  ] as const)("%j is %s", (value, text) => {
    expect(writeValue(value as never)).toBe(text);
  });

  it("settings are a line", () => {
    expect(writeArguments({ kernel: 3, channels: { expr: "C" } })).toBe("kernel 3 · channels = C");
  });
});

describe("when a wire is there", () => {
  it.each([
    [undefined, ""],
    [true, ""],
    [false, "left out"],
    [{ expr: "C > 8" }, "if C > 8"],
    [{ domain: "bool" }, "optional"],
  ] as const)("%j is %j", (when, text) => {
    expect(writeCondition(when as never)).toBe(text);
  });
});

describe("shapes on little room", () => {
  it.each([
    ["64×32×32", "64 ch · 32 px"],
    ["4×2…32×2…32", "4 ch · 2–32 px"],
    ["{16,32}×8×4", "16–32 ch · 8 × 4 px"],
    ["{16,32,64}×{4,8}×{4,8}", "16–64 ch · 4–8 px"],
    ["128×{16,32}", "128 × 16–32"],
    ["10", "10"],
  ])("%s is %s", (text, short) => {
    expect(shortShape(text)).toBe(short);
  });
});

describe("room for words", () => {
  it("grows with what is written and how", () => {
    expect(textWidth("W")).toBeGreaterThan(textWidth("i"));
    expect(textWidth("Sum", 13, true)).toBeGreaterThan(textWidth("Sum", 13));
  });

  it("is one line where all fits, and breaks at spaces", () => {
    const text = "ReLU, convolution, norm";
    expect(linesOf(text, textWidth(text))).toBe(1);
    expect(linesOf(text, textWidth("ReLU, convolution,"))).toBe(2);
    expect(linesOf("", 10)).toBe(0);
  });
});

it("a port that takes the wire grows about its middle: by its size, which is what places it", () => {
  const css = readFileSync("src/editor/canvas/canvas.module.css", "utf8");
  const rule = /\.fits:global\(\.react-flow__handle\) \{[^}]*\}/.exec(css)?.[0];
  expect(rule).toMatch(/width: 14px;\s*height: 14px;/);
  expect(rule).not.toMatch(/scale|transform/);
});
