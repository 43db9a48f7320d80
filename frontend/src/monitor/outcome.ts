/** What a run has come to, read from the last lines of its log. */
import type { Snapshot } from "../api/forms";

export interface Outcome {
  /** Scores of the best candidate on data that the search never saw; null until they are known. */
  testScores: Record<string, number> | null;
  /** How far the archive of the best candidate is: it is tested when that is made. */
  archive: "none" | "queued" | "ready" | "failed";
}

export function outcomeOf({ run, log }: Snapshot): Outcome {
  let testScores: Outcome["testScores"] = null;
  let archive: Outcome["archive"] = "none";
  for (const { body } of log) {
    if (!("index" in body) || body.index !== run.best?.index) continue;
    if (body.kind === "winner_tested") testScores = body.scores;
    if (body.kind === "candidate_exported") archive = body.archive;
  }
  return { testScores, archive };
}
