/** Which problems belong to a place, and which place a problem belongs to. */

import type { Issue } from "../../api/forms";

export interface ProblemPlace {
  module: string | null;
  node?: string;
  edge?: string;
}

/** Errors and warnings at a path or inside it. */
export function problemCounts(
  { issues }: { issues: readonly Issue[] },
  path: readonly string[],
): { errors: number; warnings: number } {
  const inside = issues.filter((issue) => path.every((step, index) => issue.path[index] === step));
  const errors = inside.filter((issue) => issue.severity !== "warning").length;
  return { errors, warnings: inside.length - errors };
}

/** Read `modules / cell / nodes / n1 / …` as a place that the canvas can show. */
export function placeOf(path: readonly string[]): ProblemPlace {
  if (path[0] !== "modules" || path[1] === undefined) return { module: null };
  const [, module, list, id] = path;
  if (list === "nodes" && id) return { module, node: id };
  if (list === "edges" && id) return { module, edge: id };
  if (list === "inputs" && id) return { module, node: `in.${id}` };
  if (list === "outputs" && id) return { module, node: `out.${id}` };
  return { module };
}

/** A path without the field names that stand between ids: server and browser write them unlike. */
function placeText(path: readonly string[]): string {
  return path.filter((step) => !BETWEEN.has(step)).join("/");
}

const BETWEEN = new Set(["of", "node", "cases", "carries"]);

/**
 * Problems found here and by the server, each once; errors first.
 *
 * Both find most problems, in words of their own: the first of a place and code here is the first
 * of that place and code there. Two of one place, such as two inputs without a wire, stay two.
 */
export function mergeIssues(here: readonly Issue[], server: readonly Issue[]): Issue[] {
  const theirs = grouped(server);
  const ours = grouped(here);
  const merged = [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key) => {
    const [own, other] = [ours.get(key) ?? [], theirs.get(key) ?? []];
    // Our words stay; a fix that only the server knows is taken over.
    const met = own.map((issue, at) => ({ ...issue, fix: issue.fix ?? other[at]?.fix ?? null }));
    return [...met, ...other.slice(own.length)];
  });
  return merged.sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ severity }: Issue): number {
  return severity === "warning" ? 1 : 0;
}

/** Issues by place and code; the same words are one issue. */
function grouped(issues: readonly Issue[]): Map<string, Issue[]> {
  const groups = new Map<string, Issue[]>();
  for (const issue of issues) {
    const key = `${issue.code} ${placeText(issue.path)}`;
    const group = groups.get(key) ?? [];
    const isNew = group.every(({ message }) => message !== issue.message);
    if (isNew) groups.set(key, [...group, issue]);
  }
  return groups;
}

export interface InsidePlace {
  /** Ids inside the node or wire: of alternatives, cases, or the repeated body. */
  inside: string[];
  /** The setting that is meant, if one is. */
  argument: string | null;
}

/** What inside a node or wire a path points to. */
export function insideOf(path: readonly string[]): InsidePlace {
  const rest = path.slice(4);
  const at = rest.indexOf("arguments");
  const last = rest.at(-1) ?? "";
  if (at < 0 && FIELDS.has(last)) {
    return { ...insideOf(path.slice(0, -1)), argument: last };
  }
  const steps = (at < 0 ? rest : rest.slice(0, at)).filter((step) => !BETWEEN.has(step));
  return { inside: steps, argument: at < 0 ? null : (rest[at + 1] ?? null) };
}

/** Fields of a wire or a body that are settings too, and may hold a formula. */
const FIELDS = new Set(["when", "times", "on", "mode"]);
