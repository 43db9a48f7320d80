/** Faults that need no shapes: cycles, wires that lead nowhere, unmet inputs, unknown names. */

import { drawnName } from "./called";
import { type Catalogue, type Issue, operatorNamed } from "./catalogue";
import {
  type Body,
  type Edge,
  type Module,
  type Node,
  type Port,
  type ReferenceBody,
  type SpaceDocument,
  splitEndpoint,
} from "./model";
import { nearest } from "./nearest";
import { bodiesOf } from "./places";
import { fullEndpoint, portsAt } from "./ports";

export function structuralIssues(document: SpaceDocument, catalogue: Catalogue): Issue[] {
  return Object.entries(document.modules).flatMap(([id, module]) => [
    ...bodyIssues(document, catalogue, id, module),
    ...wireIssues(document, catalogue, id, module),
    ...portIssues(document, catalogue, id, module),
    ...cycleIssues(document, catalogue, id, module),
  ]);
}

function issue(path: string[], code: string, message: string): Issue {
  return { path, code, message, severity: "error", fix: null };
}

function placePath(module: string, place: string): string[] {
  const [first = "", ...rest] = place.split("/");
  const isEdge = first.startsWith("edge:");
  const id = isEdge ? first.slice("edge:".length) : first;
  return ["modules", module, isEdge ? "edges" : "nodes", id, ...rest];
}

function bodyIssues(
  document: SpaceDocument,
  catalogue: Catalogue,
  id: string,
  module: Module,
): Issue[] {
  return [...bodiesOf(module)].flatMap(([place, body]) => [
    ...nameIssues(document, catalogue, placePath(id, place), body),
    ...(body.kind === "reference" ? argumentIssues(document, id, place, body) : []),
  ]);
}

function nameIssues(
  document: SpaceDocument,
  catalogue: Catalogue,
  path: string[],
  body: Body,
): Issue[] {
  if (body.kind === "operator" && !operatorNamed(catalogue, body.operator)) {
    const near = nearest(
      body.operator,
      catalogue.operators.map((operator) => operator.name),
    );
    const hint = near ? `; did you mean "${near}"?` : "";
    return [issue(path, "unknown_operator", `There is no operator "${body.operator}"${hint}`)];
  }
  if (body.kind === "reference" && !Object.hasOwn(document.modules, body.module)) {
    const near = nearest(body.module, Object.keys(document.modules));
    const hint = near ? `; did you mean "${near}"?` : "";
    return [issue(path, "unknown_module", `There is no module "${body.module}"${hint}`)];
  }
  return [];
}

/** A use gives what its module has a parameter for, and all that has no default. */
function argumentIssues(
  document: SpaceDocument,
  module: string,
  place: string,
  body: ReferenceBody,
): Issue[] {
  if (!Object.hasOwn(document.modules, body.module)) return [];
  const { parameters = {}, title } = document.modules[body.module] ?? {};
  const called = title || body.module;
  const path = [...placePath(module, place), "arguments"];
  const given = body.arguments ?? {};
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(parameters, name));
  const missing = Object.entries(parameters).filter(
    ([name, { default: other }]) => (other ?? null) === null && (given[name] ?? null) === null,
  );
  return [
    ...unknown.map((name) => ({
      ...issue([...path, name], "unknown_argument", `"${called}" has no parameter "${name}".`),
      fix: { command: "set_argument", arguments: { module, place, name }, title: `Remove ${name}` },
    })),
    ...missing.map(([name]) =>
      issue(
        [...path, name],
        "missing_argument",
        `"${called}" must be given "${name}", which has no default.`,
      ),
    ),
  ];
}

type End = "source" | "target";

function wireIssues(
  document: SpaceDocument,
  catalogue: Catalogue,
  id: string,
  module: Module,
): Issue[] {
  return (module.edges ?? []).flatMap((edge) =>
    (["source", "target"] as const).flatMap((end) => {
      const side = end === "source" ? "outputs" : "inputs";
      const [node] = splitEndpoint(edge[end]);
      const ports = portsAt(document, catalogue, module, node)?.[side];
      const isUnread = !ports && module.nodes?.some((held) => held.id === node);
      if (isUnread || fullEndpoint(document, catalogue, module, edge[end], side)) return [];
      const free = freePort(document, catalogue, module, node, ports ?? [], end);
      const owner = isOwn(node) ? "this module" : drawnName(document, catalogue, module, node);
      const [code, message] = portFault(edge, end, owner, ports);
      const path = ["modules", id, "edges", edge.id, end];
      return [{ ...issue(path, code, message), fix: portFix(id, edge, end, node, free) }];
    }),
  );
}

/** The code and the words for a wire that leads to no port. */
function portFault(
  edge: Edge,
  end: End,
  owner: string,
  ports: readonly Port[] | undefined,
): [code: string, message: string] {
  const must = `Wire "${edge.id}" must ${end === "source" ? "leave an output" : "enter an input"}`;
  if (!ports) return ["unknown_node", `${must}, but leads to "${edge[end]}", which is not there.`];
  const [, port] = splitEndpoint(edge[end]);
  const names = ports.map((held) => held.id).join(", ") || "it has none";
  const message = `${must} of ${owner} (${names}), but names ${port ?? "none"}.`;
  return [port === undefined ? "ambiguous_port" : "unknown_port", message];
}

function isOwn(node: string): boolean {
  return node === "in" || node === "out";
}

/** A port that a wire which lost its own may take: an input only where no other wire enters. */
function freePort(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: Module,
  node: string,
  ports: readonly Port[],
  end: End,
): string | undefined {
  if (end === "source") return ports[0]?.id;
  const met = (module.edges ?? []).map((edge) =>
    fullEndpoint(document, catalogue, module, edge.target, "inputs"),
  );
  return ports.find(({ id, many }) => many || !met.includes(`${node}.${id}`))?.id;
}

function portFix(
  module: string,
  edge: Edge,
  end: End,
  node: string,
  port: string | undefined,
): Issue["fix"] {
  if (port === undefined) {
    const args = { module, nodes: [], edges: [edge.id] };
    return { command: "remove", arguments: args, title: "Remove the wire" };
  }
  const ends = { source: edge.source, target: edge.target, [end]: `${node}.${port}` };
  const title = end === "source" ? `Take output ${port}` : `Connect to input ${port}`;
  return { command: "rewire", arguments: { module, edge: edge.id, ...ends }, title };
}

/** A single port takes one wire; an input without one is unmet. */
function portIssues(
  document: SpaceDocument,
  catalogue: Catalogue,
  id: string,
  module: Module,
): Issue[] {
  const counts = new Map<string, number>();
  for (const edge of module.edges ?? []) {
    const target = fullEndpoint(document, catalogue, module, edge.target, "inputs");
    if (target) counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  const nodes = [...(module.nodes ?? []).map((node) => node.id), "out"];
  return nodes.flatMap((node) =>
    (portsAt(document, catalogue, module, node)?.inputs ?? []).flatMap((port) => {
      const met = counts.get(`${node}.${port.id}`) ?? 0;
      const path =
        node === "out" ? ["modules", id, "outputs", port.id] : ["modules", id, "nodes", node];
      const name =
        node === "out"
          ? `Output ${port.id}`
          : `Input ${port.id} of ${drawnName(document, catalogue, module, node)}`;
      if (met === 0 && !port.many) return [issue(path, "missing_wire", `${name} needs a wire.`)];
      if (met > 1 && !port.many) {
        return [
          issue(
            path,
            "doubly_wired",
            `${name} takes one wire, but ${met} enter. Put a merge before it.`,
          ),
        ];
      }
      return [];
    }),
  );
}

function cycleIssues(
  document: SpaceDocument,
  catalogue: Catalogue,
  id: string,
  module: Module,
): Issue[] {
  const ordered = new Set(inOrder(module).map((node) => node.id));
  const stuck = (module.nodes ?? []).filter((node) => !ordered.has(node.id)).map((node) => node.id);
  if (stuck.length === 0) return [];
  const names = stuck.map((node) => drawnName(document, catalogue, module, node));
  const message = `Wires must not run in a circle, but these do: ${names.join(", ")}.`;
  return [issue(["modules", id, "nodes", stuck[0] ?? ""], "cycle", message)];
}

/** Nodes in topological order; those on a cycle are left out. */
export function inOrder(module: Module): Node[] {
  const nodes = module.nodes ?? [];
  const known = new Map(nodes.map((node) => [node.id, node]));
  const wires = (module.edges ?? [])
    .map(endNodes)
    .filter(([source, target]) => known.has(source) && known.has(target));
  const waiting = new Map(nodes.map((node) => [node.id, 0]));
  for (const [, target] of wires) waiting.set(target, (waiting.get(target) ?? 0) + 1);
  const ready = nodes.filter((node) => waiting.get(node.id) === 0);
  for (const node of ready) {
    for (const [, target] of wires.filter(([source]) => source === node.id)) {
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      const freed = known.get(target);
      if (left === 0 && freed) ready.push(freed);
    }
  }
  return ready;
}

function endNodes(edge: Edge): [string, string] {
  return [splitEndpoint(edge.source)[0], splitEndpoint(edge.target)[0]];
}
