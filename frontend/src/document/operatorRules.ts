/** What an operator makes of shapes, by the rules the catalogue ships as expressions. */

import { defaultsOf, type OperatorForm, requiredOf } from "./catalogue";
import { ExpressionError, parse } from "./expressions";
import type { Arguments } from "./model";
import { MOST, type Names, possible, productOf, type Shape, type ShapeSet, sameSets } from "./sets";

export interface Cost {
  parameters: [least: number, most: number];
  macs: [least: number, most: number];
}

export interface Outcome {
  outputs: Record<string, ShapeSet>;
  cost: Cost | null;
  /** Reason of a refusal, and whether it holds for every combination. */
  refusal: { code: string; message: string; isCertain: boolean } | null;
}

type Scope = Record<string, unknown>;

/** Infer over all combinations of settings and input shapes; `inputs` has the wires of each port. */
export function inferOperator(
  operator: OperatorForm,
  given: Arguments,
  names: Names,
  inputs: readonly (readonly ShapeSet[])[],
): Outcome {
  const scopes = scopesOf(operator, given, names, inputs);
  const outputs = Object.fromEntries(operator.outputs.map((id) => [id, null as ShapeSet]));
  if (!scopes) return { outputs, cost: null, refusal: null };
  const met = scopes.map((scope) => inferOne(operator, scope));
  const good = met.filter((one) => one.refusal === null);
  const bad = met.find((one) => one.refusal !== null)?.refusal;
  const refusal = bad ? { ...bad, isCertain: good.length === 0 } : null;
  for (const id of operator.outputs)
    outputs[id] = collect(good.map((one) => one.shapes[id] ?? null));
  return {
    outputs,
    cost: costOf(
      operator,
      good.map((one) => one.scope),
    ),
    refusal,
  };
}

function collect(shapes: (Shape | null)[]): ShapeSet {
  const found = new Map<string, Shape>();
  for (const shape of shapes) if (shape) found.set(shape.join(), shape);
  return found.size === 0 || found.size > MOST ? null : [...found.values()];
}

function scopesOf(
  operator: OperatorForm,
  given: Arguments,
  names: Names,
  inputs: readonly (readonly ShapeSet[])[],
): Scope[] | null {
  const settings = { ...defaultsOf(operator) } as Arguments;
  Object.assign(settings, given);
  const keys = Object.keys(settings);
  const ways = productOf(keys.map((key) => possible(settings[key], names)));
  const wires = wiresOf(operator, inputs);
  if (!ways || !wires || ways.length * wires.length > 1024) return null;
  return ways.flatMap((way) => {
    const base = Object.fromEntries(keys.map((key, at) => [key, way[at]]));
    return wires.map((bound) => ({ ...base, ...bound }));
  });
}

/** Ways in which the ports may be met. Wires with equal sets are taken to vary together. */
function wiresOf(operator: OperatorForm, inputs: readonly (readonly ShapeSet[])[]): Scope[] | null {
  const sets = inputs.flat();
  const [first] = sets;
  const together = sets.length > 1 && first && sets.every((set) => sameSets(set, first));
  const ways = together ? first.map((shape) => sets.map(() => shape)) : productOf(sets);
  return ways?.map((way) => portScope(operator, inputs, way)) ?? null;
}

function portScope(
  operator: OperatorForm,
  inputs: readonly (readonly ShapeSet[])[],
  way: readonly Shape[],
): Scope {
  let at = 0;
  const scope: Scope = {};
  operator.inputs.forEach((port, index) => {
    const shapes = way.slice(at, at + (inputs[index]?.length ?? 0));
    at += shapes.length;
    scope[port.id] = port.many ? shapes : shapes[0];
  });
  return scope;
}

interface One {
  scope: Scope;
  shapes: Record<string, Shape>;
  refusal: { code: string; message: string } | null;
}

function inferOne(operator: OperatorForm, scope: Scope): One {
  try {
    const refusal = refusalOf(operator, scope);
    if (refusal) return { scope, shapes: {}, refusal };
    const shapes: Record<string, Shape> = {};
    for (const [id, rule] of Object.entries(operator.shape)) {
      shapes[id] = parse(rule).evaluate(scope) as Shape;
    }
    return { scope: { ...scope, ...shapes }, shapes, refusal: null };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { scope, shapes: {}, refusal: { code: error.code, message: error.message } };
  }
}

function refusalOf(operator: OperatorForm, scope: Scope): { code: string; message: string } | null {
  for (const name of requiredOf(operator)) {
    if (scope[name] === undefined) {
      return { code: "missing_setting", message: `${operator.title} needs ${name}.` };
    }
  }
  for (const port of operator.inputs) {
    const wrong = wrongRank(
      port.rank,
      port.many ? (scope[port.id] as Shape[]) : [scope[port.id] as Shape],
    );
    if (wrong) {
      const message = `${operator.title} takes shapes of ${port.rank} dimensions, but got ${wrong.join("×")}`;
      return { code: "shape_mismatch", message };
    }
  }
  const broken = operator.requires.find((rule) => parse(rule.expr).evaluate(scope) !== true);
  return broken ? { code: "shape_mismatch", message: filled(broken.message, scope) } : null;
}

function wrongRank(rank: number | null, shapes: readonly (Shape | undefined)[]): Shape | undefined {
  if (rank === null) return undefined;
  return shapes.find((shape) => shape !== undefined && shape.length !== rank);
}

function filled(message: string, scope: Scope): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = scope[name];
    if (value === undefined) return whole;
    if (!Array.isArray(value)) return String(value);
    return value.every(Array.isArray)
      ? value.map((shape: Shape) => shape.join("×")).join(" and ")
      : value.join("×");
  });
}

function costOf(operator: OperatorForm, scopes: Scope[]): Cost | null {
  try {
    const parameters = scopes.map((scope) => Number(parse(operator.parameters).evaluate(scope)));
    const macs = scopes.map((scope) => Number(parse(operator.macs).evaluate(scope)));
    if (scopes.length === 0) return null;
    return {
      parameters: [Math.min(...parameters), Math.max(...parameters)],
      macs: [Math.min(...macs), Math.max(...macs)],
    };
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}
