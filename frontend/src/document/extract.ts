/** Make a module of nodes, so that what is drawn once can be used many times. */

import { drawnName } from "./called";
import type { Catalogue } from "./catalogue";
import type { Command } from "./commands";
import {
  type Edge,
  isDomain,
  isExpression,
  type Module,
  type Node,
  type Parameter,
  type Port,
  type ReferenceBody,
  type SpaceDocument,
  splitEndpoint,
} from "./model";
import { freshId, moduleOf } from "./places";
import { fullEndpoint, portNamed, portsAt } from "./ports";
import { Refusal } from "./refusal";
import { asksElsewhere, namesRead } from "./renaming";

export interface Extraction {
  module: string;
  nodes: readonly string[];
  /** Id and title of the module that is made. */
  id: string;
  title: string;
  /** Id of its use. */
  use: string;
}

/** A port of the module that is made, the end outside that it stands for, and the wires that it joins. */
interface Crossing {
  port: Port;
  end: string | null;
  edges: Edge[];
}

/**
 * The command that makes a module of the nodes and puts one use of it in their place.
 *
 * Wires that cross become ports: one for each output that is read. What an entering wire carries
 * goes inside, what a leaving one carries stays. Inputs without a wire become ports too. Throws a
 * `Refusal` where what is left would mean something else.
 */
export function extraction(
  document: SpaceDocument,
  catalogue: Catalogue,
  wish: Extraction,
): Command {
  const held = moduleOf(document, wish.module);
  const chosen = new Set(wish.nodes);
  const nodes = (held.nodes ?? []).filter(({ id }) => chosen.has(id));
  if (nodes.length === 0) throw new Refusal("Select the nodes that the module is to have.");
  const part = new Selection(document, catalogue, held, chosen);
  checkConvex(part, wish.module);
  checkMeaning(part);
  const inputs = part.inputs();
  const outputs = part.outputs();
  if (outputs.length === 0) {
    throw new Refusal("A module gives something, but nothing leaves these nodes.");
  }
  const made = moduleWith(part, nodes, inputs, outputs, wish.title);
  const body = theUse(wish.id, made);
  const taken = [...(held.nodes ?? []), ...(held.edges ?? [])].map(({ id }) => id);
  const at = { module: wish.module };
  const entering = inputs.flatMap(({ port, end }): Command[] => {
    if (end === null) return [];
    const id = freshId(["in", "out", wish.use, ...taken], "w0");
    taken.push(id);
    const wire = { ...at, id, source: end, target: `${wish.use}.${port.id}` };
    return [{ name: "connect", arguments: wire }];
  });
  const leaving = outputs.flatMap(({ port, edges }) =>
    edges.map(({ id, target }): Command => {
      const source = `${wish.use}.${port.id}`;
      return { name: "rewire", arguments: { ...at, edge: id, source, target } };
    }),
  );
  return {
    name: "batch",
    arguments: {
      title: `make a module of ${nodes.length === 1 ? "1 node" : `${nodes.length} nodes`}`,
      commands: [
        { name: "add_module", arguments: { id: wish.id, module: made } },
        { name: "add_node", arguments: { ...at, node: { id: wish.use, ...body } } },
        ...leaving,
        ...entering,
        { name: "remove", arguments: { ...at, nodes: nodes.map(({ id }) => id), edges: [] } },
      ],
    },
  };
}

function moduleWith(
  part: Selection,
  nodes: Node[],
  inputs: Crossing[],
  outputs: Crossing[],
  title: string,
): Module {
  const { held } = part;
  const fromPort = new Map(
    inputs.flatMap(({ port, end, edges }) =>
      end === null ? [] : edges.map(({ id }): [string, string] => [id, `in.${port.id}`]),
    ),
  );
  // In the order of before: a merge that concatenates goes by it.
  const wires = part.edges
    .filter((edge) => part.has(edge.target))
    .map((edge) => ({ ...edge, source: fromPort.get(edge.id) ?? edge.source }));
  const unmet = inputs.filter(({ end }) => end === null).flatMap(({ edges }) => edges);
  const ends = outputs.map(({ end, port }) => ({ source: end ?? "", target: `out.${port.id}` }));
  const taken = [...nodes, ...wires].map(({ id }) => id);
  const added = [...unmet, ...ends].map((wire) => {
    const id = freshId(["in", "out", ...taken], "w0");
    taken.push(id);
    return { id, source: wire.source, target: wire.target };
  });
  return {
    role: "cell",
    title,
    ...parametersFor(held, [nodes, wires]),
    inputs: inputs.map(({ port }) => port),
    outputs: outputs.map(({ port }) => port),
    nodes,
    edges: [...wires, ...added],
    ...(held.on_mismatch ? { on_mismatch: held.on_mismatch } : {}),
  };
}

/** Parameters of the module around that are read in here. Their defaults are what a new use begins with. */
function parametersFor(held: Module, part: unknown): Pick<Module, "parameters"> {
  const names = namesRead(part);
  const read = Object.entries(held.parameters ?? {}).filter(([name]) => names.has(name));
  if (read.length === 0) return {};
  return { parameters: Object.fromEntries(read.map(([name, held]) => [name, plain(held)])) };
}

/** What a default is searched or worked out from stays where its names are known. */
function plain({ default: value, ...parameter }: Parameter): Parameter {
  const isPlain = value !== undefined && !isDomain(value) && !isExpression(value);
  return isPlain ? { ...parameter, default: value } : parameter;
}

function theUse(id: string, { parameters = {} }: Module): ReferenceBody {
  const names = Object.keys(parameters);
  const given = Object.fromEntries(names.map((name) => [name, { expr: name }]));
  return {
    kind: "reference",
    module: id,
    ...(names.length > 0 ? { arguments: given } : {}),
  };
}

/** The chosen nodes of a module, and the wires that cross their border. */
class Selection {
  readonly edges: Edge[];

  constructor(
    readonly document: SpaceDocument,
    readonly catalogue: Catalogue,
    readonly held: Module,
    readonly chosen: ReadonlySet<string>,
  ) {
    this.edges = held.edges ?? [];
  }

  readonly has = (endpoint: string): boolean => this.chosen.has(splitEndpoint(endpoint)[0]);

  /** One port for each output outside that is read in here, and one for each input without a wire. */
  inputs(): Crossing[] {
    const crossing = this.edges.filter((edge) => this.has(edge.target) && !this.has(edge.source));
    const read = this.gathered(crossing, "x", (edge) => this.full(edge.source, "outputs"));
    const met = new Set(this.edges.map((edge) => this.full(edge.target, "inputs")));
    const unmet = [...this.chosen].flatMap((node) =>
      (this.portsOf(node)?.inputs ?? []).flatMap((port) =>
        port.many || met.has(`${node}.${port.id}`) ? [] : [`${node}.${port.id}`],
      ),
    );
    const taken = read.map(({ port }) => port.id);
    const open = unmet.map((target): Crossing => {
      const id = freshId(taken, "x");
      taken.push(id);
      return { port: { id }, end: null, edges: [{ id: "", source: `in.${id}`, target }] };
    });
    return [...read, ...open];
  }

  /** One port for each output in here that is read outside; where none is, for each that nothing reads. */
  outputs(): Crossing[] {
    const leaving = this.edges.filter((edge) => this.has(edge.source) && !this.has(edge.target));
    const given = this.gathered(leaving, "y", (edge) => this.full(edge.source, "outputs"));
    if (given.length > 0) return given;
    const read = new Set(this.edges.map((edge) => this.full(edge.source, "outputs")));
    const taken: string[] = [];
    return [...this.chosen].flatMap((node) =>
      (this.portsOf(node)?.outputs ?? []).flatMap((port): Crossing[] => {
        const end = `${node}.${port.id}`;
        if (read.has(end)) return [];
        const id = freshId(taken, "y");
        taken.push(id);
        return [{ port: { id }, end, edges: [] }];
      }),
    );
  }

  private gathered(edges: Edge[], word: string, endOf: (edge: Edge) => string): Crossing[] {
    const found = new Map<string, Crossing>();
    const taken: string[] = [];
    for (const edge of edges) {
      const end = endOf(edge);
      const known = found.get(end);
      if (known) known.edges.push(edge);
      else {
        const id = freshId(taken, word);
        taken.push(id);
        found.set(end, { port: { id, ...this.manyAt(end) }, end, edges: [edge] });
      }
    }
    return [...found.values()];
  }

  /** A port that is a list hands on a list. */
  private manyAt(end: string): Pick<Port, "many"> {
    const [node, name] = splitEndpoint(end);
    const port = portNamed(this.portsOf(node)?.outputs ?? [], name);
    return port?.many ? { many: true } : {};
  }

  private portsOf(node: string) {
    return portsAt(this.document, this.catalogue, this.held, node);
  }

  private full(end: string, side: "inputs" | "outputs"): string {
    return fullEndpoint(this.document, this.catalogue, this.held, end, side) ?? end;
  }
}

/** A node that stands between chosen ones would be both before and after their use. */
function checkConvex({ document, catalogue, held, chosen, edges }: Selection, module: string) {
  const spread = (from: "source" | "target", to: "source" | "target") => {
    const open = [...chosen];
    const met = new Set<string>();
    for (const node of open) {
      for (const edge of edges) {
        const next = splitEndpoint(edge[to])[0];
        if (splitEndpoint(edge[from])[0] !== node || met.has(next)) continue;
        met.add(next);
        open.push(next);
      }
    }
    return met;
  };
  const after = spread("source", "target");
  const before = spread("target", "source");
  const between = [...after].filter((node) => before.has(node) && !chosen.has(node));
  if (between.length === 0) return;
  const words = between.map((node) => drawnName(document, catalogue, held, node)).join(", ");
  throw new Refusal(
    `Wires run from the selected nodes through ${words} back to them. Select ${between.length === 1 ? "that" : "those"} too.`,
    [],
    between.map((node) => ({ module, node })),
  );
}

/** Nothing that is said of places, or of who else reads an output, may lose its meaning. */
function checkMeaning({ document, edges, has }: Selection): void {
  if (asksElsewhere(document)) throw new Refusal(ASKED);
  const isLoose = ({ source, target, when }: Edge) =>
    (has(source) || has(target)) && namesRead([when]).has("unused");
  if (!edges.some(isLoose)) return;
  throw new Refusal(
    "A wire here is there only where an output is unused: who uses it would no longer be seen from inside a module.",
  );
}

/** Why nothing moves where questions are asked. */
export const ASKED =
  "Conditions in this space ask what is chosen at named places, as present('w1') does: nothing can move to another module.";
