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

export function samePlace(a: Issue, b: Issue): boolean {
  return a.path.join("/") === b.path.join("/");
}

/** Problems found here and by the server, each once; errors first. */
export function mergeIssues(here: readonly Issue[], server: readonly Issue[]): Issue[] {
  const known = new Set(here.map((issue) => `${issue.code} ${issue.path.join("/")}`));
  const added = server.filter((issue) => !known.has(`${issue.code} ${issue.path.join("/")}`));
  const rank = (issue: Issue) => (issue.severity === "warning" ? 1 : 0);
  return [...here, ...added].sort((a, b) => rank(a) - rank(b));
}
