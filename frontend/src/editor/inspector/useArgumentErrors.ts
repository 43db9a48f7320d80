/** What the check says about the settings of a body, by the setting's name. */

import type { Issue } from "../../api/forms";
import { useAnalysis, useDesigner } from "../context";
import { openModule } from "../store";

export function useArgumentErrors(place: string): Record<string, string> {
  const { issues } = useAnalysis();
  const module = useDesigner(openModule);
  return argumentErrors(issues, module, place);
}

export function argumentErrors(
  issues: readonly Issue[],
  module: string,
  place: string,
): Record<string, string> {
  const isHere = isAtPlace(module, place);
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) {
    const at = path.indexOf("arguments");
    const name = path[at + 1];
    if (at < 0 || name === undefined) continue;
    if (isHere(path.slice(0, at))) errors[name] ??= message;
  }
  return errors;
}

/** What the check says about a field of a body itself, such as how often it is repeated. */
export function useFieldError(place: string, field: string): string | undefined {
  const { issues } = useAnalysis();
  const module = useDesigner(openModule);
  const isHere = isAtPlace(module, place);
  return issues.find(({ path }) => path.at(-1) === field && isHere(path.slice(0, -1)))?.message;
}

/** Whether a path leads to the body at a place. */
function isAtPlace(module: string, place: string): (path: readonly string[]) => boolean {
  const [head = "", ...inside] = place.split("/");
  const isEdge = head.startsWith("edge:");
  const start = ["modules", module, isEdge ? "edges" : "nodes", isEdge ? head.slice(5) : head];
  const bare = (steps: readonly string[]) => steps.filter((step) => !STRUCTURE.has(step)).join("/");
  return (path) =>
    start.every((step, index) => path[index] === step) && bare(path.slice(4)) === bare(inside);
}

/** Field names that stand between ids in the path of an issue. */
const STRUCTURE = new Set(["of", "node", "cases", "body", "carries"]);
