/** What nodes are called on the canvas, in the outline and in problems: titles first, ids at need. */

import type { Issue } from "../../api/forms";
import type { Catalogue } from "../../document/catalogue";
import type { Edge, Module, SpaceDocument } from "../../document/model";
import { describeBody, titleOfModule } from "./bodies";
import { bodyPorts, type End, endsOf } from "./ports";
import { placeOf } from "./problems";

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

/** A node in one or two words: "Convolution", or "n1" where several are called "Sum". */
export function shortName(names: ReadonlyMap<string, Called>, id: string): string {
  const name = names.get(id);
  return name?.id || name?.title || id;
}

/** What a wire joins: "x → n1"; ports are named only where a node has several. */
export function wireTitle(
  names: ReadonlyMap<string, Called>,
  edge: Pick<Edge, "source" | "target">,
  module: Module,
  document: SpaceDocument,
  catalogue: Catalogue,
): string {
  const ends = endsOf(edge, module, document, catalogue);
  const write = ({ node, port }: End, side: "inputs" | "outputs") => {
    const body = module.nodes?.find(({ id }) => id === node);
    const isOneOfMany = body && bodyPorts(body, document, catalogue)[side].length > 1;
    return isOneOfMany ? `${shortName(names, node)}.${port}` : shortName(names, node);
  };
  return `${write(ends.source, "outputs")} → ${write(ends.target, "inputs")}`;
}

/**
 * What an issue says, with the quoted ids of its own place as they are called on the canvas. Other
 * quoted words stay: an operator, a setting or a port may be written like the id of some node.
 */
export function issueWords(
  { path, message }: Issue,
  document: SpaceDocument,
  catalogue: Catalogue,
): string {
  const { module: id, node, edge } = placeOf(path);
  const module = id === null ? undefined : document.modules[id];
  if (id === null || !module) return message;
  const names = namesIn(document, catalogue, id);
  const wire = module.edges?.find((one) => one.id === edge);
  const said = new Map([[id, shortName(namesOfModules(document), id)]]);
  if (node) said.set(node, shortName(names, node));
  if (wire) said.set(wire.id, wireTitle(names, wire, module, document, catalogue));
  return message.replace(/(['"])(\w+)\1/g, (quoted, _, word: string) => {
    const title = said.get(word);
    return title === undefined || title === word ? quoted : `“${title}”`;
  });
}
