/** Whether shapes fit where a wire would lead, and what would make them fit. */

import { begun, drawnName } from "./called";
import { type Catalogue, type OperatorForm, operatorNamed, operatorsOf } from "./catalogue";
import type { Command } from "./commands";
import { ExpressionError } from "./expressions";
import type { Arguments, Body, Module, SpaceDocument } from "./model";
import { splitEndpoint } from "./model";
import { inferOperator } from "./operatorRules";
import { freshId } from "./places";
import { fullEndpoint, portsOf } from "./ports";
import { Refusal } from "./refusal";
import { type Names, type ShapeSet, sameSets, textOf } from "./sets";
import type { Analysis } from "./shapes";

/** A wire that is thought of: where it would run, in which document. */
export interface Wish {
  document: SpaceDocument;
  analysis: Analysis;
  module: string;
  source: string;
  target: string;
}

const MOST_FIXES = 3;

/** Why shapes that arrive never fit a body, whatever is chosen; null when they may, or are not known. */
export function misfit(
  catalogue: Catalogue,
  scopes: readonly Names[],
  body: Body,
  shapes: ShapeSet,
): string | null {
  if (!shapes || shapes.length === 0) return null;
  switch (body.kind) {
    case "operator": {
      const operator = operatorNamed(catalogue, body.operator);
      return operator ? operatorMisfit(operator, body.arguments ?? {}, scopes, shapes) : null;
    }
    case "choice": {
      const enabled = body.of.filter((option) => option.enabled !== false);
      const reasons = enabled.map(({ node }) => misfit(catalogue, scopes, node, shapes));
      return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null;
    }
    case "repeat":
      return misfit(catalogue, scopes, body.body, shapes);
    default:
      return null;
  }
}

function operatorMisfit(
  operator: OperatorForm,
  given: Arguments,
  scopes: readonly Names[],
  shapes: ShapeSet,
): string | null {
  const [port, ...others] = operator.inputs;
  if (!port || port.many || others.length > 0) return null;
  let reason: string | null = null;
  for (const names of scopes.length > 0 ? scopes : [{}]) {
    const refusal = inferred(operator, given, names, shapes)?.refusal;
    if (!refusal?.isCertain || refusal.code === "missing_setting") return null;
    reason = refusal.message;
  }
  return reason;
}

function inferred(operator: OperatorForm, given: Arguments, names: Names, shapes: ShapeSet) {
  try {
    return inferOperator(operator, given, names, [[shapes]]);
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

/** Null when the shapes may fit the single input they would enter. */
export function shapeRefusal(wish: Wish): Refusal | null {
  const { document, analysis, module, source, target } = wish;
  const held = document.modules[module] as Module;
  const body = held.nodes?.find(({ id }) => id === splitEndpoint(target)[0]);
  if (!body || portsOf(document, analysis.catalogue, body)?.inputs.length !== 1) return null;
  const shapes = analysis.shapes(module, source);
  const takes = (set: ShapeSet) =>
    misfit(analysis.catalogue, analysis.scopes(module), body, set) === null;
  const reason = misfit(analysis.catalogue, analysis.scopes(module), body, shapes);
  return reason ? new Refusal(`${reason}.`, insertions(wish, shapes, takes)) : null;
}

/** What is doubtful about a wire into a merge: it never has the shape of those that are there. */
export function mergeDoubt(wish: Wish): Refusal | null {
  const { document, analysis, module, source, target } = wish;
  const held = document.modules[module] as Module;
  const node = held.nodes?.find(({ id }) => id === splitEndpoint(target)[0]);
  if (node?.kind !== "merge" || (held.on_mismatch ?? "error") !== "error") return null;
  const set = analysis.shapes(module, source);
  const before = setsAt(wish, node.id);
  const isConcat = node.mode === "concat";
  const agrees = (a: ShapeSet, b: ShapeSet) => !a || !b || meets(a, b, isConcat);
  const other = before.find((one) => !agrees(set, one));
  if (!set || !other) return null;
  const project: Command = {
    name: "set_mismatch",
    arguments: { module, value: "project" },
  };
  const fixes = insertions(wish, set, (made) => made !== null && agrees(made, other), other);
  const isSameRank = set[0]?.length === other[0]?.length;
  return new Refusal(
    `${begun(drawnName(document, analysis.catalogue, held, node.id))} joins ${textOf(other)} with ${textOf(set)}: their shapes differ.`,
    [...(isSameRank ? [project] : []), ...fixes].slice(0, MOST_FIXES),
  );
}

/** Shapes of the wires that enter a merge, but for those that carry something: they may change on the way. */
function setsAt({ document, analysis, module, source }: Wish, node: string): ShapeSet[] {
  const held = document.modules[module] as Module;
  const full = (end: string) =>
    fullEndpoint(document, analysis.catalogue, held, end, "outputs") ?? end;
  const entering = (held.edges ?? []).filter(
    (edge) =>
      splitEndpoint(edge.target)[0] === node && full(edge.source) !== full(source) && !edge.carries,
  );
  return entering.map((edge) => analysis.shapes(module, edge.source));
}

function meets(a: ShapeSet, b: ShapeSet, isConcat: boolean): boolean {
  const key = (shape: readonly number[]) =>
    isConcat ? [shape.length, ...shape.slice(1)].join() : shape.join();
  const keys = new Set(a?.map(key));
  return b?.some((shape) => keys.has(key(shape))) ?? true;
}

/** Operators that may stand between: from the plainest on. */
function* between(held: Module, like: ShapeSet): Generator<[string, Arguments]> {
  yield ["global_pool", {}];
  yield ["flatten", {}];
  const widths = like ? [...new Set(like.map((shape) => shape[0] ?? 1))] : [];
  const named = held.parameters && "C" in held.parameters ? [{ expr: "C" }] : [];
  for (const channels of [...named, ...(widths.length === 1 ? widths : []), 16, 32]) {
    yield ["conv", { channels, kernel: 1 }];
    yield ["conv", { channels, kernel: 3, stride: 2 }];
  }
}

/** Commands that put an operator between the two ends, so that what arrives fits. */
function insertions(
  wish: Wish,
  shapes: ShapeSet,
  takes: (made: ShapeSet) => boolean,
  like: ShapeSet = null,
): Command[] {
  const { document, analysis, module } = wish;
  const held = document.modules[module] as Module;
  const names = analysis.scopes(module)[0] ?? {};
  const found = new Map<string, Command>();
  for (const [name, given] of between(held, like)) {
    const operator = operatorNamed(analysis.catalogue, name);
    if (!operator || found.has(name)) continue;
    const made = inferred(operator, given, names, shapes);
    const output = made ? (Object.values(made.outputs)[0] ?? null) : null;
    const isChange = output !== null && !sameSets(output, shapes);
    if (isChange && takes(output)) found.set(name, insertion(wish, operator, given));
  }
  return [...found.values()].slice(0, MOST_FIXES);
}

function insertion(
  { document, analysis, module, source, target }: Wish,
  operator: OperatorForm,
  given: Arguments,
): Command {
  const held = document.modules[module] as Module;
  const taken = [...(held.nodes ?? []), ...(held.edges ?? [])].map(({ id }) => id);
  const id = freshId(["in", "out", ...taken], operator.name);
  const position = middle(document, module, source, target);
  const full = (end: string, side: "inputs" | "outputs") =>
    fullEndpoint(document, analysis.catalogue, held, end, side) ?? end;
  const before = held.edges?.find(
    (edge) =>
      full(edge.source, "outputs") === full(source, "outputs") &&
      full(edge.target, "inputs") === full(target, "inputs"),
  );
  const node = { id, kind: "operator" as const, operator: operator.name, arguments: given };
  const [input, output] = [`${id}.${operator.inputs[0]?.id}`, `${id}.${operator.outputs[0]}`];
  return {
    name: "batch",
    arguments: {
      title: `insert ${operator.title.toLowerCase()}`,
      commands: [
        { name: "add_node", arguments: { module, node, ...(position ? { position } : {}) } },
        { name: "connect", arguments: { module, source, target: input } },
        before
          ? { name: "rewire", arguments: { module, edge: before.id, source: output, target } }
          : { name: "connect", arguments: { module, source: output, target } },
      ],
    },
  };
}

/** Halfway between two nodes that somebody has placed. */
function middle(
  document: SpaceDocument,
  module: string,
  source: string,
  target: string,
): [number, number] | null {
  const at = (end: string) => {
    const [node] = splitEndpoint(end);
    const id = node === "in" || node === "out" ? end : node;
    return document.view?.positions?.[`${module}/${id}`];
  };
  const [from, to] = [at(source), at(target)];
  return from && to ? [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] : null;
}

export interface Fitting {
  operator: OperatorForm;
  /** Why it does not take the shapes; null when it does. */
  reason: string | null;
}

/** All operators in the catalogue's order, with whether they take these shapes by default. */
export function fitting(
  catalogue: Catalogue,
  scopes: readonly Names[],
  shapes: ShapeSet,
): Fitting[] {
  return operatorsOf(catalogue).map((operator) => ({
    operator,
    reason: shapes ? operatorMisfit(operator, {}, scopes, shapes) : null,
  }));
}
