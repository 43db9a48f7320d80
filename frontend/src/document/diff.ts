/** What one drawing has that another has not, in words. */

import { begun, drawnName } from "./called";
import type { Catalogue } from "./catalogue";
import { type Edge, type Module, type Node, type SpaceDocument, splitEndpoint } from "./model";

export interface Change {
  kind: "added" | "removed" | "changed";
  /** "Convolution", "the wire from Convolution to Sum", "variable width". */
  words: string;
  /** The title of the module that it stands in; null for what belongs to the whole space. */
  module: string | null;
}

/** Changes from the first to the second. Where things stand in the drawing is none. */
export function diff(before: SpaceDocument, after: SpaceDocument, catalogue: Catalogue): Change[] {
  const shared = Object.keys(after.modules).filter((id) => Object.hasOwn(before.modules, id));
  return [
    ...named(before.name, after.name, "the name of the space"),
    ...named(before.description ?? "", after.description ?? "", "the description"),
    ...named(before.problem, after.problem, "what is learned, or the data stand-ins"),
    ...named(before.root, after.root, "which module is the network"),
    ...parts(before.variables, after.variables, (name) => `variable ${name}`, null),
    ...parts(titles(before), titles(after), (id, title) => `module ${title || id}`, null, true),
    ...named(before.constraints ?? [], after.constraints ?? [], "the constraints"),
    ...named(before.training ?? {}, after.training ?? {}, "the training"),
    ...shared.flatMap((id) => [...inModule(before, after, catalogue, id)]),
  ];
}

function* inModule(
  before: SpaceDocument,
  after: SpaceDocument,
  catalogue: Catalogue,
  id: string,
): Generator<Change> {
  const [old, held] = [before.modules[id] as Module, after.modules[id] as Module];
  const title = held.title || id;
  const here = (changes: Change[]) => changes.map((change) => ({ ...change, module: title }));
  const sides: [SpaceDocument, Module][] = [
    [before, old],
    [after, held],
  ];
  const nodeWords = (node: string, isAfter: boolean) => {
    const [document, module] = sides[isAfter ? 1 : 0] as [SpaceDocument, Module];
    return drawnName(document, catalogue, module, node);
  };
  const wireWords = (wire: Edge, isAfter: boolean) => {
    const end = (endpoint: string) => {
      const [node, port] = splitEndpoint(endpoint);
      return node === "in" || node === "out"
        ? (port ?? `the ${node}put`)
        : nodeWords(node, isAfter);
    };
    return `the wire from ${end(wire.source)} to ${end(wire.target)}`;
  };
  yield* here(named(old.title ?? "", held.title ?? "", "its title"));
  yield* here(named(old.role, held.role, "what it is drawn as"));
  yield* here(
    named(
      old.on_mismatch ?? "error",
      held.on_mismatch ?? "error",
      "what it does where shapes differ",
    ),
  );
  yield* here(parts(old.parameters, held.parameters, (name) => `parameter ${name}`, title));
  for (const side of ["inputs", "outputs"] as const) {
    const word = side === "inputs" ? "input" : "output";
    yield* here(parts(byId(old[side]), byId(held[side]), (port) => `${word} ${port}`, title));
  }
  yield* parts(
    byId<Node>(old.nodes),
    byId<Node>(held.nodes),
    (node, _, isAfter) => nodeWords(node, isAfter),
    title,
  );
  yield* parts(
    byId<Edge>(old.edges),
    byId<Edge>(held.edges),
    (_, wire, isAfter) => wireWords(wire, isAfter),
    title,
  );
}

function titles({ modules }: SpaceDocument): Record<string, string> {
  return Object.fromEntries(Object.entries(modules).map(([id, { title }]) => [id, title ?? ""]));
}

function byId<T extends { id: string }>(items: T[] | undefined): Record<string, T> {
  return Object.fromEntries((items ?? []).map((item) => [item.id, item]));
}

function named(before: unknown, after: unknown, words: string): Change[] {
  return isSame(before, after) ? [] : [{ kind: "changed", words: begun(words), module: null }];
}

function parts<T>(
  before: Record<string, T> | undefined,
  after: Record<string, T> | undefined,
  wordsOf: (id: string, part: T, isAfter: boolean) => string,
  module: string | null,
  isTold = false,
): Change[] {
  const [old, held] = [before ?? {}, after ?? {}];
  const change = (kind: Change["kind"], id: string, part: T, isAfter: boolean): Change => ({
    kind,
    words: begun(wordsOf(id, part, isAfter)),
    module,
  });
  const gone = Object.entries(old).filter(([id]) => !Object.hasOwn(held, id));
  return [
    ...gone.map(([id, part]) => change("removed", id, part, false)),
    ...Object.entries(held).flatMap(([id, part]): Change[] => {
      if (!Object.hasOwn(old, id)) return [change("added", id, part, true)];
      // What is told elsewhere is told once.
      return isTold || isSame(old[id], part) ? [] : [change("changed", id, part, true)];
    }),
  ];
}

/** Whether two parts say the same, whatever the order of their fields. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(ordered);
  if (typeof part !== "object" || part === null) return part;
  return Object.entries(part)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, ordered(value)]);
}
