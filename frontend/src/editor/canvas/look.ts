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
  if (when === false) return "left out";
  if (isDomain(when) && "pinned" in when && when.pinned === false) return "left out";
  return isDomain(when) ? "optional" : `if ${writeValue(when)}`;
}

export function writeArguments(values: Record<string, Value> | undefined): string {
  return Object.entries(values ?? {})
    .map(([name, value]) => `${name}${isExpression(value) ? " = " : " "}${writeValue(value)}`)
    .join(" · ");
}

/** Widths of letters in parts of their size, from the broadest of the usual system fonts. */
const NARROW = /[ ',./:;IJijl|·]/;
const SLIM = /[!()[\]frt"*`csz–-]/;
const BROAD = /[#&+<=>DGHOQw~×→]/;
const BROADEST = /[%@MWm…]/;

/** Width of a text, near enough to leave room for it before it is drawn. */
export function textWidth(text: string, size = 12, isBold = false): number {
  const parts = [...text].reduce((sum, letter) => sum + letterWidth(letter), 0);
  return Math.ceil(parts * size * (isBold ? 1.13 : 1));
}

function letterWidth(letter: string): number {
  if (NARROW.test(letter)) return 0.33;
  if (SLIM.test(letter)) return 0.48;
  if (BROADEST.test(letter)) return 1;
  return BROAD.test(letter) ? 0.82 : 0.64;
}

/** How many lines a text takes when it is broken at spaces. */
export function linesOf(text: string, width: number, size = 12, isBold = false): number {
  if (textWidth(text, size, isBold) <= width) return text ? 1 : 0;
  let lines = 1;
  let used = 0;
  for (const word of text.split(" ")) {
    const next = textWidth(word, size, isBold);
    const blank = used > 0 ? textWidth(" ", size, isBold) : 0;
    if (used > 0 && used + blank + next > width) {
      lines += 1;
      used = next;
    } else used += blank + next;
  }
  return lines;
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
