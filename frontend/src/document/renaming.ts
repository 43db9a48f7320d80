/** Names in the values of bodies: which are read, and what stands in their place. */

import { parse } from "./expressions";
import { type Body, isExpression, isRecord, type SpaceDocument, type Value } from "./model";

const QUESTION = /\b(?:present|value|count|operators)\s*\(/;

/** Every expression of a part, wherever it stands. */
export function expressionsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(expressionsIn);
  if (!isRecord(part)) return [];
  if (typeof part.expr === "string") return [part.expr];
  return Object.values(part).flatMap(expressionsIn);
}

/** Names that the expressions of a part read. One that cannot be parsed names every word in it. */
export function namesRead(part: unknown): Set<string> {
  return new Set(expressionsIn(part).flatMap((text) => [...namesOf(text)]));
}

function namesOf(text: string): Iterable<string> {
  try {
    return parse(text).names;
  } catch {
    return text.match(/[A-Za-z_]\w*/g) ?? [];
  }
}

/**
 * Whether something in the space asks what is chosen elsewhere, as `present('w1')` does.
 *
 * Such questions name places: they would ask in vain once the place is in another module.
 */
export function asksElsewhere({ modules, constraints = [] }: SpaceDocument): boolean {
  const rules = constraints.flatMap((rule) => (isRecord(rule) ? [rule.require] : []));
  const texts = rules.filter((rule): rule is string => typeof rule === "string");
  return [...expressionsIn(modules), ...expressionsIn(rules), ...texts].some((text) =>
    QUESTION.test(text),
  );
}

/** Indices of repeats inside a body: names that hold in there only. */
export function indicesIn(body: Body): string[] {
  switch (body.kind) {
    case "repeat":
      return [body.index ?? "i", ...indicesIn(body.body)];
    case "choice":
      return body.of.flatMap(({ node }) => indicesIn(node));
    case "switch":
      return body.cases.flatMap(({ node }) => indicesIn(node));
    default:
      return [];
  }
}

/** The part with values in the place of names. */
export function withNames<T>(part: T, given: ReadonlyMap<string, Value>): T {
  if (Array.isArray(part)) return part.map((item) => withNames(item, given)) as T;
  if (!isRecord(part)) return part;
  if (typeof part.expr === "string") return replaced(part.expr, given) as T;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, withNames(value, given)]),
  ) as T;
}

function replaced(text: string, given: ReadonlyMap<string, Value>): Value {
  const whole = given.get(text.trim());
  if (whole !== undefined) return whole;
  // Words in quotes are no names.
  const expr = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_]\w*/g, (word) => {
    const value = given.get(word);
    if (value === undefined) return word;
    const written = isExpression(value) ? value.expr : JSON.stringify(value);
    return /^(?:\w+|"[^"]*")$/.test(written) ? written : `(${written})`;
  });
  return { expr };
}
