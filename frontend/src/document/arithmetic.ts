/** Values of the expression language: numbers within 2^53, Python's floor, modulo and rounding. */

import { ExpressionError } from "./expressionError";

const LARGEST = 2 ** 53;

function fail(code: string, message: string): never {
  throw new ExpressionError(code, message);
}

export function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (typeof value === "string") return `'${value}'`;
  if (value === true) return "True";
  if (value === false) return "False";
  return value === null || value === undefined ? "None" : String(value);
}

function number(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return fail("not_a_number", `arithmetic needs numbers, but got ${show(value)}`);
}

function bounded(value: number): number {
  if (Number.isNaN(value) || Math.abs(value) > LARGEST) {
    fail("too_large", `a number must lie within 2^53 of zero, but got ${value}`);
  }
  return value === 0 ? 0 : value;
}

function divisor(a: number, b: number): number {
  if (b === 0) fail("division_by_zero", `the divisor must not be zero, but ${a} was divided by it`);
  return b;
}

export function apply(operator: string, left: unknown, right: unknown): number {
  const a = number(left);
  const b = number(right);
  switch (operator) {
    case "+":
      return bounded(a + b);
    case "-":
      return bounded(a - b);
    case "*":
      return bounded(a * b);
    case "/":
      return bounded(a / divisor(a, b));
    case "//":
      return bounded(Math.round((a - modulo(a, b)) / b));
    case "%":
      return bounded(modulo(a, b));
    default:
      return power(a, b);
  }
}

/** The rest has the divisor's sign. It is exact: 1 // 0.1 is 9, though 1 / 0.1 rounds to 10. */
function modulo(a: number, b: number): number {
  const rest = a % divisor(a, b);
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function power(a: number, b: number): number {
  if (a === 0 && b < 0) fail("division_by_zero", "the divisor must not be zero, but 0 was");
  if (Math.abs(b) > 1100) {
    fail("too_large", `a number must lie within 2^53 of zero, but got ${a}**${b}`);
  }
  return bounded(a ** b);
}

export function truth(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** Numbers are equal by value, all else by type and value; true is not 1. */
export function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((part, index) => equal(part, b[index]));
  }
  return a === b;
}

export function ordered(operator: string, left: unknown, right: unknown): boolean {
  const areTexts = typeof left === "string" && typeof right === "string";
  const a = areTexts ? left : number(left);
  const b = areTexts ? right : number(right);
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    default:
      return a >= b;
  }
}

export function contains(wanted: unknown, where: unknown): boolean {
  if (typeof wanted === "string" && typeof where === "string") return where.includes(wanted);
  return items(where).some((part) => equal(wanted, part));
}

function items(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return fail("not_a_list", `a list is needed, but got ${show(value)}`);
}

export function item(list: unknown, index: unknown): unknown {
  if (typeof index !== "number" || !Number.isInteger(index)) {
    fail("not_an_index", `a list is indexed by a whole number, but got ${show(index)}`);
  }
  const all = items(list);
  const at = index < 0 ? all.length + index : index;
  if (at < 0 || at >= all.length) {
    fail("no_such_item", `item ${index} is asked of a list of ${all.length}`);
  }
  return all[at];
}

function numbers(values: unknown[]): number[] {
  const given = values.length === 1 ? items(values[0]) : values;
  if (given.length === 0) fail("empty_list", "min and max need at least one number");
  return given.map(number);
}

/** Halves go to the even neighbour, as in Python. */
function round(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  if (rest !== 0.5) return bounded(Math.round(value));
  return bounded(down % 2 === 0 ? down : down + 1);
}

function log2(value: number): number {
  if (value <= 0) fail("not_positive", `log2 needs a number above zero, but got ${value}`);
  return Math.log2(value);
}

interface FunctionOf {
  count: number | null;
  run: (...values: unknown[]) => unknown;
}

const FUNCTIONS: Record<string, FunctionOf> = {
  min: { count: null, run: (...values) => Math.min(...numbers(values)) },
  max: { count: null, run: (...values) => Math.max(...numbers(values)) },
  round: { count: 1, run: (value) => round(number(value)) },
  abs: { count: 1, run: (value) => Math.abs(number(value)) },
  log2: { count: 1, run: (value) => log2(number(value)) },
  len: { count: 1, run: (value) => items(value).length },
  sum: {
    count: 1,
    run: (value) => bounded(items(value).reduce((s: number, v) => s + number(v), 0)),
  },
  prod: {
    count: 1,
    run: (value) => items(value).reduce((p: number, v) => bounded(p * number(v)), 1),
  },
  floor: { count: 1, run: (value) => bounded(Math.floor(number(value))) },
  ceil: { count: 1, run: (value) => bounded(Math.ceil(number(value))) },
  column: { count: 2, run: (list, index) => items(list).map((part) => item(part, index)) },
};

/** Functions that only a scope can answer. */
export const QUESTIONS = new Set(["present", "value", "count", "operators"]);

export function checkCall(name: string, given: number): void {
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!found) {
    const known = Object.keys(FUNCTIONS).sort().join(", ");
    fail("unknown_function", `there is no function '${name}'; known: ${known}`);
  }
  if (given === 0 || (found.count !== null && given !== found.count)) {
    fail("wrong_arguments", `${name} takes ${found.count ?? "some"} arguments, got ${given}`);
  }
}

export function call(name: string, values: unknown[]): unknown {
  return FUNCTIONS[name]?.run(...values);
}
