/** How long a run was at work, and how long it rested. */
import type { RunSummary } from "../api/forms";

type Timed = Pick<RunSummary, "started_at" | "ended_at" | "paused_at" | "paused_seconds">;

/** Seconds at work and at rest; `now` counts for what goes on. */
export function timesOf(run: Timed, now: number): { work: number; paused: number } {
  if (run.started_at === null) return { work: 0, paused: 0 };
  const end = run.ended_at === null ? now : Date.parse(run.ended_at);
  const resting = run.paused_at === null ? 0 : Math.max(0, end - Date.parse(run.paused_at)) / 1000;
  const paused = run.paused_seconds + resting;
  const whole = (end - Date.parse(run.started_at)) / 1000;
  return { work: Math.max(0, whole - paused), paused };
}
