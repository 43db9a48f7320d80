/** An event as a line of the log. */
import type { Envelope } from "../api/forms";
import { formatScore, titleOf } from "../ui/format";
import { failureWords } from "./failureWords";

export interface LogLine {
  tone: "quiet" | "ok" | "warn" | "error";
  text: string;
}

const ENDS = {
  budget: "the budget is used up",
  exhausted: "every architecture of the space was tried",
  too_many_failures: "too many candidates failed",
  stopped: "it was stopped",
} as const;

const TONES = { info: "quiet", warning: "warn", error: "error" } as const;

/** What is searched for; the other measurements stand on the candidate's page. */
function scores(of: Record<string, number>, metrics: string[]): string {
  return Object.entries(of)
    .filter(([metric]) => metrics.includes(metric))
    .map(([metric, value]) => `${titleOf(metric).toLowerCase()} ${formatScore(value)}`)
    .join(", ");
}

/** What the page says when another worker conducts the run from then on. */
export function resumed(open: number): string {
  const kept = "Everything found before is kept";
  if (open === 0) return `The search goes on after a restart. ${kept}.`;
  const what =
    open === 1
      ? "the candidate under way goes on or begins"
      : `${open} candidates under way go on or begin`;
  return `The search goes on after a restart. ${kept}; ${what} anew.`;
}

export function logLine({ body }: Envelope, metrics: string[]): LogLine {
  switch (body.kind) {
    case "candidate_evaluated":
      return { tone: "quiet", text: `#${body.index} scored: ${scores(body.scores, metrics)}` };
    case "candidate_failed":
      if (body.reason === "cancelled")
        return { tone: "quiet", text: `#${body.index} was cut short: the run was stopped` };
      return {
        tone: "error",
        text: `#${body.index} failed (${failureWords(body.reason).toLowerCase()}): ${body.message}`,
      };
    case "run_resumed":
      return { tone: "warn", text: resumed(body.n_open) };
    case "search_finished":
      return {
        tone: body.reason === "too_many_failures" ? "error" : "ok",
        text: `The search ended: ${ENDS[body.reason]}. ${body.message}`.trim(),
      };
    case "winner_tested":
      return {
        tone: "ok",
        text: `#${body.index} met the test set: ${scores(body.scores, metrics)}`,
      };
    case "candidate_exported":
      return body.archive === "failed"
        ? {
            tone: "error",
            text: `The archive of #${body.index} could not be made: ${body.message}`,
          }
        : { tone: "quiet", text: `The archive of #${body.index} is ${body.archive}.` };
    case "logged":
      return { tone: TONES[body.level], text: body.text };
    default:
      return { tone: "quiet", text: titleOf(body.kind) };
  }
}
