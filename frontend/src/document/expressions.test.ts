import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { ExpressionError, parse } from "./expressions";

interface Case {
  text: string;
  value?: unknown;
  error?: string;
}

const file = JSON.parse(readFileSync("../tests/fixtures/conformance/expressions.json", "utf8")) as {
  scope: Record<string, unknown>;
  cases: Case[];
};

function answer(text: string): Pick<Case, "value" | "error"> {
  try {
    return { value: parse(text).evaluate(file.scope) };
  } catch (error) {
    if (error instanceof ExpressionError) return { error: error.code };
    throw error;
  }
}

describe("expressions say what Python says", () => {
  it.each(file.cases.filter((item) => item.error === undefined))("$text", ({ text, value }) => {
    expect(answer(text)).toEqual({ value });
  });

  it.each(file.cases.filter((item) => item.error !== undefined))("refuses $text", ({ text }) => {
    expect(answer(text).error).toBeDefined();
  });
});

describe("an expression", () => {
  it("tells the names it mentions", () => {
    expect([...parse("C * 2**i + max(n, C)").names].sort()).toEqual(["C", "i", "n"]);
  });

  it("says which text an error belongs to", () => {
    expect(() => parse("C // nothing").evaluate({ C: 1 })).toThrow(/`C \/\/ nothing`.*'nothing'/);
  });

  it("does not look into the prototype of a scope", () => {
    expect(() => parse("constructor").evaluate({})).toThrow(ExpressionError);
  });
});
