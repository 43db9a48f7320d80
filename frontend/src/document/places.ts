/** Parts of a document by id: reading and replacing modules, nodes, edges and bodies inside bodies. */

import type { Body, Edge, Module, Node, SpaceDocument } from "./model";
import { Refusal } from "./refusal";

export function moduleOf(document: SpaceDocument, id: string): Module {
  const module = Object.hasOwn(document.modules, id) ? document.modules[id] : undefined;
  if (!module) throw new Refusal(`There is no module "${id}".`);
  return module;
}

export function withModule(
  document: SpaceDocument,
  id: string,
  change: (module: Module) => Module,
): SpaceDocument {
  const changed = change(moduleOf(document, id));
  return { ...document, modules: { ...document.modules, [id]: changed } };
}

export function withEdge(
  document: SpaceDocument,
  module: string,
  id: string,
  change: (edge: Edge) => Edge,
): SpaceDocument {
  return withModule(document, module, (held) => {
    const edges = held.edges ?? [];
    if (!edges.some((edge) => edge.id === id)) {
      throw new Refusal(`There is no wire "${id}" in "${module}".`);
    }
    return { ...held, edges: edges.map((edge) => (edge.id === id ? change(edge) : edge)) };
  });
}

/** Replace the body at a place such as `n1/conv3` or `edge:e03`; the id and title of a node stay. */
export function withBody(
  document: SpaceDocument,
  module: string,
  place: string,
  change: (body: Body) => Body,
): SpaceDocument {
  const [first = "", ...rest] = place.split("/");
  if (first.startsWith("edge:")) {
    return withEdge(document, module, first.slice("edge:".length), (edge) => {
      if (!edge.carries) throw new Refusal(`Wire "${edge.id}" carries nothing.`);
      return { ...edge, carries: inside(edge.carries, rest, change) };
    });
  }
  return withModule(document, module, (held) => {
    const nodes = held.nodes ?? [];
    if (!nodes.some((node) => node.id === first)) {
      throw new Refusal(`There is no node "${first}" in "${module}".`);
    }
    return {
      ...held,
      nodes: nodes.map((node) => (node.id === first ? changedNode(node, rest, change) : node)),
    };
  });
}

function changedNode(node: Node, rest: string[], change: (body: Body) => Body): Node {
  const changed = inside(node, rest, change);
  return { id: node.id, ...(node.title ? { title: node.title } : {}), ...changed } as Node;
}

function inside(body: Body, way: string[], change: (body: Body) => Body): Body {
  const [step, ...rest] = way;
  if (step === undefined) return change(body);
  const into = (inner: Body) => inside(inner, rest, change);
  switch (body.kind) {
    case "repeat":
      return { ...body, body: into(body.body) };
    case "choice":
      return { ...body, of: replaced(body.of, step, into) };
    case "switch":
      return { ...body, cases: replaced(body.cases, step, into) };
    default:
      throw new Refusal(`There is nothing called "${step}" in a ${body.kind}.`);
  }
}

function replaced<T extends { id: string; node: Body }>(
  all: T[],
  id: string,
  into: (body: Body) => Body,
): T[] {
  if (!all.some((option) => option.id === id))
    throw new Refusal(`There is no option "${id}" here.`);
  return all.map((option) => (option.id === id ? { ...option, node: into(option.node) } : option));
}

/** Every body of a module with its place, outer ones first. */
export function* bodiesOf(module: Module): Generator<[place: string, body: Body]> {
  for (const node of module.nodes ?? []) yield* within(node.id, node);
  for (const edge of module.edges ?? [])
    if (edge.carries) yield* within(`edge:${edge.id}`, edge.carries);
}

function* within(place: string, body: Body): Generator<[string, Body]> {
  yield [place, body];
  if (body.kind === "repeat") yield* within(`${place}/body`, body.body);
  if (body.kind === "choice") {
    for (const option of body.of) yield* within(`${place}/${option.id}`, option.node);
  }
  if (body.kind === "switch") {
    for (const option of body.cases) yield* within(`${place}/${option.id}`, option.node);
  }
}

/** The id that a title makes: "Figure 1" is `figure_1`. */
export function idOfTitle(title: string): string {
  const plain = title.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
  const words = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  const id = /^[0-9]/.test(words) ? `m_${words}` : words;
  return id.slice(0, 64) || "module";
}

/** An id that is not taken: the stem, then the stem with a number. */
export function freshId(taken: Iterable<string>, stem: string): string {
  const used = new Set(taken);
  if (!used.has(stem)) return stem;
  for (let number = 2; ; number += 1) {
    if (!used.has(`${stem}${number}`)) return `${stem}${number}`;
  }
}
