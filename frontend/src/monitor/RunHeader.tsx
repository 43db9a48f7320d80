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
import { LinkButton } from "../ui/LinkButton";
import { Progress } from "../ui/Progress";
import { LIVE_STATES, RunState } from "../ui/RunState";
import { showToast } from "../ui/toasts";
import { ConnectionText } from "./ConnectionText";
import { estimateRemaining, formatRange } from "./eta";
import { type Follower, useFollowed } from "./follow";
import { outcomeOf } from "./outcome";
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

/** The way on when a run has ended: look at what it found, take it away. */
function Harvest({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const { best } = snapshot.run;
  if (best === null) return null;
  return (
    <div className={classes.controls}>
      {outcomeOf(snapshot).isArchived ? (
        <Button
          component="a"
          variant="default"
          href={`/api/candidates/${best.candidate}/model.zip`}
          download
          leftSection={<Icon name="download" size={14} />}
        >
          Download model
        </Button>
      ) : null}
      <LinkButton
        to="/candidates/$id"
        params={{ id: best.candidate }}
        rightSection={<Icon name="arrow" size={14} />}
      >
        Open best candidate
      </LinkButton>
    </div>
  );
}

function remaining(snapshot: Snapshot): string {
  const { run } = snapshot;
  const seconds = snapshot.candidates.flatMap((item) => item.seconds ?? []);
  const left = run.budget_candidates - run.n_finished - run.n_failed;
  return formatRange(estimateRemaining(seconds, left, run.request.concurrency ?? 1));
}

function elapsed(run: RunForm, now: number): string {
  if (run.started_at === null) return "–";
  const end = run.ended_at === null ? now : Date.parse(run.ended_at);
  return formatDuration(Math.max(0, (end - Date.parse(run.started_at)) / 1000));
}

/** The honest number: of data that no candidate was chosen by. */
function TestFact({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const { run } = snapshot;
  const metric = run.objectives[0]?.metric ?? "score";
  const { testScores } = outcomeOf(snapshot);
  const isAwaited = testScores === null && run.state === "finished" && run.best !== null;
  return (
    <div>
      <dt>Test {titleOf(metric).toLowerCase()}</dt>
      <dd>{isAwaited ? "being measured" : <strong>{formatScore(testScores?.[metric])}</strong>}</dd>
    </div>
  );
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
        <dt>{run.ended_at === null ? "Elapsed" : "Took"}</dt>
        <dd>{elapsed(run, now)}</dd>
      </div>
      {run.ended_at === null ? (
        <div>
          <dt>Remaining</dt>
          <dd>{remaining(snapshot)}</dd>
        </div>
      ) : (
        <TestFact snapshot={snapshot} />
      )}
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
          {run.ended_at === null ? (
            <Controls run={run} isConnected={isConnected} />
          ) : (
            <Harvest snapshot={snapshot} />
          )}
          <ConnectionText follower={follower} />
        </div>
      </div>
      <Facts snapshot={snapshot} />
    </header>
  );
}
