/** Put what a module has in the place of one of its uses: the way back from `extraction`. */

import { ASKED } from "./extract";
import { withoutPositions } from "./graphEdits";
import {
  type Edge,
  isDomain,
  isExpression,
  type Module,
  type Node,
  type Port,
  type ReferenceBody,
  type SpaceDocument,
  splitEndpoint,
  type Value,
} from "./model";
import { bodiesOf, freshId, moduleOf, withModule } from "./places";
import { portNamed } from "./ports";
import { Refusal } from "./refusal";
import { asksElsewhere, indicesIn, namesRead, withNames } from "./renaming";

type Use = ReferenceBody & { id: string };

/** The document with the use dissolved. Throws a `Refusal` where that would mean something else. */
export function dissolved(document: SpaceDocument, module: string, id: string): SpaceDocument {
  const held = moduleOf(document, module);
  const use = held.nodes?.find((node) => node.id === id);
  if (use?.kind !== "reference") {
    throw new Refusal("Only the use of a module can be dissolved.", [], [{ module, node: id }]);
  }
  const template = moduleOf(document, use.module);
  checkSharing(module, use);
  checkFrame(document, held, template);
  const given = argumentsOf(held, template, use);
  const inner = withNames({ nodes: template.nodes ?? [], edges: template.edges ?? [] }, given) as {
    nodes: Node[];
    edges: Edge[];
  };
  const free = freshNames(held, use.id, inner);
  const nodes = inner.nodes.map((node) => renamed(node, free));
  const edges = joined(held, template, use.id, moved(inner.edges, free));
  const rest = withoutPositions(document, module, new Set([id]));
  return withModule(rest, module, () => ({
    ...held,
    nodes: (held.nodes ?? []).flatMap((node) => (node.id === id ? nodes : [node])),
    edges,
  }));
}

/** Uses that are tied or shared are one with others: alone it would be something else. */
function checkSharing(module: string, use: Use): void {
  const own = (field: string, value: string) => ({
    name: "set_field" as const,
    arguments: { module, place: use.id, field, value },
  });
  const fixes = [
    ...(use.decisions === "tied" ? [own("decisions", "independent")] : []),
    ...(use.weights === "shared" ? [own("weights", "own")] : []),
  ];
  if (fixes.length === 0) return;
  const title = "let it stand for itself";
  throw new Refusal("This use shares choices or weights with others, which would be lost.", [
    { name: "batch", arguments: { commands: fixes, title } },
  ]);
}

function checkFrame(document: SpaceDocument, held: Module, template: Module): void {
  if (asksElsewhere(document)) throw new Refusal(ASKED);
  const rule = (module: Module) => module.on_mismatch ?? "error";
  const isMerging = [...bodiesOf(template)].some(([, body]) => body.kind === "merge");
  if (isMerging && rule(held) !== rule(template)) {
    throw new Refusal(
      `Merges in there ${RULES[rule(template)]} where shapes differ, but out here they ${RULES[rule(held)]}.`,
    );
  }
  if ((template.edges ?? []).some(({ when }) => namesRead([when]).has("unused"))) {
    throw new Refusal("A wire in there is there only where an output is unused in there.");
  }
}

const RULES = { error: "report an error", project: "project", pad: "pad" };

/** What stands for each parameter. */
function argumentsOf(held: Module, template: Module, use: Use): Map<string, Value> {
  const part = [template.nodes, template.edges];
  const read = namesRead(part);
  const names = Object.keys(template.parameters ?? {});
  const given = new Map(names.map((name) => [name, argumentOf(template, use, name)]));
  const indices = (template.nodes ?? []).flatMap(indicesIn);
  const spoken = namesRead([...given.values()]);
  const shadowed = indices.find((index) => spoken.has(index) || names.includes(index));
  const captured = [...read].find(
    (name) => !names.includes(name) && Object.hasOwn(held.parameters ?? {}, name),
  );
  const word = shadowed ?? captured;
  if (word !== undefined) {
    throw new Refusal(`"${word}" means one thing in there and another out here. Rename one first.`);
  }
  return given;
}

function argumentOf(template: Module, use: Use, name: string): Value {
  const value = use.arguments?.[name] ?? template.parameters?.[name]?.default ?? null;
  if (value === null) throw new Refusal(`This use must be given "${name}" first.`);
  if (isDomain(value)) {
    throw new Refusal(
      `"${name}" is searched once for all that this use has. Make it a variable of the space first.`,
    );
  }
  return value;
}

/** New ids for what has the id of something out here. */
function freshNames(held: Module, use: string, inner: { nodes: Node[]; edges: Edge[] }) {
  const outer = [...(held.nodes ?? []), ...(held.edges ?? [])].map(({ id }) => id);
  const taken = new Set(["in", "out", ...outer.filter((id) => id !== use)]);
  const free = new Map<string, string>();
  for (const { id } of [...inner.nodes, ...inner.edges]) {
    free.set(id, freshId(taken, id));
    taken.add(free.get(id) ?? id);
  }
  return free;
}

function renamed(node: Node, free: ReadonlyMap<string, string>): Node {
  const id = free.get(node.id) ?? node.id;
  if (node.kind !== "merge" || !node.like) return { ...node, id };
  return { ...node, id, like: free.get(node.like) ?? node.like };
}

function moved(edges: Edge[], free: ReadonlyMap<string, string>): Edge[] {
  const end = (endpoint: string) => {
    const [node, port] = splitEndpoint(endpoint);
    const id = node === "in" || node === "out" ? node : (free.get(node) ?? node);
    return port === undefined ? id : `${id}.${port}`;
  };
  return edges.map((edge) => ({
    ...edge,
    id: free.get(edge.id) ?? edge.id,
    source: end(edge.source),
    target: end(edge.target),
  }));
}

/** All wires: those that leave the use keep their ids and places, those inside keep theirs. */
function joined(held: Module, template: Module, use: string, inner: Edge[]): Edge[] {
  const { inputs = [], outputs = [] } = template;
  const edges = held.edges ?? [];
  const at = (endpoint: string, node: string, ports: Port[]): string | undefined => {
    const [place, name] = splitEndpoint(endpoint);
    return place === node ? portNamed(ports, name)?.id : undefined;
  };
  const feeding = (port: string) => edges.filter((edge) => at(edge.target, use, inputs) === port);
  const entering = (edge: Edge): Edge[] => {
    const port = at(edge.source, "in", inputs);
    if (port === undefined) return [edge];
    const wires = feeding(port);
    if (wires.length > 1 && namesRead([edge]).has("item")) {
      throw new Refusal(
        "A wire in there counts the items of a list, which several wires make out here.",
      );
    }
    return wires.map((outer) => chained(outer, edge, edge.id));
  };
  const giving = (port: string) =>
    inner.filter((edge) => at(edge.target, "out", outputs) === port).flatMap(entering);
  const outer = edges.flatMap((edge): Edge[] => {
    if (at(edge.target, use, inputs) !== undefined) return [];
    const port = at(edge.source, use, outputs);
    return port === undefined ? [edge] : giving(port).map((wire) => chained(wire, edge, edge.id));
  });
  const within = inner.filter((edge) => at(edge.target, "out", outputs) === undefined);
  return [...outer, ...toldApart(within.flatMap(entering), outer)];
}

/** One wire in the place of two that follow each other. */
function chained(first: Edge, second: Edge, id: string): Edge {
  if (first.carries && second.carries) {
    throw new Refusal(
      "A wire to the use and the wire behind its port both carry something. Put one of them on a node first.",
    );
  }
  const carries = first.carries ?? second.carries;
  const when = both(first.when, second.when);
  const { source } = first;
  const { target } = second;
  return {
    id,
    source,
    target,
    ...(carries ? { carries } : {}),
    ...(when === undefined ? {} : { when }),
  };
}

function both(first: Value | undefined, second: Value | undefined): Value | undefined {
  const isOpen = (when: Value | undefined) => when === undefined || when === true;
  if (isOpen(first)) return second;
  if (isOpen(second)) return first;
  if (isExpression(first) && isExpression(second)) {
    return { expr: `(${first.expr}) and (${second.expr})` };
  }
  throw new Refusal("A wire to the use and the wire behind its port both have a condition.");
}

/** A list that enters by one port makes several wires of one. */
function toldApart(wires: Edge[], others: Edge[]): Edge[] {
  const taken = new Set(others.map(({ id }) => id));
  return wires.map((wire) => {
    const id = freshId(taken, wire.id);
    taken.add(id);
    return { ...wire, id };
  });
}
