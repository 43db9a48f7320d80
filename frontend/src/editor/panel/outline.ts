/** The space as a flat list of tree rows: modules, and in open ones their nodes and wires. */

import type { Catalogue } from "../../document/catalogue";
import type { SpaceDocument } from "../../document/model";
import { describeBody } from "../canvas/bodies";

export interface Row {
  key: string;
  kind: "module" | "node" | "wire";
  module: string;
  id: string;
  /** What people and tests call the row. */
  name: string;
  /** A few more words beside it. */
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
  return rootFirst.flatMap(([id, module]): Row[] => {
    const isExpanded = expanded.has(id);
    const head: Row = {
      key: id,
      kind: "module",
      module: id,
      id,
      name: id,
      detail: module.title ?? "",
      level: 1,
      isExpanded,
    };
    if (!isExpanded) return [head];
    const nodes = (module.nodes ?? []).map((node): Row => {
      const look = describeBody(node, document, catalogue);
      const name = `Node ${node.id}`;
      return { ...row(id, "node", node.id, name), detail: node.title || look.title || look.short };
    });
    const wires = (module.edges ?? []).map((edge): Row => {
      const detail = `${edge.source} → ${edge.target}`;
      return { ...row(id, "wire", edge.id, `Wire ${edge.id}`), detail };
    });
    return [head, ...nodes, ...wires];
  });
}

function row(module: string, kind: "node" | "wire", id: string, name: string): Row {
  const key = `${module}/${kind}/${id}`;
  return { key, kind, module, id, name, detail: "", level: 2, isExpanded: null };
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
