/** What may be connected, and why not. */

import { type Catalogue, type OperatorForm, operatorsOf } from "./catalogue";
import type { Command } from "./commands";
import { type Module, type Node, type SpaceDocument, splitEndpoint } from "./model";
import { inferOperator } from "./operatorRules";
import { portNamed } from "./ports";
import { Refusal } from "./refusal";
import type { ShapeSet } from "./sets";
import type { Analysis } from "./shapes";

/** Null when a wire from `source` to `target` fits; otherwise why not, with what would help. */
export function canConnect(
  document: SpaceDocument,
  _analysis: Analysis,
  module: string,
  source: string,
  target: string,
): Refusal | null {
  const held = document.modules[module];
  if (!held) return new Refusal(`There is no module "${module}".`);
  const [from] = splitEndpoint(source);
  const [to, port] = splitEndpoint(target);
  if (from === to) return new Refusal("A node cannot feed itself.");
  if (from === "out" || to === "in") return new Refusal("Wires run from an output to an input.");
  if (reaches(held, to, from))
    return new Refusal(`${to} feeds ${from} already: wires must not run in a circle.`);
  if ((held.edges ?? []).some((edge) => edge.source === source && edge.target === target)) {
    return new Refusal(`${from} and ${to} are connected already.`);
  }
  return takenRefusal(held, module, source, to, port);
}

function takenRefusal(
  held: Module,
  module: string,
  source: string,
  to: string,
  port: string | undefined,
): Refusal | null {
  const before = (held.edges ?? []).find((edge) => {
    const [node, name] = splitEndpoint(edge.target);
    return node === to && (name === undefined || port === undefined || name === port);
  });
  const node = held.nodes?.find(({ id }) => id === to);
  const outlet = to === "out" ? portNamed(held.outputs ?? [], port) : undefined;
  if (!before || outlet?.many || (node && takesMany(node))) return null;
  const fix: Command = {
    name: "rewire",
    arguments: { module, edge: before.id, source, target: before.target },
  };
  const name = to === "out" ? "The output" : to;
  return new Refusal(
    `${name} takes one wire, and ${before.id} is there. Replace it, or add a sum first.`,
    [fix],
  );
}

function takesMany(node: Node): boolean {
  return node.kind === "merge";
}

function reaches(module: Module, from: string, to: string): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (const node of open) {
    if (node === to) return true;
    for (const edge of module.edges ?? []) {
      const [source] = splitEndpoint(edge.source);
      const [target] = splitEndpoint(edge.target);
      if (source !== node || seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}

/** Operators that take these shapes with their default settings, in the order of the catalogue. */
export function fitting(catalogue: Catalogue, shapes: ShapeSet): OperatorForm[] {
  return operatorsOf(catalogue).filter((operator) => {
    const [first, ...others] = operator.inputs;
    if (!first || others.length > 0) return false;
    if (!shapes) return true;
    const outcome = inferOperator(operator, {}, {}, [[shapes]]);
    const refusal = outcome.refusal;
    return !refusal?.isCertain || refusal.code === "missing_setting";
  });
}
