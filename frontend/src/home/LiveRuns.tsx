import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { RunSummary } from "../api/forms";
import { estimateFromPace, formatRange } from "../monitor/eta";
import { timesOf } from "../monitor/times";
import { waitingShort, waitingWords } from "../monitor/waiting";
import { useNow } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { formatAge, formatScore } from "../ui/format";
import { Progress } from "../ui/Progress";
import { RunState } from "../ui/RunState";
import classes from "./HomePage.module.css";

function remainingOf(run: RunSummary, now: number): string {
  if (run.ended_at !== null) return `ended ${formatAge(run.ended_at, now)}`;
  if (run.is_stalled) return "stalled: no worker";
  if (run.waiting !== null) return waitingShort(run.waiting);
  if (run.state !== "running" || run.started_at === null) return "";
  const done = run.n_finished + run.n_failed;
  const range = estimateFromPace(timesOf(run, now).work, done, run.budget_candidates - done);
  return range === null ? formatRange(range) : `${formatRange(range)} left`;
}

export function LiveRuns({ runs }: { runs: RunSummary[] }): ReactNode {
  const now = useNow(2_000);
  if (runs.length === 0)
    return (
      <Empty title="Nothing is running">
        A run shows its learning curves here and on its own page while it trains.
      </Empty>
    );
  return (
    <ul className={classes.list}>
      {runs.map((run) => (
        <li key={run.id}>
          <Link to="/runs/$id" params={{ id: run.id }} className={classes.row}>
            <span className={classes.line}>
              <span className={classes.name}>{run.name}</span>
              <RunState state={run.state} />
            </span>
            <Progress
              done={run.n_finished}
              failed={run.n_failed}
              total={run.budget_candidates}
              label={`Progress of ${run.name}`}
            />
            <span className={classes.line}>
              <span className={classes.quiet}>
                {run.n_finished + run.n_failed} of {run.budget_candidates}
                {run.best === null ? null : ` · best ${formatScore(run.best.value)}`}
              </span>
              <span
                className={classes.quiet}
                title={run.waiting === null ? undefined : waitingWords(run.waiting)}
              >
                {remainingOf(run, now)}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
