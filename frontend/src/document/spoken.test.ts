/** Expressions made by chance in Python: each text means here what it means there, or is refused. */
import { describe, expect, it } from "vitest";
import agreed from "../../../tests/fixtures/conformance/expressions.json";
import spoken from "../../../tests/fixtures/conformance/spoken.json";
import { type Expr, ExpressionError, parse } from "./expressions";

interface Case {
  text: string;
  value?: unknown;
  error?: string;
}

const cases = spoken as Case[];

/** The two libraries of mathematics may differ in the last bit of a power or a logarithm. */
function rounded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rounded);
  return typeof value === "number" ? Number(value.toPrecision(14)) : value;
}

function answerOf(text: string): Omit<Case, "text"> {
  let parsed: Expr;
  try {
    parsed = parse(text);
  } catch (error) {
    if (error instanceof ExpressionError) return { error: "refused" };
    throw error;
  }
  try {
    return { value: rounded(parsed.evaluate(agreed.scope)) };
  } catch (error) {
    if (error instanceof ExpressionError) return { error: error.code };
    throw error;
  }
}

const expectedOf = ({ value, error }: Case): Omit<Case, "text"> =>
  error === undefined ? { value: rounded(value) } : { error };

describe("what is said by chance", () => {
  it("means the same in the browser and on the server", () => {
    const differing = cases.filter(
      (item) => JSON.stringify(answerOf(item.text)) !== JSON.stringify(expectedOf(item)),
    );
    expect(differing.map((item) => ({ ...item, here: answerOf(item.text) }))).toEqual([]);
  });

  it("covers values, refusals and every kind of error of the arithmetic", () => {
    const kinds = new Set(cases.map(({ error }) => error ?? "value"));
    for (const kind of [
      "value",
      "refused",
      "not_a_number",
      "not_a_list",
      "not_an_index",
      "no_such_item",
      "division_by_zero",
      "too_large",
    ])
      expect(kinds).toContain(kind);
  });
});
