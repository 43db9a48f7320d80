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

/**
 * A shape as people say it: `{16,32,64}×8…32×8…32` is `16–64 ch · 8–32 px`.
 *
 * A label has little room; the whole shape is in the tooltip and in the inspector.
 */
export function shortShape(text: string): string {
  const sizes = text
    .replace(/\{([^{},]+)(?:,[^{},]+)*,([^{},]+)\}/g, "$1–$2")
    .replaceAll("…", "–")
    .split("×");
  const [channels, height, width, ...rest] = sizes;
  if (height === undefined || width === undefined || rest.length > 0) return sizes.join(" × ");
  return `${channels} ch · ${height === width ? height : `${height} × ${width}`} px`;
}
