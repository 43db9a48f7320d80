/** The state of a run: an icon, a word and a colour, never colour alone. */
import type { ReactNode } from "react";
import type { RunStateName } from "../api/forms";
import { Icon, type IconName } from "./Icon";
import classes from "./RunState.module.css";

interface Look {
  word: string;
  icon: IconName;
  tone: string;
}

export const RUN_LOOKS: Record<RunStateName, Look> = {
  draft: { word: "Draft", icon: "pen", tone: "quiet" },
  queued: { word: "Queued", icon: "clock", tone: "info" },
  running: { word: "Running", icon: "play", tone: "accent" },
  pausing: { word: "Pausing", icon: "pause", tone: "warn" },
  paused: { word: "Paused", icon: "pause", tone: "warn" },
  stopping: { word: "Stopping", icon: "stop", tone: "warn" },
  stopped: { word: "Stopped", icon: "stop", tone: "quiet" },
  finished: { word: "Finished", icon: "done", tone: "ok" },
  failed: { word: "Failed", icon: "cross", tone: "error" },
};

export const LIVE_STATES: ReadonlySet<RunStateName> = new Set([
  "queued",
  "running",
  "pausing",
  "paused",
  "stopping",
]);

export function RunState({ state, testId }: { state: RunStateName; testId?: string }): ReactNode {
  const look = RUN_LOOKS[state];
  return (
    <span className={classes.chip} data-tone={look.tone} data-state={state}>
      <Icon name={look.icon} size={14} />
      <span data-testid={testId}>{look.word}</span>
    </span>
  );
}
