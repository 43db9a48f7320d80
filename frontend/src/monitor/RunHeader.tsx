/** The head of a run: what it is, how far it is, how fresh this is, and what can be done. */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { messageOf } from "../api/client";
import type { RunForm, Snapshot } from "../api/forms";
import { actOnRun, type RunAction } from "../api/queries";
import { useNow } from "../ui/clock";
import { formatDuration, formatScore, titleOf } from "../ui/format";
import { Icon, type IconName } from "../ui/Icon";
import { Progress } from "../ui/Progress";
import { LIVE_STATES, RunState } from "../ui/RunState";
import { showToast } from "../ui/toasts";
import { ConnectionText } from "./ConnectionText";
import { estimateRemaining, formatRange } from "./eta";
import { type Follower, useFollowed } from "./follow";
import classes from "./RunHeader.module.css";

const ACTIONS: { action: RunAction; label: string; icon: IconName }[] = [
  { action: "start", label: "Start", icon: "play" },
  { action: "resume", label: "Resume", icon: "play" },
  { action: "pause", label: "Pause", icon: "pause" },
  { action: "stop", label: "Stop", icon: "stop" },
];

function Controls({ run, isConnected }: { run: RunForm; isConnected: boolean }): ReactNode {
  const act = useMutation({
    mutationFn: (action: RunAction) => actOnRun(run.id, action),
    onError: (error) => showToast(messageOf(error), "error"),
  });
  const offered = ACTIONS.filter(({ action }) => run.can.includes(action));
  if (offered.length === 0)
    return LIVE_STATES.has(run.state) ? (
      <span className={classes.reason}>
        {run.state === "stopping"
          ? "Stopping: the candidates in training end at their next epoch."
          : "You may watch this run; editors of the team may steer it."}
      </span>
    ) : null;
  return (
    <div className={classes.controls}>
      {isConnected ? null : (
        <span className={classes.reason}>Steering waits for the connection.</span>
      )}
      {offered.map(({ action, label, icon }) => (
        <Button
          key={action}
          variant={action === "resume" || action === "start" ? "filled" : "default"}
          leftSection={<Icon name={icon} size={14} />}
          disabled={!isConnected}
          loading={act.isPending && act.variables === action}
          onClick={() => act.mutate(action)}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

function remaining(snapshot: Snapshot): string {
  const { run } = snapshot;
  if (run.ended_at !== null) return "–";
  const seconds = snapshot.candidates.flatMap((item) => item.seconds ?? []);
  const left = run.budget_candidates - run.n_finished - run.n_failed;
  return formatRange(estimateRemaining(seconds, left, run.request.concurrency ?? 1));
}

function elapsed(run: RunForm, now: number): string {
  if (run.started_at === null) return "–";
  const end = run.ended_at === null ? now : Date.parse(run.ended_at);
  return formatDuration(Math.max(0, (end - Date.parse(run.started_at)) / 1000));
}

function Facts({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const now = useNow(1000);
  const { run } = snapshot;
  const done = run.n_finished + run.n_failed;
  return (
    <dl className={classes.facts}>
      <div className={classes.progress}>
        <dt>Progress</dt>
        <dd>
          <strong>{done}</strong> of {run.budget_candidates}
          {run.n_failed > 0 ? (
            <span className={classes.failed}> · {run.n_failed} failed</span>
          ) : null}
        </dd>
        <Progress
          done={run.n_finished}
          failed={run.n_failed}
          total={run.budget_candidates}
          label="Candidates done"
        />
      </div>
      <div>
        <dt>Best {titleOf(run.objectives[0]?.metric ?? "score").toLowerCase()}</dt>
        <dd>
          <strong>{formatScore(run.best?.value)}</strong>
          {run.best === null ? null : <span className={classes.of}> #{run.best.index}</span>}
        </dd>
      </div>
      <div>
        <dt>Elapsed</dt>
        <dd>{elapsed(run, now)}</dd>
      </div>
      <div>
        <dt>Remaining</dt>
        <dd>{remaining(snapshot)}</dd>
      </div>
    </dl>
  );
}

export function RunHeader({
  snapshot,
  follower,
}: {
  snapshot: Snapshot;
  follower: Follower;
}): ReactNode {
  const { run } = snapshot;
  const isConnected = useFollowed(follower, (state) => state.connection.state === "open");
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <div className={classes.names}>
          <div className={classes.line}>
            <h1 className={classes.title}>{run.name}</h1>
            <RunState state={run.state} testId="run-state" />
          </div>
          <p className={classes.origin}>
            <Link to="/spaces/$id" params={{ id: run.space }}>
              {run.space_name}
            </Link>{" "}
            v{run.version_number} · {run.dataset_title} · {titleOf(run.strategy)} · seed{" "}
            {run.request.seed ?? 0}
          </p>
        </div>
        <div className={classes.right}>
          <Controls run={run} isConnected={isConnected} />
          <ConnectionText follower={follower} />
        </div>
      </div>
      <Facts snapshot={snapshot} />
    </header>
  );
}
