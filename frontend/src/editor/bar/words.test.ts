import { describe, expect, it } from "vitest";

import type { Report } from "../../api/forms";
import { saveWords } from "./SaveMark";
import { sizeWords } from "./StatusBar";

const report = (size: string | null, is_size_exact = true) => ({ size, is_size_exact }) as Report;

describe("the size of a space in words", () => {
  it.each([
    [{ report: report("15625"), error: null }, "15,625 architectures"],
    [{ report: report("1"), error: null }, "1 architecture"],
    [{ report: report("1000000", false), error: null }, "at most 1,000,000 architectures"],
    [
      { report: report("1076746950455072400"), error: null },
      "1,076,746,950,455,072,400 architectures",
    ],
    [{ report: report(null), error: null }, "Size: mend the problems first"],
    [{ report: null, error: null }, "Counting …"],
    [{ report: null, error: new Error("away") }, "Size unknown: the server does not answer"],
  ])("%j", (reported, words) => {
    expect(sizeWords(reported)).toBe(words);
  });
});

describe("where the draft stands", () => {
  it.each([
    [{ kind: "saved", at: 0 }, 2_000, "saved just now"],
    [{ kind: "saved", at: 0 }, 17_000, "saved 15 s ago"],
    [{ kind: "saved", at: 0 }, 125_000, "saved 2 min ago"],
    [{ kind: "saved", at: 0 }, 7_300_000, "saved 2 h ago"],
    [{ kind: "pending" }, 0, "saving …"],
    [{ kind: "offline" }, 0, "offline, kept in this browser"],
    [{ kind: "conflict", by: "ana" }, 0, "not saved"],
    [{ kind: "refused", message: "too big" }, 0, "not saved: too big"],
  ] as const)("%j", (state, now, words) => {
    expect(saveWords(state, now)).toBe(words);
  });
});
