/** What a run has come to, read from the last lines of its log. */
import type { Snapshot } from "../api/forms";

export interface Outcome {
  /** Scores of the best candidate on data that the search never saw; null until they are known. */
  testScores: Record<string, number> | null;
  /** Whether the best candidate can be downloaded at once. */
  isArchived: boolean;
}

export function outcomeOf({ run, log }: Snapshot): Outcome {
  let testScores: Outcome["testScores"] = null;
  let isArchived = false;
  for (const { body } of log) {
    if (!("index" in body) || body.index !== run.best?.index) continue;
    if (body.kind === "winner_tested") testScores = body.scores;
    if (body.kind === "candidate_exported") isArchived = body.archive === "ready";
  }
  return { testScores, isArchived };
}
