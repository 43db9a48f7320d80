/** What may be connected, and why not. */

import { behindOf } from "./behind";
import { begun, drawnName } from "./called";
import type { Command } from "./commands";
import { mergeDoubt, shapeRefusal, type Wish } from "./fits";
import { type Module, type SpaceDocument, splitEndpoint } from "./model";
import { fullEndpoint, portNamed, portsAt } from "./ports";
import { Refusal } from "./refusal";
import type { Analysis } from "./shapes";

/** Null when a wire from `source` to `target` fits; otherwise why not, with what would help. */
export function canConnect(
  document: SpaceDocument,
  analysis: Analysis,
  module: string,
  source: string,
  target: string,
): Refusal | null {
  return (
    wiringRefusal(document, analysis, module, source, target) ??
    shapeRefusal({ document, analysis, module, source, target })
  );
}

/** Why there can be no wire, whatever shapes it would carry; null when there can be one. */
export function wiringRefusal(
  document: SpaceDocument,
  analysis: Analysis,
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
  const called = (id: string) => drawnName(document, analysis.catalogue, held, id);
  if (behindOf(held, to).has(from))
    return new Refusal(
      `${begun(called(to))} feeds ${called(from)} already: wires must not run in a circle.`,
    );
  if (isThere(document, analysis, held, source, target)) {
    return new Refusal(`${begun(called(from))} and ${called(to)} are connected already.`);
  }
  return takenRefusal({ document, analysis, module, source, target }, held, to, port);
}

/** What is doubtful about a wire that is drawn all the same; null when nothing is. */
export function doubt(
  document: SpaceDocument,
  analysis: Analysis,
  module: string,
  source: string,
  target: string,
): Refusal | null {
  return mergeDoubt({ document, analysis, module, source, target });
}

/** The same wire, however its ends are written. */
function isThere(
  document: SpaceDocument,
  { catalogue }: Analysis,
  held: Module,
  source: string,
  target: string,
): boolean {
  const ends = (from: string, to: string) =>
    [
      fullEndpoint(document, catalogue, held, from, "outputs") ?? from,
      fullEndpoint(document, catalogue, held, to, "inputs") ?? to,
    ].join(" ");
  const nodes = (from: string, to: string) => `${splitEndpoint(from)[0]} ${splitEndpoint(to)[0]}`;
  const between = nodes(source, target);
  const wished = ends(source, target);
  return (held.edges ?? []).some(
    (edge) =>
      nodes(edge.source, edge.target) === between && ends(edge.source, edge.target) === wished,
  );
}

function takenRefusal(
  { document, analysis, module, source }: Wish,
  held: Module,
  to: string,
  port: string | undefined,
): Refusal | null {
  const before = (held.edges ?? []).find((edge) => {
    const [node, name] = splitEndpoint(edge.target);
    return node === to && (name === undefined || port === undefined || name === port);
  });
  const inputs = portsAt(document, analysis.catalogue, held, to)?.inputs ?? [];
  if (!before || portNamed(inputs, port)?.many) return null;
  const rewire: Command = {
    name: "rewire",
    arguments: { module, edge: before.id, source, target: before.target },
  };
  const called = (id: string) => drawnName(document, analysis.catalogue, held, id);
  const [start, output] = splitEndpoint(before.source);
  const there = start === "in" ? (output ?? "the input") : called(start);
  const title = `replace the wire from ${there}`;
  const fix: Command = { name: "batch", arguments: { commands: [rewire], title } };
  const name = to === "out" ? "The output" : begun(called(to));
  return new Refusal(
    `${name} takes one wire, and that from ${there} is there. Replace it, or add a sum first.`,
    [fix],
  );
}
