/** The faults of the drawing, for all who tell of them. */

import type { Issue } from "../../api/forms";
import { count } from "../../ui/format";
import { type Fault, faultsOf } from "../canvas/folding";
import { mergeIssues } from "../canvas/problems";
import { issueWords } from "../canvas/titles";
import { useAnalysis, useDesigner, useDocument, useOpened } from "../context";

const isError = ({ severity }: Issue) => severity !== "warning";

/** What keeps the drawing from being a version. What the server said of just this drawing decides. */
export function useObstacles(): Fault[] {
  const { issues } = useAnalysis();
  const document = useDocument();
  const report = useDesigner((state) => state.report);
  if (report && !report.issues.some(isError)) return [];
  return faultsOf(mergeIssues(issues, report?.issues ?? []).filter(isError), document);
}

/** What is in the way in one sentence, for a hint; null where nothing is. */
export function useObstacleWords(): string | null {
  const { catalogue } = useOpened();
  const document = useDocument();
  const [first, ...others] = useObstacles();
  if (!first) return null;
  const more = others.length > 0 ? ` And ${count(others.length, "more problem")}.` : "";
  return `To be mended first: ${issueWords(first.issue, document, catalogue)}${more}`;
}
