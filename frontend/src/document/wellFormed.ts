/** Whether text from elsewhere has the build of nodes and wires: what they mean is checked by `analyse`. */

import { type Body, type Edge, ID, isRecord, type Module, type Node } from "./model";

const DEEPEST = 40;

/** Whether this is a body that every part of the editor can read. */
export function isBody(value: unknown, depth = 0): value is Body {
  if (!isRecord(value) || depth > DEEPEST) return false;
  const inner = (part: unknown) => isBody(part, depth + 1);
  const option = (part: unknown) =>
    isRecord(part) && isId(part.id) && isWord(part.title) && inner(part.node);
  switch (value.kind) {
    case "operator":
      return typeof value.operator === "string" && areValues(value.arguments);
    case "reference":
      return isId(value.module) && areValues(value.arguments) && isWord(value.label ?? undefined);
    case "merge":
      return isValue(value.mode) && isPick(value.pick);
    case "repeat":
      return inner(value.body) && isValue(value.times) && isWord(value.index);
    case "choice":
      return isListOf(value.of, option) && value.of.length > 0 && isPick(value.pick);
    case "switch":
      return isListOf(value.cases, option) && isValue(value.on);
    default:
      return false;
  }
}

export function isNode(value: unknown): value is Node {
  if (!isBody(value)) return false;
  const { id, title } = value as Partial<Node>;
  return isId(id) && id !== "in" && id !== "out" && isWord(title);
}

export function isEdge(value: unknown): value is Edge {
  if (!isRecord(value) || !isId(value.id)) return false;
  const hasEnds = [value.source, value.target].every((end) => typeof end === "string");
  return hasEnds && isValue(value.when) && (value.carries == null || isBody(value.carries));
}

export function isModule(value: unknown): value is Module {
  if (!isRecord(value) || !isWord(value.title)) return false;
  const isRole = ["operator", "cell", "network"].includes(String(value.role));
  const isPort = (port: unknown) => isRecord(port) && isId(port.id) && isWord(port.title);
  return (
    isRole &&
    isListOf(value.inputs ?? [], isPort) &&
    isListOf(value.outputs ?? [], isPort) &&
    isListOf(value.nodes ?? [], isNode) &&
    isListOf(value.edges ?? [], isEdge) &&
    isRecord(value.parameters ?? {}) &&
    Object.entries(value.parameters ?? {}).every(([name, held]) => isId(name) && isRecord(held))
  );
}

export function isListOf(value: unknown, is: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(is);
}

function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

function isWord(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}

function areValues(value: unknown): boolean {
  return value === undefined || (isRecord(value) && Object.values(value).every(isValue));
}

/** A literal, an expression or a domain. */
export function isValue(value: unknown): boolean {
  if (!isRecord(value)) return value === undefined || !Array.isArray(value) || isLiterals(value, 0);
  if ("expr" in value) return typeof value.expr === "string";
  switch (value.domain) {
    case "choice":
      return isLiterals(value.values, 0);
    case "subset":
    case "permutation":
      return isLiterals(value.of, 0);
    case "int":
    case "float":
      return typeof value.min === "number" && typeof value.max === "number";
    default:
      return value.domain === "bool";
  }
}

function isLiterals(value: unknown, depth: number): boolean {
  const isLiteral = (item: unknown) =>
    Array.isArray(item) ? isLiterals(item, depth + 1) : typeof item !== "object" || item === null;
  return depth <= DEEPEST && isListOf(value, isLiteral);
}

function isPick(value: unknown): boolean {
  const isNumber = (item: unknown) => typeof item === "number";
  if (value === undefined || value === "all" || isNumber(value)) return true;
  return isListOf(value, isNumber) && value.length === 2;
}
