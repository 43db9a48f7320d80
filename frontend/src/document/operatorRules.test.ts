import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import type { OperatorForm } from "./catalogue";
import type { Arguments } from "./model";
import { inferOperator } from "./operatorRules";

interface Case {
  operator: string;
  settings: Arguments;
  inputs: number[][][];
  error?: string;
  outputs?: Record<string, number[]>;
  parameters?: number;
  macs?: number;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(`../tests/fixtures/conformance/${name}.json`, "utf8")) as T;
}

const operators = new Map(read<OperatorForm[]>("catalogue").map((form) => [form.name, form]));
const cases = read<Case[]>("shapes");

function answerOf({
  operator,
  settings,
  inputs,
}: Case): Omit<Case, "operator" | "settings" | "inputs"> {
  const form = operators.get(operator) as OperatorForm;
  const ports = inputs.map((port) => port.map((shape) => [shape]));
  const outcome = inferOperator(form, settings, {}, ports);
  if (outcome.refusal) return { error: outcome.refusal.code };
  return {
    outputs: Object.fromEntries(
      Object.entries(outcome.outputs).map(([port, set]) => [port, [...(set?.[0] ?? [])]]),
    ),
    parameters: outcome.cost?.parameters[0] ?? -1,
    macs: outcome.cost?.macs[0] ?? -1,
  };
}

describe("operators do to shapes what Python says", () => {
  for (const name of operators.keys()) {
    const own = cases.filter((item) => item.operator === name);
    it(`${name}: ${own.length} cases`, () => {
      expect(own.length).toBeGreaterThan(0);
      for (const one of own) {
        const { operator: _o, settings, inputs, ...expected } = one;
        expect({ settings, inputs, ...answerOf(one) }).toEqual({ settings, inputs, ...expected });
      }
    });
  }
});

describe("sets of shapes", () => {
  const sum = operators.get("sum") as OperatorForm;
  const conv = operators.get("conv") as OperatorForm;

  it("is certain of a mismatch only when no combination fits", () => {
    const never = inferOperator(sum, {}, {}, [[[[16, 8, 8]], [[32, 8, 8]]]]);
    expect(never.refusal?.isCertain).toBe(true);
    expect(never.refusal?.message).toContain("16×8×8");
    const sometimes = inferOperator(sum, {}, {}, [
      [
        [[16, 8, 8]],
        [
          [16, 8, 8],
          [32, 8, 8],
        ],
      ],
    ]);
    expect(sometimes.refusal?.isCertain).toBe(false);
    expect(sometimes.outputs.y).toEqual([[16, 8, 8]]);
  });

  it("takes wires with equal sets to vary together", () => {
    const widths = [
      [16, 8, 8],
      [32, 8, 8],
    ];
    const outcome = inferOperator(sum, {}, {}, [[widths, widths]]);
    expect(outcome.refusal).toBeNull();
    expect(outcome.outputs.y).toEqual(widths);
  });

  it("follows settings that are searched over", () => {
    const channels = { domain: "choice" as const, values: [8, 16] };
    const outcome = inferOperator(conv, { channels, kernel: 1 }, {}, [[[[3, 8, 8]]]]);
    expect(outcome.outputs.y).toEqual([
      [8, 8, 8],
      [16, 8, 8],
    ]);
    expect(outcome.cost?.parameters[0]).toBeLessThan(outcome.cost?.parameters[1] ?? 0);
  });

  it("does not guess when nothing is known", () => {
    const outcome = inferOperator(conv, { channels: 8 }, {}, [[null]]);
    expect(outcome).toEqual({ outputs: { y: null }, cost: null, refusal: null });
  });
});
