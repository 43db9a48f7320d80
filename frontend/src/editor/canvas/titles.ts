/** What nodes are called on the canvas, in the outline and in problems: titles first, ids at need. */

import type { Issue } from "../../api/forms";
import { begun, drawnName } from "../../document/called";
import type { Catalogue } from "../../document/catalogue";
import type { Edge, Module, SpaceDocument } from "../../document/model";
import { describeBody, titleOfModule } from "./bodies";
import { bodyPorts, type End, endsOf } from "./ports";
import { type ProblemPlace, placeOf } from "./problems";

export interface Called {
  title: string;
  /** The id, where something else here has the same title; else empty. */
  id: string;
}

/** Names of a module's nodes and of its own ports (`in.x`, `out.y`), by id. */
export function namesIn(
  document: SpaceDocument,
  catalogue: Catalogue,
  moduleId: string,
): ReadonlyMap<string, Called> {
  const module = document.modules[moduleId];
  const nodes = (module?.nodes ?? []).map((node): [string, string] => {
    const look = describeBody(node, document, catalogue);
    return [node.id, node.title || look.title || look.short];
  });
  const ports = (["in", "out"] as const).flatMap((side) =>
    ((side === "in" ? module?.inputs : module?.outputs) ?? []).map((port): [string, string] => [
      `${side}.${port.id}`,
      port.title || port.id,
    ]),
  );
  const named = toldApart(nodes);
  for (const [id, title] of ports) named.set(id, { title, id: "" });
  return named;
}

/** Titles of the modules of a space, by id. */
export function namesOfModules({ modules }: SpaceDocument): ReadonlyMap<string, Called> {
  return toldApart(Object.entries(modules).map(([id, module]) => [id, titleOfModule(id, module)]));
}

function toldApart(titles: readonly [id: string, title: string][]): Map<string, Called> {
  const counts = new Map<string, number>();
  for (const [, title] of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  return new Map(
    titles.map(([id, title]) => {
      const isShared = (counts.get(title) ?? 0) > 1 && id !== title;
      return [id, { title, id: isShared ? id : "" }];
    }),
  );
}

/** A node in one or two words: "Convolution", or "Sum n1" where several are called "Sum". */
export function shortName(names: ReadonlyMap<string, Called>, id: string): string {
  const { title = "", id: mark = "" } = names.get(id) ?? {};
  return [title, mark].filter(Boolean).join(" ") || id;
}

/** What a wire joins: "x → Sum n1". */
export function wireTitle(
  names: ReadonlyMap<string, Called>,
  edge: Pick<Edge, "source" | "target">,
  module: Module,
  document: SpaceDocument,
  catalogue: Catalogue,
): string {
  const ends = endsOf(edge, module, document, catalogue);
  const write = (end: End, side: "inputs" | "outputs") =>
    endTitle(names, end, side, module, document, catalogue);
  return `${write(ends.source, "outputs")} → ${write(ends.target, "inputs")}`;
}

/** An end of a wire: its node, and the port only where the node has several. */
export function endTitle(
  names: ReadonlyMap<string, Called>,
  { node, port }: End,
  side: "inputs" | "outputs",
  module: Module,
  document: SpaceDocument,
  catalogue: Catalogue,
): string {
  const body = module.nodes?.find(({ id }) => id === node);
  const isOneOfMany = body && bodyPorts(body, document, catalogue)[side].length > 1;
  return port && isOneOfMany ? `${shortName(names, node)}.${port}` : shortName(names, node);
}

/** A node or wire in the words of the canvas; empty where the place is a whole module. */
export function placeTitle(
  { module: id, node, edge }: ProblemPlace,
  document: SpaceDocument,
  catalogue: Catalogue,
): string {
  const module = id === null ? undefined : document.modules[id];
  if (id === null || !module) return "";
  const names = namesIn(document, catalogue, id);
  const wire = module.edges?.find((one) => one.id === edge);
  return wire
    ? wireTitle(names, wire, module, document, catalogue)
    : shortName(names, node ?? edge ?? "");
}

/** Issues that quote other nodes, or other wires, than their own. */
const OF_NODES = new Set(["cycle", "unknown_node", "when_and_pick"]);
const OF_WIRES = new Set(["doubly_wired", "unknown_edge"]);

/**
 * What an issue says, with the quoted ids of its own place as they are called on the canvas. Other
 * quoted words stay, but where the code says what they are: an operator, a setting or a port may be
 * written like the id of some node.
 */
export function issueWords(
  { path, message, code }: Issue,
  document: SpaceDocument,
  catalogue: Catalogue,
): string {
  const { module: id, node, edge } = placeOf(path);
  const module = id === null ? undefined : document.modules[id];
  if (id === null || !module) return message;
  const titleOf = (place: Omit<ProblemPlace, "module">) =>
    `“${placeTitle({ module: id, ...place }, document, catalogue)}”`;
  const said = new Map([[id, `“${shortName(namesOfModules(document), id)}”`]]);
  for (const wire of module.edges ?? [])
    if (wire.id === edge || OF_WIRES.has(code)) said.set(wire.id, titleOf({ edge: wire.id }));
  if (node) said.set(node, titleOf({ node }));
  for (const held of module.nodes ?? [])
    if (held.id === node || OF_NODES.has(code)) said.set(held.id, quotedName(held.id));
  const words = message.replace(/(['"])(\w+)\1/g, (quoted, _, word: string) => {
    const title = said.get(word);
    return title === undefined || title === `“${word}”` ? quoted : title;
  });
  return begun(words);

  function quotedName(held: string): string {
    const name = drawnName(document, catalogue, module as Module, held);
    return name.startsWith("the ") ? name : `“${name}”`;
  }
}
