/** How bodies look: the colour of an operator's family, letters, and values written short. */

import { isDomain, isExpression, type Value } from "../../document/model";
import { familyLook } from "../../theme";

export function familyColour(family: string): string {
  return family ? familyLook(family).colour : "var(--text-3)";
}

/** A value as people write it: `3`, `C * 2`, `{16, 32}`, `1 … 8`. */
export function writeValue(value: Value | undefined): string {
  if (value === undefined || value === null) return "none";
  if (Array.isArray(value)) return `[${value.map((item) => writeValue(item as Value)).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  if ("expr" in value) return value.expr;
  switch (value.domain) {
    case "choice":
      return braces(value.values);
    case "subset":
    case "permutation":
      return braces(value.of);
    case "bool":
      return "{yes, no}";
    default:
      return `${value.min} … ${value.max}`;
  }
}

function braces(values: readonly unknown[]): string {
  const shown = values.slice(0, 4).map((item) => writeValue(item as Value));
  return `{${shown.join(", ")}${values.length > 4 ? ", …" : ""}}`;
}

/** When a wire is there, in a few letters; empty when it always is. */
export function writeCondition(when: Value | undefined): string {
  if (when === undefined || when === true) return "";
  return isDomain(when) ? "optional" : `if ${writeValue(when)}`;
}

export function writeArguments(values: Record<string, Value> | undefined): string {
  return Object.entries(values ?? {})
    .map(([name, value]) => `${name}${isExpression(value) ? " = " : " "}${writeValue(value)}`)
    .join(" · ");
}

/** Width of a text at 12 px, near enough to leave room for it before it is drawn. */
export function textWidth(text: string, perLetter = 6.5): number {
  return Math.ceil(text.length * perLetter);
}

/** `{16,32,64}×1…8×8` as `16–64×1–8×8`: a label has little room; the inspector has the rest. */
export function shortShape(text: string): string {
  return text.replace(/\{([^{},]+)(?:,[^{},]+)*,([^{},]+)\}/g, "$1–$2").replaceAll("…", "–");
}
