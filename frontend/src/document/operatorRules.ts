/** What an operator makes of shapes, by the rules the catalogue ships as expressions. */

import { truth } from "./arithmetic";
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
  const isMet = operator.inputs.every((port, at) => port.many || inputs[at]?.length === 1);
  if (!scopes || !isMet) return { outputs, cost: null, refusal: null };
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
    const empty = emptyShape(operator, shapes);
    return empty
      ? { scope, shapes: {}, refusal: empty }
      : { scope: { ...scope, ...shapes }, shapes, refusal: null };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const message = `${operator.title}: ${error.message}`;
    return { scope, shapes: {}, refusal: { code: "shape_mismatch", message } };
  }
}

function refusalOf(operator: OperatorForm, scope: Scope): { code: string; message: string } | null {
  for (const name of requiredOf(operator)) {
    if (scope[name] === undefined) {
      return { code: "missing_setting", message: `${operator.title} needs ${name}.` };
    }
  }
  const wrong = operator.inputs.map((port) => wrongRank(operator, port, scope)).find(Boolean);
  if (wrong) return { code: "rank_mismatch", message: wrong };
  const broken = operator.requires.find((rule) => !truth(parse(rule.expr).evaluate(scope)));
  return broken ? { code: "shape_mismatch", message: filled(broken.message, scope) } : null;
}

const RANKS: Record<number, string> = {
  1: "a row of features",
  2: "a series (channels×length)",
  3: "an image (channels×height×width)",
};

function wrongRank(
  operator: OperatorForm,
  port: OperatorForm["inputs"][number],
  scope: Scope,
): string | null {
  const shapes = (port.many ? scope[port.id] : [scope[port.id]]) as Shape[];
  const got = shapes.map((shape) => shape.join("×")).join(", ");
  if (port.many && new Set(shapes.map((shape) => shape.length)).size > 1) {
    return `${operator.title} needs wires with the same number of dimensions, but got ${got}`;
  }
  if (port.rank === null || shapes.every((shape) => shape.length === port.rank)) return null;
  return `${operator.title} needs ${RANKS[port.rank] ?? `${port.rank} dimensions`}, but got ${got}`;
}

function emptyShape(operator: OperatorForm, shapes: Record<string, Shape>): One["refusal"] {
  const isEmpty = (shape: Shape) => shape.some((size) => !Number.isInteger(size) || size < 1);
  const empty = Object.values(shapes).find(isEmpty);
  if (!empty) return null;
  const message = `${operator.title} would leave nothing: its output would be ${empty.join("×")}`;
  return { code: "empty_shape", message };
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
