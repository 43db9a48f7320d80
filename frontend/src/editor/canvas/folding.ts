/** One fault, one row: what only follows from a fault is folded under it. */

import type { Issue } from "../../api/forms";
import { behindOf } from "../../document/behind";
import type { SpaceDocument } from "../../document/model";
import { placeOf } from "./problems";

/** A problem with those that go away when it is mended. */
export interface Fault {
  issue: Issue;
  follows: Issue[];
}

/**
 * A node that nothing reads follows from the node behind it that nothing reads either, and the last
 * of them from a missing wire of its module: drawing that wire is what mends them all.
 */
export function faultsOf(issues: readonly Issue[], document: SpaceDocument): Fault[] {
  const causes = new Map(issues.map((issue) => [issue, causeOf(issue, issues, document)]));
  const rootOf = (issue: Issue, seen: readonly Issue[] = []): Issue => {
    const cause = causes.get(issue);
    return cause && !seen.includes(cause) ? rootOf(cause, [...seen, issue]) : issue;
  };
  return issues
    .filter((issue) => rootOf(issue) === issue)
    .map((issue) => ({
      issue,
      follows: issues.filter((other) => other !== issue && rootOf(other) === issue),
    }));
}

function causeOf(
  issue: Issue,
  issues: readonly Issue[],
  document: SpaceDocument,
): Issue | undefined {
  if (issue.code !== "unreachable") return undefined;
  const { module: id, node } = placeOf(issue.path);
  const module = id === null ? undefined : document.modules[id];
  if (!module || !node) return undefined;
  const beside = issues.filter((other) => placeOf(other.path).module === id);
  const missing = beside.filter(({ code }) => code === "missing_wire");
  const own = missing.find(({ path }) => placeOf(path).node === node);
  if (own) return own;
  const behind = behindOf(module, node);
  const last = beside.find((other) => {
    const at = placeOf(other.path).node ?? "";
    return other.code === "unreachable" && behind.has(at) && behindOf(module, at).size === 0;
  });
  return last ?? missing.find(({ path }) => path[2] === "outputs") ?? missing[0];
}
