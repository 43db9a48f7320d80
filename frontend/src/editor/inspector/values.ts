/** A value in its three ways of being given, and how one becomes another. */

import { type Domain, isRecord, type Literal, type Value } from "../../document/model";
import type { Field } from "../../ui/schema";

export type Way = "literal" | "expression" | "domain";

export function wayOf(value: Value | undefined): Way {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "literal";
  return "expr" in value ? "expression" : "domain";
}

/** What a value becomes when it is to be given another way; nothing that was said is lost. */
export function turnInto(way: Way, value: Value | undefined, field: Field): Value {
  const literal = literalOf(value, field);
  switch (way) {
    case "literal":
      return literal;
    case "expression":
      return { expr: writeExpression(value, literal) };
    case "domain":
      return domainAround(literal, field);
  }
}

function literalOf(value: Value | undefined, field: Field): Value {
  const fallback = (field.initial ?? plainest(field)) as Value;
  if (value === undefined) return fallback;
  if (wayOf(value) === "literal") return value;
  const domain = value as Partial<Extract<Domain, { domain: "choice" }>> & { min?: number };
  if (domain.default !== undefined && domain.default !== null) return domain.default as Value;
  if (domain.values) return domain.values[0] as Value;
  return (domain.min as Value | undefined) ?? fallback;
}

function plainest(field: Field): Value {
  if (field.kind === "boolean") return false;
  if (field.kind === "options") return (field.options[0] ?? null) as Value;
  if (field.kind === "integer" || field.kind === "number") return field.minimum ?? 1;
  return field.kind === "string" ? "" : null;
}

function writeExpression(value: Value | undefined, literal: Value): string {
  if (value !== undefined && wayOf(value) === "expression") return (value as { expr: string }).expr;
  if (typeof literal === "boolean") return literal ? "true" : "false";
  return typeof literal === "number" ? String(literal) : JSON.stringify(literal);
}

/** A small domain that still offers what stood there; the old value becomes its default. */
function domainAround(literal: Value, field: Field): Domain {
  if (field.kind === "boolean") return { domain: "bool", default: literal === true } as Domain;
  if (field.kind === "options") {
    return { domain: "choice", values: [...field.options], default: literal } as Domain;
  }
  if (field.kind === "integer" && typeof literal === "number") {
    const double = Math.min(literal * 2, field.maximum ?? Number.POSITIVE_INFINITY);
    const values = [...new Set([literal, double])];
    return { domain: "choice", values, default: literal, ordered: true } as Domain;
  }
  if (field.kind === "number" && typeof literal === "number") {
    const min = field.minimum ?? Math.min(0, literal);
    const max = Math.max(field.maximum ?? literal * 2, literal);
    return { domain: "float", min, max, default: literal } as Domain;
  }
  return { domain: "choice", values: [literal], default: literal } as Domain;
}

/** Read the options of a choice as typed by a person: numbers, true, false, words. */
export function readOption(text: string): Value {
  const trimmed = text.trim();
  if (trimmed === "true") return true;
  if (trimmed === "false") return false;
  const number = Number(trimmed);
  return trimmed !== "" && Number.isFinite(number) ? number : trimmed;
}

/** A field for a value of which no schema tells more than its type. */
export function plainField(name: string, kind: Field["kind"], more: Partial<Field> = {}): Field {
  return {
    name,
    title: name,
    description: "",
    kind,
    options: [],
    initial: undefined,
    minimum: undefined,
    maximum: undefined,
    isNullable: false,
    ...more,
  };
}

/** The field of a module's parameter, by its declared type. */
export function parameterField(
  name: string,
  parameter: { type?: string | null | undefined; default?: Value | undefined } | undefined,
): Field {
  const kinds: Record<string, Field["kind"]> = {
    int: "integer",
    float: "number",
    bool: "boolean",
    string: "string",
  };
  const kind = kinds[parameter?.type ?? ""] ?? guessKind(parameter?.default);
  const initial = wayOf(parameter?.default) === "literal" ? parameter?.default : undefined;
  return plainField(name, kind, { initial: initial ?? undefined });
}

function guessKind(value: Value | undefined): Field["kind"] {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number" || value === undefined || value === null) return "number";
  return typeof value === "string" ? "string" : "json";
}

/** A literal from what is typed: `3`, `true`, `"a"`; other text is text. */
export function readLiteral(text: string): Literal {
  try {
    const value = JSON.parse(text) as Literal | Record<string, unknown>;
    return isRecord(value) ? text : value;
  } catch {
    return text;
  }
}
