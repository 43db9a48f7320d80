/** Another name for a port of a module: its wires follow, and those of every use of the module. */

import { type Body, type Edge, ID, type SpaceDocument, splitEndpoint, type View } from "./model";
import { moduleOf } from "./places";
import { Refusal } from "./refusal";

export interface PortName {
  module: string;
  side: "inputs" | "outputs";
  port: string;
  to: string;
}

export function renamedPort(document: SpaceDocument, name: PortName): SpaceDocument {
  const { module, side, port, to } = name;
  const noun = side === "inputs" ? "input" : "output";
  const ports = moduleOf(document, module)[side] ?? [];
  if (!ports.some(({ id }) => id === port)) throw new Refusal(`There is no ${noun} "${port}".`);
  if (port === to) return document;
  if (!ID.test(to)) throw new Refusal(`"${to}" cannot name a port: letters, digits and _ only.`);
  if (ports.some(({ id }) => id === to)) throw new Refusal(`There is an ${noun} "${to}" already.`);
  const named = ports.map((held) => (held.id === port ? { ...held, id: to } : held));
  const own = side === "inputs" ? "in" : "out";
  const modules = Object.entries(document.modules).map(([id, held]) => {
    const users = (held.nodes ?? []).filter((node) => isUseOf(node, module)).map((node) => node.id);
    const into = new Map(users.map((user) => [user, side === "inputs" ? "target" : "source"]));
    // Seen from inside, an input is where wires begin.
    if (id === module) into.set(own, side === "inputs" ? "source" : "target");
    const edges = held.edges?.map((edge) => followed(edge, into, name));
    const rest = edges ? { ...held, edges } : held;
    return [id, id === module ? { ...rest, [side]: named } : rest];
  });
  const { view } = document;
  const ends = [`${module}/${own}.${port}`, `${module}/${own}.${to}`] as const;
  const moved = view ? { view: movedView(view, ...ends) } : {};
  return { ...document, modules: Object.fromEntries(modules), ...moved };
}

/** The wire with its end at one of the nodes named anew; `into` says which end that is. */
function followed(edge: Edge, into: ReadonlyMap<string, string>, { port, to }: PortName): Edge {
  const end = (side: "source" | "target") => {
    const [node, name] = splitEndpoint(edge[side]);
    return name === port && into.get(node) === side ? `${node}.${to}` : edge[side];
  };
  return { ...edge, source: end("source"), target: end("target") };
}

/** Whether a body has the ports of a module: a use, repeated or not, or one among operators. */
function isUseOf(body: Body, module: string): boolean {
  switch (body.kind) {
    case "reference":
      return body.module === module;
    case "repeat":
      return isUseOf(body.body, module);
    case "choice":
      return isUseAmong(body.of, module);
    case "switch":
      return isUseAmong(body.cases, module);
    default:
      return false;
  }
}

function isUseAmong(options: readonly { node: Body }[], module: string): boolean {
  const named = options.filter(({ node }) => node.kind !== "operator" && node.kind !== "merge");
  return named.length > 0 && named.every(({ node }) => isUseOf(node, module));
}

function movedView(view: View, from: string, to: string): View {
  const moved = <T>(held: Record<string, T>) =>
    Object.fromEntries(
      Object.entries(held).map(([key, value]) => [key === from ? to : key, value]),
    );
  const { positions, sizes } = view;
  return {
    ...view,
    ...(positions ? { positions: moved(positions) } : {}),
    ...(sizes ? { sizes: moved(sizes) } : {}),
  };
}
