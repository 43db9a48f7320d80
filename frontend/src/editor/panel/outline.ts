/** The space as a flat list of tree rows: modules, and in open ones their nodes and wires. */

import type { Catalogue } from "../../document/catalogue";
import type { SpaceDocument } from "../../document/model";
import { describeBody } from "../canvas/bodies";
import { namesIn, namesOfModules, shortName, wireTitle } from "../canvas/titles";

export interface Row {
  key: string;
  kind: "module" | "node" | "wire";
  module: string;
  id: string;
  /** How the row is called: by its id, which is the same in every language of titles. */
  name: string;
  /** What is written: the title. */
  title: string;
  /** A few more words beside it: the id where two titles are the same, what a wire carries. */
  detail: string;
  level: 1 | 2;
  isExpanded: boolean | null;
}

export function outlineRows(
  document: SpaceDocument,
  catalogue: Catalogue,
  expanded: ReadonlySet<string>,
): Row[] {
  const rootFirst = Object.entries(document.modules).sort(
    ([a], [b]) => Number(b === document.root) - Number(a === document.root),
  );
  const modules = namesOfModules(document);
  return rootFirst.flatMap(([id, module]): Row[] => {
    const isExpanded = expanded.has(id);
    const { title = id, id: mark = "" } = modules.get(id) ?? {};
    const words = { title, detail: mark };
    const head: Row = {
      key: id,
      kind: "module",
      module: id,
      id,
      name: id,
      ...words,
      level: 1,
      isExpanded,
    };
    if (!isExpanded) return [head];
    const names = namesIn(document, catalogue, id);
    const nodes = (module.nodes ?? []).map((node): Row => {
      return row(id, "node", node.id, `Node ${node.id}`, shortName(names, node.id), "");
    });
    const wires = (module.edges ?? []).map((edge): Row => {
      const ends = wireTitle(names, edge, module, document, catalogue);
      const carried = edge.carries ? describeBody(edge.carries, document, catalogue).short : "";
      return row(id, "wire", edge.id, `Wire ${edge.id}`, ends, carried);
    });
    return [head, ...nodes, ...toldApart(wires)];
  });
}

/** Wires between the same two places say their ids. */
function toldApart(wires: Row[]): Row[] {
  const counts = new Map<string, number>();
  for (const { title } of wires) counts.set(title, (counts.get(title) ?? 0) + 1);
  return wires.map((wire) =>
    (counts.get(wire.title) ?? 0) > 1
      ? { ...wire, detail: [wire.id, wire.detail].filter(Boolean).join(" · ") }
      : wire,
  );
}

function row(
  module: string,
  kind: "node" | "wire",
  id: string,
  name: string,
  title: string,
  detail: string,
): Row {
  const key = `${module}/${kind}/${id}`;
  return { key, kind, module, id, name, title, detail, level: 2, isExpanded: null };
}

/** Rows of one module from one to another, both included; none where the first is elsewhere. */
export function between(rows: readonly Row[], from: string | undefined, to: Row): Row[] {
  const inside = rows.filter(({ kind, module }) => kind !== "module" && module === to.module);
  const ends = [from, to.key].map((key) => inside.findIndex((row) => row.key === key));
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  return first < 0 ? [] : inside.slice(first, last + 1);
}

export function selectionOf(rows: readonly Row[]): { nodes: string[]; edges: string[] } {
  const ids = (kind: Row["kind"]) => rows.filter((row) => row.kind === kind).map(({ id }) => id);
  return { nodes: ids("node"), edges: ids("wire") };
}

/** What a key means in the tree, by the rules of the ARIA tree pattern. */
export type Answer =
  | { kind: "activate" }
  | { kind: "toggle"; isWide: boolean }
  | { kind: "focus"; row: Row | undefined };

export function answerKey(key: string, rows: readonly Row[], row: Row): Answer | null {
  const at = rows.findIndex((item) => item.key === row.key);
  switch (key) {
    case "ArrowDown":
      return { kind: "focus", row: rows[at + 1] };
    case "ArrowUp":
      return { kind: "focus", row: rows[at - 1] };
    case "Home":
      return { kind: "focus", row: rows[0] };
    case "End":
      return { kind: "focus", row: rows.at(-1) };
    case "ArrowRight":
      if (row.isExpanded === false) return { kind: "toggle", isWide: true };
      return { kind: "focus", row: rows[at + 1] };
    case "ArrowLeft":
      if (row.isExpanded) return { kind: "toggle", isWide: false };
      return { kind: "focus", row: rows.find((item) => item.key === row.module) };
    case "Enter":
    case " ":
      return { kind: "activate" };
    default:
      return null;
  }
}
