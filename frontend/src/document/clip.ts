/** Nodes as text: what the system's clipboard carries from one tab or space to another. */

import type { Command } from "./commands";
import {
  type Body,
  type Domain,
  type Edge,
  ID,
  isDomain,
  isRecord,
  type Module,
  type Node,
  type SpaceDocument,
  splitEndpoint,
} from "./model";
import { bodiesOf, freshId, moduleOf } from "./places";
import { Refusal } from "./refusal";
import { namesRead } from "./renaming";
import { isEdge, isListOf, isModule, isNode, isValue } from "./wellFormed";

export const CLIP = "nasweb.clip/1";
const LONGEST = 2_000_000;

export interface Clip {
  format: typeof CLIP;
  nodes: Node[];
  /** Wires between them. */
  edges: Edge[];
  /** Wires that enter them from elsewhere; clips of before have none. */
  entering?: Edge[];
  /** Modules that they use, and those that these use. */
  modules: Record<string, Module>;
  /** Variables that they read. */
  variables: Record<string, Domain>;
  /** Where they stood. */
  positions: Record<string, [number, number]>;
}

/** The nodes of a module with all that they need elsewhere. */
export function clipOf(
  document: SpaceDocument,
  module: string,
  nodes: readonly string[],
  positions: Clip["positions"],
): Clip {
  const held = moduleOf(document, module);
  const isIn = (end: string) => nodes.includes(splitEndpoint(end)[0]);
  const part: Pick<Module, "nodes" | "edges"> = {
    nodes: (held.nodes ?? []).filter(({ id }) => nodes.includes(id)),
    edges: (held.edges ?? []).filter(({ source, target }) => isIn(source) && isIn(target)),
  };
  const entering = (held.edges ?? []).filter(({ source, target }) => !isIn(source) && isIn(target));
  const modules = usedBy(document, part);
  const names = namesRead([part, modules]);
  const variables = Object.entries(document.variables ?? {}).filter(([name]) => names.has(name));
  return {
    format: CLIP,
    nodes: part.nodes ?? [],
    edges: part.edges ?? [],
    entering,
    modules,
    variables: Object.fromEntries(variables),
    positions,
  };
}

function usedBy(
  { modules }: SpaceDocument,
  part: Pick<Module, "nodes" | "edges">,
): Record<string, Module> {
  const found: Record<string, Module> = {};
  const open = [part];
  for (const held of open) {
    for (const [, body] of bodiesOf(held as Module)) {
      const id = body.kind === "reference" ? body.module : "";
      const used = Object.hasOwn(modules, id) ? modules[id] : undefined;
      if (!used || Object.hasOwn(found, id)) continue;
      found[id] = used;
      open.push(used);
    }
  }
  return found;
}

/** Read what was pasted. Throws a `Refusal` in words for what is something else. */
export function readClip(text: string): Clip {
  if (text.length > LONGEST) throw new Refusal("The clipboard holds more than can be pasted here.");
  let held: unknown;
  try {
    held = JSON.parse(text);
  } catch {
    throw new Refusal("The clipboard holds no nodes. Copy some in a designer first.");
  }
  if (!isRecord(held) || held.format !== CLIP) {
    throw new Refusal("The clipboard holds no nodes. Copy some in a designer first.");
  }
  const { nodes, edges, entering = [], modules, variables, positions } = held;
  const isWhole =
    isListOf(nodes, isNode) &&
    isListOf(edges, isEdge) &&
    isListOf(entering, isEdge) &&
    isRecord(modules) &&
    Object.entries(modules).every(([id, module]) => ID.test(id) && isModule(module)) &&
    isRecord(variables) &&
    Object.entries(variables).every(
      ([name, value]) => ID.test(name) && isDomain(value as Domain) && isValue(value),
    ) &&
    isRecord(positions) &&
    Object.values(positions).every(isSpot);
  if (!isWhole) throw new Refusal("The nodes in the clipboard are damaged: nothing was pasted.");
  return held as unknown as Clip;
}

function isSpot(value: unknown): boolean {
  return isListOf(value, Number.isFinite) && value.length === 2;
}

/** The clip with ids that are free here; a module that is here already, word for word, is used as it is. */
export interface Pasted {
  nodes: Node[];
  edges: Edge[];
  /** Wires from where they came, with the copies at their ends: what they lead from may not be here. */
  entering: Edge[];
  /** Modules and variables that come along. */
  commands: Command[];
  /** The id that each node had in the clip. */
  origin: ReadonlyMap<string, string>;
}

export function pasted(document: SpaceDocument, module: string, clip: Clip): Pasted {
  const names = freeModules(document, clip);
  const linked = <T extends Body>(body: T): T => withModules(body, names);
  const held = moduleOf(document, module);
  const taken = new Set(["in", "out", ...idsOf(held)]);
  const fresh = (id: string) => {
    const made = freshId(taken, taken.has(id) ? id.replace(/\d+$/, "") || id : id);
    taken.add(made);
    return made;
  };
  const ids = new Map(clip.nodes.map(({ id }) => [id, fresh(id)]));
  const wires = new Map(clip.edges.map(({ id }) => [id, fresh(id)]));
  const end = (endpoint: string) => {
    const [node, port] = splitEndpoint(endpoint);
    return [ids.get(node) ?? node, port].filter((word) => word !== undefined).join(".");
  };
  const isCopied = (place: string) => ids.has(splitEndpoint(place)[0]);
  const copy = (edge: Edge): Edge => ({
    ...edge,
    id: wires.get(edge.id) ?? fresh(edge.id),
    source: end(edge.source),
    target: end(edge.target),
    ...(edge.carries ? { carries: linked(edge.carries) } : {}),
  });
  const edges = clip.edges.filter((edge) => isCopied(edge.source) && isCopied(edge.target));
  const entering = (clip.entering ?? []).filter(
    (edge) => !isCopied(edge.source) && isCopied(edge.target),
  );
  const nodes = clip.nodes.map((node) => {
    const like = node.kind === "merge" && node.like ? { like: wires.get(node.like) ?? null } : {};
    return { ...linked(node), ...like, id: ids.get(node.id) ?? node.id } as Node;
  });
  const origin = new Map([...ids].map(([before, after]) => [after, before]));
  return {
    nodes,
    edges: edges.map(copy),
    entering: entering.map(copy),
    commands: [...comingAlong(document, clip, names)],
    origin,
  };
}

function* comingAlong(
  document: SpaceDocument,
  clip: Clip,
  names: ReadonlyMap<string, string>,
): Generator<Command> {
  for (const [name, domain] of Object.entries(clip.variables)) {
    if (Object.hasOwn(document.variables ?? {}, name)) continue;
    yield { name: "set_variable", arguments: { name, domain } };
  }
  for (const [before, held] of Object.entries(clip.modules)) {
    const id = names.get(before) ?? before;
    if (Object.hasOwn(document.modules, id)) continue;
    const role = held.role === "network" ? "cell" : held.role;
    yield { name: "add_module", arguments: { id, module: relinked({ ...held, role }, names) } };
  }
}

function freeModules({ modules }: SpaceDocument, clip: Clip): Map<string, string> {
  const taken = new Set([...Object.keys(modules), ...Object.keys(clip.modules)]);
  return new Map(
    Object.entries(clip.modules).map(([id, held]) => {
      const isHere = Object.hasOwn(modules, id);
      if (!isHere || JSON.stringify(modules[id]) === JSON.stringify(held)) return [id, id];
      const made = freshId(taken, id);
      taken.add(made);
      return [id, made];
    }),
  );
}

function relinked(held: Module, names: ReadonlyMap<string, string>): Module {
  return {
    ...held,
    nodes: (held.nodes ?? []).map((node) => withModules(node, names)),
    edges: (held.edges ?? []).map((edge) =>
      edge.carries ? { ...edge, carries: withModules(edge.carries, names) } : edge,
    ),
  };
}

function withModules<T extends Body>(body: T, names: ReadonlyMap<string, string>): T {
  const inner = (part: Body) => withModules(part, names);
  switch (body.kind) {
    case "reference":
      return { ...body, module: names.get(body.module) ?? body.module };
    case "repeat":
      return { ...body, body: inner(body.body) };
    case "choice":
      return { ...body, of: body.of.map((option) => ({ ...option, node: inner(option.node) })) };
    case "switch":
      return { ...body, cases: body.cases.map((item) => ({ ...item, node: inner(item.node) })) };
    default:
      return body;
  }
}

function idsOf(held: Module): string[] {
  return [...(held.nodes ?? []), ...(held.edges ?? [])].map(({ id }) => id);
}
