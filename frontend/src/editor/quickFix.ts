/** The quick fix of what was just refused, or of the problem at what is selected. */

import type { Issue } from "../api/forms";
import type { Catalogue } from "../document/catalogue";
import type { Command } from "../document/commands";
import { mergeIssues, placeOf } from "./canvas/problems";
import { issueWords } from "./canvas/titles";
import { analysisOf } from "./context";
import { type DesignerState, type DesignerStore, openModule } from "./store";

/** Problems found here, with those that the server found. */
export function problemsOf(state: Pick<DesignerState, "history" | "report">, catalogue: Catalogue) {
  const { issues } = analysisOf(state.history.document, catalogue);
  return mergeIssues(issues, state.report?.issues ?? []);
}

/** Do the first thing that helps; where nothing is known to help, say so. */
export function quickFix(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const [offered] = state.notice?.fixes ?? [];
  if (offered) {
    if (state.run(offered)) store.getState().refuse(null);
    return;
  }
  const issues = problemsOf(state, catalogue);
  const here = issues.filter((issue) => isSelected(state, issue));
  const fixable = here.find(({ fix }) => fix !== null);
  if (fixable?.fix) {
    const { command, arguments: given } = fixable.fix;
    state.run({ name: command, arguments: given } as Command);
    return;
  }
  state.refuse({ message: whyNot(state, catalogue, issues, here[0]), fixes: [] });
}

function isSelected(state: DesignerState, { path }: Issue): boolean {
  const { module, node, edge } = placeOf(path);
  const { nodes, edges } = state.selection;
  if (module !== openModule(state)) return false;
  if (nodes.length + edges.length === 0) return node === undefined && edge === undefined;
  return nodes.includes(node ?? "") || edges.includes(edge ?? "");
}

function whyNot(
  { history }: DesignerState,
  catalogue: Catalogue,
  issues: readonly Issue[],
  here: Issue | undefined,
): string {
  if (here) {
    const words = issueWords(here, history.document, catalogue);
    return `There is no quick fix for this: it is to be mended by hand. ${words}`;
  }
  return issues.length > 0
    ? "There is no problem at what is selected. F8 goes to the next one."
    : "There is no problem to fix.";
}
