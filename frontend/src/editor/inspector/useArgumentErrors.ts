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
  const [head = "", ...inside] = place.split("/");
  const isEdge = head.startsWith("edge:");
  const start = ["modules", module, isEdge ? "edges" : "nodes", isEdge ? head.slice(5) : head];
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) {
    const at = path.indexOf("arguments");
    const name = path[at + 1];
    if (at < 0 || name === undefined) continue;
    const isHere =
      start.every((step, index) => path[index] === step) &&
      inside.every((id) => path.slice(4, at).includes(id)) &&
      path.slice(4, at).filter((step) => !STRUCTURE.has(step)).length === inside.length;
    if (isHere) errors[name] ??= message;
  }
  return errors;
}

/** Field names that stand between ids in the path of an issue. */
const STRUCTURE = new Set(["of", "node", "cases", "body", "carries"]);
