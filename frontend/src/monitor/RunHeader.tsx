/** The head of a run: what it is, how far it is, how fresh this is, and what can be done. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { RunForm, Snapshot } from "../api/forms";
import { estimateQuery } from "../api/queries";
import { byLink } from "../api/share";
import { ShareButton } from "../team/ShareButton";
import { Star } from "../team/Star";
import { CandidateButton } from "../ui/CandidateLink";
import { useNow } from "../ui/clock";
import { formatDuration, formatScore, sentence, titleOf } from "../ui/format";
import { ForMembers, useGuest } from "../ui/guest";
import { Icon } from "../ui/Icon";
import { LinkButton } from "../ui/LinkButton";
import { Progress } from "../ui/Progress";
import { RunState } from "../ui/RunState";
import { ConnectionText } from "./ConnectionText";
import { Controls } from "./Controls";
import { estimateFromLaunch, estimateRemaining, formatRange, lanesOf } from "./eta";
import { type Follower, useFollowed } from "./follow";
import classes from "./RunHeader.module.css";
import { RunSettings } from "./RunSettings";
import { timesOf } from "./times";
import { useOutcome } from "./useOutcome";
import { waitingWords } from "./waiting";

/** The way on when a run has ended: look at what it found, take it away. */
function Harvest({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const { best, id } = snapshot.run;
  const { canDownload } = useOutcome(snapshot);
  const again = (
    <ForMembers>
      <LinkButton to="/launch" search={{ run: id }} variant={best === null ? "filled" : "default"}>
        {best === null ? "Change settings and run again" : "Run again"}
      </LinkButton>
    </ForMembers>
  );
  if (best === null) return <div className={classes.controls}>{again}</div>;
  return (
    <div className={classes.controls}>
      {again}
      {canDownload ? (
        <Button
          component="a"
          variant="default"
          href={byLink(`/api/candidates/${best.candidate}/model.zip`)}
          download
          leftSection={<Icon name="download" size={14} />}
        >
          Download model
        </Button>
      ) : null}
      <CandidateButton id={best.candidate} rightSection={<Icon name="arrow" size={14} />}>
        Open best candidate
      </CandidateButton>
    </div>
  );
}

/** How long it still takes: measured, or, before the first result, as the launch page estimated. */
function RemainingFact({ snapshot, now }: { snapshot: Snapshot; now: number }): ReactNode {
  const { run } = snapshot;
  const seconds = snapshot.candidates.flatMap((item) => item.seconds ?? []);
  const { work } = timesOf(run, now);
  const isGuest = useGuest() !== null;
  const isMeasured = seconds.length > 0 || isGuest;
  const { data } = useQuery({ ...estimateQuery(run.request), enabled: !isMeasured });
  const left = run.budget_candidates - run.n_finished - run.n_failed - run.n_cancelled;
  const launch = data && { low: data.seconds_low, high: data.seconds_high };
  const range = isMeasured
    ? estimateRemaining(seconds, left, lanesOf(seconds, work, run.request.concurrency ?? 1))
    : estimateFromLaunch(launch, work);
  if (run.state === "stopping") return <dd>until its epoch is over</dd>;
  return (
    <dd>
      {formatRange(range)}
      {isMeasured || range === null ? null : (
        <span className={classes.of} title={sentence(data?.basis ?? "")}>
          {" "}
          estimated, nothing measured yet
        </span>
      )}
    </dd>
  );
}

/** The time at work, and what it rested beside it. */
function TimeFact({ run, now }: { run: RunForm; now: number }): ReactNode {
  const { work, paused } = timesOf(run, now);
  const end = run.ended_at === null ? "now" : "the end";
  return (
    <div title={`At work from the start to ${end}; pauses are not counted`}>
      <dt>{run.ended_at === null ? "Elapsed" : "Took"}</dt>
      <dd>
        {run.started_at === null ? "–" : formatDuration(work)}
        {paused >= 1 ? (
          <span className={classes.of}> + {formatDuration(paused)} paused</span>
        ) : null}
      </dd>
    </div>
  );
}

/** The honest number: of data that no candidate was chosen by. */
function TestFact({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const { run } = snapshot;
  const metric = run.objectives[0]?.metric ?? "score";
  const { testScores, archive } = useOutcome(snapshot);
  const isAwaited = archive === "queued" || (archive === "none" && run.state === "finished");
  return (
    <div>
      <dt>Test {titleOf(metric).toLowerCase()}</dt>
      <dd>
        {testScores !== null ? (
          <strong>{formatScore(testScores[metric])}</strong>
        ) : run.best === null ? (
          "–"
        ) : isAwaited ? (
          "being measured"
        ) : (
          <span className={classes.of}>not measured</span>
        )}
      </dd>
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
          {run.n_cancelled > 0 ? (
            <span className={classes.of} title="Cut short when the run was stopped">
              {" "}
              · {run.n_cancelled} cancelled
            </span>
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
      <TimeFact run={run} now={now} />
      {run.ended_at === null ? (
        <div>
          <dt>Remaining</dt>
          <RemainingFact snapshot={snapshot} now={now} />
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
  const [isOpen, setOpen] = useState(false);
  const isConnected = useFollowed(follower, (state) => state.connection.state === "open");
  const waiting = useFollowed(follower, (state) => state.waiting);
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <div className={classes.names}>
          <div className={classes.line}>
            <h1 className={classes.title}>{run.name}</h1>
            <RunState state={run.state} testId="run-state" />
            {waiting === null || waiting.reason === "no_trainer" || !isConnected ? null : (
              <span className={classes.waiting}>{waitingWords(waiting)}</span>
            )}
          </div>
          <p className={classes.origin}>
            <ForMembers instead={run.space_name}>
              <Link to="/spaces/$id" params={{ id: run.space }}>
                {run.space_name}
              </Link>
            </ForMembers>{" "}
            v{run.version_number} · {run.dataset_title} · {titleOf(run.strategy)} · seed{" "}
            {run.request.seed ?? 0}
            <button
              type="button"
              className={classes.settings}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? "Hide settings" : "Settings"}
            </button>
          </p>
        </div>
        <div className={classes.right}>
          <div className={classes.deeds}>
            <Star place={{ kind: "run", id: run.id }} />
            <ShareButton kind="run" thing={run.id} title={run.name} project={run.project} />
            {run.ended_at === null ? (
              <ForMembers>
                <Controls run={run} isConnected={isConnected} />
              </ForMembers>
            ) : (
              <Harvest snapshot={snapshot} />
            )}
          </div>
          <ConnectionText follower={follower} />
        </div>
      </div>
      <Facts snapshot={snapshot} />
      {isOpen ? <RunSettings run={run} /> : null}
    </header>
  );
}
