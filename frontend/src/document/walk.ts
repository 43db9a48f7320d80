/** Follows every use of every module from the network down, collecting shapes, costs and faults. */

import { equal } from "./arithmetic";
import { type Catalogue, type Issue, operatorNamed } from "./catalogue";
import { ExpressionError } from "./expressions";
import {
  type Arguments,
  type Body,
  type Case,
  type Edge,
  isExpression,
  type Module,
  type Node,
  type ReferenceBody,
  type RepeatBody,
  type SpaceDocument,
  type SwitchBody,
  type Value,
} from "./model";
import { type Cost, inferOperator } from "./operatorRules";
import { fullEndpoint, portsOf } from "./ports";
import {
  isPossible,
  type Names,
  type Options,
  possible,
  requireNames,
  type ShapeSet,
  unionOf,
} from "./sets";
import { inOrder } from "./structure";

type Inputs = readonly (readonly ShapeSet[])[];
type Outputs = Record<string, ShapeSet>;

/** Where a body stands: its module and the ids of the path that issues point to. */
interface Place {
  module: string;
  path: string[];
  /** Node id, or the edge that carries it. */
  key: string;
}

const DEEPEST = 12;
const MOST_COPIES = 64;
/** Nodes of a network, copies included, where the document sets no limit. */
const MOST_NODES = 5000;
/** Names that only the condition of a wire may use. */
const OF_WIRES = ["item", "unused", "otherwise"];

export class Walk {
  readonly costs = new Map<string, Cost>();
  readonly used = new Set<string>();
  readonly scopes = new Map<string, Names[]>();
  private readonly found = new Map<string, ShapeSet[]>();
  private readonly said = new Set<string>();
  private readonly known = new Map<string, Outputs>();

  constructor(
    private readonly document: SpaceDocument,
    private readonly catalogue: Catalogue,
    private readonly issues: Issue[],
  ) {}

  network(symbols: Names, given: ShapeSet[]): void {
    const root = this.document.modules[this.document.root];
    if (!root) return;
    const variables = Object.entries(this.document.variables ?? {});
    const names: Record<string, Options> = { ...symbols };
    for (const [name, domain] of variables) names[name] = possible(domain, {});
    const inputs = (root.inputs ?? []).map((_, at) => [given[at] ?? null]);
    this.use(this.document.root, {}, inputs, names, 0, ["modules", this.document.root]);
  }

  at(module: string, endpoint: string): ShapeSet {
    const sets = this.found.get(`${module}/${endpoint}`);
    return sets ? unionOf(sets) : null;
  }

  /** One use of a module; equal uses are followed once. */
  private use(
    id: string,
    given: Record<string, Options>,
    inputs: Inputs,
    outer: Names,
    depth: number,
    path: string[],
  ): Outputs {
    const module = this.document.modules[id];
    const isKnown = JSON.stringify([id, given, inputs]);
    const before = this.known.get(isKnown);
    if (!module || depth > DEEPEST) return {};
    if (before) return before;
    this.used.add(id);
    this.known.set(isKnown, {});
    const names = this.scope(module, given, outer, path);
    this.scopes.set(id, [...(this.scopes.get(id) ?? []), names]);
    const outputs = this.inside(id, module, inputs, names, depth);
    this.known.set(isKnown, outputs);
    return outputs;
  }

  private scope(
    module: Module,
    given: Record<string, Options>,
    outer: Names,
    path: string[],
  ): Names {
    const names: Record<string, Options> = { ...this.globals(outer) };
    for (const [name, parameter] of Object.entries(module.parameters ?? {})) {
      names[name] = Object.hasOwn(given, name)
        ? (given[name] ?? null)
        : this.options(parameter.default, names, [...path, "parameters", name]);
    }
    return names;
  }

  /** Names are lexical: only variables and symbols reach into a module, and what it is given. */
  private globals(names: Names): Names {
    const symbols = Object.keys(this.document.problem.symbols ?? {});
    const shared = [...symbols, ...Object.keys(this.document.variables ?? {})];
    return Object.fromEntries(shared.map((name) => [name, names[name] ?? null]));
  }

  private inside(id: string, module: Module, inputs: Inputs, names: Names, depth: number): Outputs {
    const here = new Map<string, ShapeSet>();
    (module.inputs ?? []).forEach((port, at) => {
      const set = unionOf(inputs[at] ?? []);
      this.note(id, here, `in.${port.id}`, port.many ? null : set);
    });
    for (const node of inOrder(module)) {
      const ports = portsOf(this.document, this.catalogue, node);
      if (!ports) continue;
      const entering = ports.inputs.map((port) =>
        this.entering(id, module, `${node.id}.${port.id}`, here, names, depth),
      );
      const place = { module: id, path: ["modules", id, "nodes", node.id], key: node.id };
      const outputs = this.body(node, place, entering, names, depth, mismatchOf(module, node));
      for (const port of ports.outputs) {
        this.note(id, here, `${node.id}.${port.id}`, outputs[port.id] ?? null);
      }
    }
    for (const edge of module.edges ?? []) {
      const path = ["modules", id, "edges", edge.id];
      this.condition(edge.when, [...Object.keys(names), ...OF_WIRES], path);
    }
    const leaving = (module.outputs ?? []).map((port): [string, ShapeSet] => {
      const wires = this.entering(id, module, `out.${port.id}`, here, names, depth);
      return [port.id, wires.length === 1 ? (wires[0] ?? null) : null];
    });
    return Object.fromEntries(leaving);
  }

  private note(module: string, here: Map<string, ShapeSet>, endpoint: string, set: ShapeSet): void {
    here.set(endpoint, set);
    this.remember(module, endpoint, set);
  }

  /** A use in which nothing is known is remembered too: what the others show would not be all. */
  private remember(module: string, endpoint: string, set: ShapeSet): void {
    const key = `${module}/${endpoint}`;
    this.found.set(key, [...(this.found.get(key) ?? []), set]);
  }

  /** Shapes on the wires that enter a port, after what they carry. */
  private entering(
    id: string,
    module: Module,
    target: string,
    here: Map<string, ShapeSet>,
    names: Names,
    depth: number,
  ): ShapeSet[] {
    const end = (endpoint: string, side: "inputs" | "outputs") =>
      fullEndpoint(this.document, this.catalogue, module, endpoint, side);
    const sets = (module.edges ?? [])
      .filter((edge) => edge.when !== false && end(edge.target, "inputs") === target)
      .map((edge) => {
        const source = here.get(end(edge.source, "outputs") ?? "") ?? null;
        return this.carried(id, edge, source, names, depth);
      });
    for (const set of sets) this.remember(id, `>${target}`, set);
    return sets;
  }

  private carried(id: string, edge: Edge, source: ShapeSet, names: Names, depth: number): ShapeSet {
    if (!edge.carries) return source;
    const place = { module: id, path: ["modules", id, "edges", edge.id], key: `edge:${edge.id}` };
    const outputs = this.body(edge.carries, place, [[source]], names, depth, false);
    return Object.values(outputs)[0] ?? null;
  }

  private body(
    body: Body,
    place: Place,
    inputs: Inputs,
    names: Names,
    depth: number,
    bends: boolean,
  ): Outputs {
    switch (body.kind) {
      case "operator":
        return this.operator(body.operator, body.arguments ?? {}, place, inputs, names);
      case "merge":
        return this.merge(body.mode, place, inputs, names, bends);
      case "reference":
        return this.reference(body, place, inputs, names, depth);
      case "repeat":
        return this.repeat(body, place, inputs, names, depth);
      case "choice": {
        const enabled = body.of.filter((option) => option.enabled !== false);
        for (const { id, when } of body.of)
          this.condition(when, Object.keys(names), [...place.path, id]);
        return this.oneOf(enabled, body, place, inputs, names, depth);
      }
      case "switch":
        return this.oneOf(this.casesOf(body, place, names), body, place, inputs, names, depth);
    }
  }

  /** The union over options; their outputs correspond by name, or by position where names differ. */
  private oneOf(
    options: readonly { id: string; node: Body }[],
    body: Body,
    place: Place,
    inputs: Inputs,
    names: Names,
    depth: number,
  ): Outputs {
    const ids = portsOf(this.document, this.catalogue, body)?.outputs.map((port) => port.id) ?? [];
    const all = options.map((option) => {
      const inner = { ...place, path: [...place.path, option.id] };
      const met = this.body(option.node, inner, inputs, names, depth, false);
      return ids.map((id, at) => met[id] ?? Object.values(met)[at] ?? null);
    });
    return Object.fromEntries(
      ids.map((id, at) => [id, unionOf(all.map((sets) => sets[at] ?? null))]),
    );
  }

  /** Cases that some value of `on` may take; all of them while it is not known. */
  private casesOf(body: SwitchBody, place: Place, names: Names): Case[] {
    const values = this.options(body.on, names, [...place.path, "on"]);
    if (!values) return body.cases;
    const taken = values.map(
      (value) =>
        body.cases.find((held) => held.values?.some((one) => equal(one, value))) ??
        body.cases.find((held) => !held.values),
    );
    return body.cases.filter((held) => taken.includes(held));
  }

  private operator(
    name: string,
    given: Arguments,
    place: Place,
    inputs: Inputs,
    names: Names,
  ): Outputs {
    const operator = operatorNamed(this.catalogue, name);
    if (!operator) return {};
    try {
      const outcome = inferOperator(operator, given, names, inputs);
      if (outcome.cost) this.addCost(place, outcome.cost);
      if (outcome.refusal) {
        const { code, message, isCertain } = outcome.refusal;
        this.say(place.path, code, message, isCertain ? "error" : "warning");
      }
      return outcome.outputs;
    } catch (error) {
      const faulty = Object.keys(given).find((key) => !isPossible(given[key], names));
      this.complain(error, faulty ? [...place.path, "arguments", faulty] : place.path);
      return {};
    }
  }

  private addCost(place: Place, cost: Cost): void {
    const key = `${place.module}/${place.key}`;
    const before = this.costs.get(key) ?? cost;
    const widen = (a: [number, number], b: [number, number]): [number, number] => [
      Math.min(a[0], b[0]),
      Math.max(a[1], b[1]),
    ];
    this.costs.set(key, {
      parameters: widen(before.parameters, cost.parameters),
      macs: widen(before.macs, cost.macs),
    });
  }

  private merge(
    mode: Value | undefined,
    place: Place,
    inputs: Inputs,
    names: Names,
    bends: boolean,
  ): Outputs {
    const [wires = []] = inputs;
    if (wires.length === 0) return { y: null };
    const modes = this.options(mode ?? "sum", names, [...place.path, "mode"]) ?? [];
    const sets = modes.map((name) => {
      if (bends && name !== "concat") return wires[0] ?? null;
      return Object.values(this.operator(String(name), {}, place, inputs, names))[0] ?? null;
    });
    return { y: unionOf(sets) };
  }

  private reference(
    body: ReferenceBody,
    place: Place,
    inputs: Inputs,
    names: Names,
    depth: number,
  ): Outputs {
    const module = this.document.modules[body.module];
    if (!module) return {};
    const entries = Object.entries(body.arguments ?? {});
    const given = Object.fromEntries(
      entries.map(([name, value]) => [
        name,
        this.options(value, names, [...place.path, "arguments", name]),
      ]),
    );
    return this.use(body.module, given, inputs, names, depth + 1, ["modules", body.module]);
  }

  /** Copies in a row: an output named like an input feeds it in the next copy. */
  private repeat(
    body: RepeatBody,
    place: Place,
    inputs: Inputs,
    names: Names,
    depth: number,
  ): Outputs {
    const ports = portsOf(this.document, this.catalogue, body.body);
    const times = this.options(body.times, names, [...place.path, "times"])?.map(Number);
    if (!ports || !times || times.length === 0) return {};
    const most = this.document.limits?.max_nodes ?? MOST_NODES;
    const wrong = times.find((count) => !Number.isInteger(count) || count < 0 || count > most);
    if (wrong !== undefined) {
      const message = `A repeat makes a whole number of copies from 0 to ${most}, but got ${wrong}.`;
      this.say([...place.path, "times"], "invalid_times", message, "error");
      return {};
    }
    const ends: Outputs[] = [];
    let entering: Inputs = inputs;
    for (let copy = 0; copy < Math.min(Math.max(...times), MOST_COPIES); copy += 1) {
      const scope = { ...names, [body.index ?? "i"]: [copy] };
      const outputs = this.body(body.body, place, entering, scope, depth, false);
      if (times.includes(copy + 1)) ends.push(outputs);
      const isLone = ports.inputs.length === 1 && ports.outputs.length === 1;
      const next = entering;
      entering = ports.inputs.map((port, at) => {
        const fed = isLone ? Object.values(outputs)[0] : outputs[port.id];
        const isFed = isLone || ports.outputs.some((output) => output.id === port.id);
        return isFed && !port.many ? [fed ?? null] : (next[at] ?? []);
      });
    }
    const lastOf = (id: string) => unionOf(ends.map((end) => end[id] ?? null));
    return Object.fromEntries(ports.outputs.map(({ id }) => [id, lastOf(id)]));
  }

  private options(value: Value | undefined, names: Names, path: string[]): Options {
    if (value === undefined) return null;
    try {
      return possible(value, names);
    } catch (error) {
      this.complain(error, path);
      return null;
    }
  }

  /** What is there is decided later; the names of its condition must mean something now. */
  private condition(when: Value | undefined, known: readonly string[], path: string[]): void {
    if (!isExpression(when)) return;
    try {
      requireNames(when.expr, known);
    } catch (error) {
      this.complain(error, [...path, "when"]);
    }
  }

  private complain(error: unknown, path: string[]): void {
    if (!(error instanceof ExpressionError)) throw error;
    this.say(path, error.code, error.message, "error");
  }

  private say(path: string[], code: string, message: string, severity: "error" | "warning"): void {
    const key = `${path.join("/")} ${code}`;
    if (this.said.has(key)) return;
    this.said.add(key);
    this.issues.push({ path, code, message, severity, fix: null });
  }
}

function mismatchOf(module: Module, node: Node): boolean {
  return node.kind === "merge" && (module.on_mismatch ?? "error") !== "error";
}
