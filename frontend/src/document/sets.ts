/** Sets of shapes and of values: what may stand somewhere, over all choices. Null: not known. */

import { ExpressionError, parse } from "./expressions";
import { isDomain, isExpression, type Value } from "./model";
import { nearest } from "./nearest";

export type Shape = readonly number[];
export type ShapeSet = readonly Shape[] | null;
export type Options = readonly unknown[] | null;
export type Names = Readonly<Record<string, Options>>;

/** More shapes than this at one place are not told apart. */
export const MOST = 64;
const MOST_COMBINATIONS = 512;

export function unionOf(sets: readonly ShapeSet[]): ShapeSet {
  const found = new Map<string, Shape>();
  for (const set of sets) {
    if (!set) return null;
    for (const shape of set) found.set(shape.join(), shape);
    if (found.size > MOST) return null;
  }
  return [...found.values()];
}

export function sameSets(a: ShapeSet, b: ShapeSet): boolean {
  if (!a || !b || a.length !== b.length) return false;
  const keys = new Set(a.map((shape) => shape.join()));
  return b.every((shape) => keys.has(shape.join()));
}

/** `{16,32}×8×8`: dimensions that vary are listed, long lists as a range. */
export function textOf(set: ShapeSet): string | null {
  const [first] = set ?? [];
  if (!set || !first) return null;
  if (set.some((shape) => shape.length !== first.length)) {
    return [...new Set(set.map((shape) => shape.join("×")))].join(" | ");
  }
  return first.map((_, at) => dimension(set.map((shape) => shape[at] ?? 0))).join("×");
}

function dimension(values: number[]): string {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  if (sorted.length === 1) return String(sorted[0]);
  return sorted.length <= 4 ? `{${sorted.join(",")}}` : `${sorted[0]}…${sorted.at(-1)}`;
}

/** All values that a value may take where `names` are what they may be. Throws `ExpressionError`. */
export function possible(value: Value | undefined, names: Names): Options {
  if (isDomain(value)) return domainValues(value);
  if (isExpression(value)) return evaluateAll(value.expr, names);
  return [value];
}

/** Whether a value can be worked out at all. */
export function isPossible(value: Value | undefined, names: Names): boolean {
  try {
    possible(value, names);
    return true;
  } catch {
    return false;
  }
}

function domainValues(domain: Value): Options {
  if (!isDomain(domain)) return null;
  if (domain.domain === "choice") {
    const pinned = domain.pinned;
    if (pinned !== undefined && pinned !== null) return [pinned];
    return domain.values.filter((value) => !(domain.disabled ?? []).includes(value));
  }
  if (domain.domain === "bool")
    return typeof domain.pinned === "boolean" ? [domain.pinned] : [false, true];
  if (domain.domain !== "int") return null;
  const step = domain.step ?? 1;
  const count = Math.floor((domain.max - domain.min) / step) + 1;
  if (typeof domain.pinned === "number") return [domain.pinned];
  if (count > MOST || count < 1) return null;
  return Array.from({ length: count }, (_, index) => domain.min + index * step);
}

export function evaluateAll(text: string, names: Names): Options {
  const expression = parse(text);
  const used = [...expression.names];
  requireNames(text, Object.keys(names));
  const combinations = productOf(used.map((name) => names[name] ?? null));
  if (!combinations) return null;
  const found = new Map<string, unknown>();
  let failure: unknown = null;
  for (const combination of combinations) {
    try {
      const scope = Object.fromEntries(used.map((name, at) => [name, combination[at]]));
      const value = expression.evaluate(scope);
      found.set(JSON.stringify(value), value);
    } catch (error) {
      failure = error;
    }
  }
  if (found.size === 0 && failure) throw failure;
  return found.size > MOST ? null : [...found.values()];
}

/** Every name of an expression must be a known one. Throws `ExpressionError`. */
export function requireNames(text: string, known: readonly string[]): void {
  const strange = [...parse(text).names].find((name) => !known.includes(name));
  if (strange === undefined) return;
  const near = nearest(strange, known);
  const hint = near ? `; did you mean '${near}'?` : "";
  const message = `\`${text}\` mentions '${strange}', which has no meaning here${hint}`;
  throw new ExpressionError("unknown_name", message);
}

/** All ways to take one of each; null when one is unknown or there are too many ways. */
export function productOf<T>(lists: readonly (readonly T[] | null)[]): T[][] | null {
  let ways: T[][] = [[]];
  for (const list of lists) {
    if (!list || ways.length * list.length > MOST_COMBINATIONS) return null;
    ways = ways.flatMap((way) => list.map((value) => [...way, value]));
  }
  return ways;
}
