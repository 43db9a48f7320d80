/** A run while it runs, and ever after. All it shows comes over the socket. */
import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { ErrorPage } from "../account/ErrorPage";
import { ProblemError } from "../api/client";
import type { RunForm, Snapshot } from "../api/forms";
import { workersQuery } from "../api/queries";
import { Talk } from "../team/Talk";
import { Boundary } from "../ui/Card";
import { useNow, useTitle } from "../ui/clock";
import { formatClock } from "../ui/format";
import { ForMembers, useGuest } from "../ui/guest";
import { Notice } from "../ui/Notice";
import { RUN_LOOKS } from "../ui/RunState";
import { Skeleton } from "../ui/Skeleton";
import { BestCandidate } from "./BestCandidate";
import { ConnectionText } from "./ConnectionText";
import { CurveCloud } from "./CurveCloud";
import { type Follower, useFollowed, useFollower } from "./follow";
import { Leaderboard } from "./Leaderboard";
import { LogTail } from "./LogTail";
import { resumed } from "./logLine";
import { RunHeader } from "./RunHeader";
import classes from "./RunPage.module.css";
import { waitingWords } from "./waiting";

function firstLine(detail: string): string {
  const lines = detail.split("\n").map((line) => line.trim());
  return lines.findLast((line) => line !== "") ?? "";
}

/** What can be done about a run that came to nothing. */
function WayOn({ run }: { run: RunForm }): ReactNode {
  return (
    <ForMembers instead="What was found until then is kept below.">
      What was found until then is kept below; each failed candidate says why it failed.{" "}
      <Link to="/launch" search={{ run: run.id }}>
        Change the settings and run again
      </Link>
      {" or "}
      <Link to="/spaces/$id" params={{ id: run.space }}>
        change the space
      </Link>
      .
    </ForMembers>
  );
}

const NEWS = 60_000;

/** A worker that took over is news for a minute, and for as long as no candidate has ended since. */
function Resumed({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const now = useNow(5_000);
  const { log, run } = snapshot;
  const event = log.findLast(({ body }) => body.kind === "run_resumed");
  if (event === undefined || event.body.kind !== "run_resumed" || run.ended_at !== null)
    return null;
  const hasMoved = log.some(({ seq, body }) => seq > event.seq && "index" in body);
  if (hasMoved && now - Date.parse(event.at) > NEWS) return null;
  return (
    <Notice tone="info" title={`Taken up again at ${formatClock(Date.parse(event.at))}`}>
      {resumed(event.body.n_open)}
    </Notice>
  );
}

function Warnings({ snapshot, follower }: { snapshot: Snapshot; follower: Follower }): ReactNode {
  const isStalled = useFollowed(follower, (state) => state.isStalled);
  const waiting = useFollowed(follower, (state) => state.waiting);
  const isGuest = useGuest() !== null;
  const { run } = snapshot;
  return (
    <div className={classes.warnings}>
      {run.state === "failed" && isGuest ? (
        <Notice tone="error" title="The run failed">
          <WayOn run={run} />
        </Notice>
      ) : null}
      {run.error === "" ? null : (
        <Notice tone="error" title={`The run failed: ${run.error}`}>
          {run.error_detail === "" ? (
            <WayOn run={run} />
          ) : (
            <>
              <code>{firstLine(run.error_detail)}</code>
              <div>
                <WayOn run={run} />
              </div>
              <details className={classes.detail}>
                <summary>Whole traceback</summary>
                <pre>{run.error_detail}</pre>
              </details>
            </>
          )}
        </Notice>
      )}
      {isGuest ? null : isStalled ? (
        <Notice tone="warn" title="Stalled: a worker is missing">
          Nobody works on this run. It needs one worker that conducts it and one that trains;{" "}
          <code>nasweb up</code> (or <code>make up</code>) on the server starts both. Nothing is
          lost meanwhile, and it goes on by itself. <Link to="/workers">Look at the workers</Link>
        </Notice>
      ) : waiting?.reason === "no_trainer" ? (
        <Notice tone="warn" title={waitingWords(waiting)}>
          It goes on as soon as one is started. Or stop it, and{" "}
          <Link to="/launch" search={{ run: run.id }}>
            run it again on another device
          </Link>
          . <Link to="/workers">Look at the workers</Link>
        </Notice>
      ) : (
        <Resumed snapshot={snapshot} />
      )}
    </div>
  );
}

function Waiting({ follower }: { follower: Follower | null }): ReactNode {
  return (
    <div className={classes.waiting}>
      <ConnectionText follower={follower} />
      <Skeleton height={76} label="Loading the run" />
      <div className={classes.columns}>
        <Skeleton height={440} />
        <Skeleton height={440} />
      </div>
    </div>
  );
}

function Live({ snapshot, follower }: { snapshot: Snapshot; follower: Follower }): ReactNode {
  const [looked, setLooked] = useState<number | null>(null);
  const waiting = useFollowed(follower, (state) => state.waiting);
  const { run } = snapshot;
  useTitle(`${RUN_LOOKS[run.state].word}: ${run.name}`);
  return (
    <>
      <Boundary title="The head of the run">
        <RunHeader snapshot={snapshot} follower={follower} />
        <Warnings snapshot={snapshot} follower={follower} />
      </Boundary>
      <div className={classes.columns}>
        <CurveCloud snapshot={snapshot} waiting={waiting} looked={looked} onLook={setLooked} />
        <BestCandidate snapshot={snapshot} />
        <Leaderboard snapshot={snapshot} looked={looked} onLook={setLooked} />
        <ForMembers>
          <LogTail snapshot={snapshot} />
        </ForMembers>
      </div>
      <div className={classes.talk}>
        <Talk place={{ kind: "run", id: run.id }} project={run.project} />
      </div>
    </>
  );
}

const GONE = {
  code: "not_found",
  message: "No run with this address that you may see.",
  path: [],
  issues: [],
};

/**
 * When the line is cut, what was known of the workers is forgotten and asked for anew, and again when
 * it is back: while the server starts anew, a question does not fail but waits for its answer.
 */
function useFreshWorkers(isCut: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isCut) return;
    const { queryKey } = workersQuery;
    void client.resetQueries({ queryKey });
    return () => void client.invalidateQueries({ queryKey });
  }, [client, isCut]);
}

export function RunPage(): ReactNode {
  const { id } = useParams({ from: "/members/runs/$id" });
  return <RunView id={id} />;
}

/** A run as members and guests see it. */
export function RunView({ id }: { id: string }): ReactNode {
  const follower = useFollower(id);
  const snapshot = useFollowed(follower, (state) => state.snapshot);
  const connection = useFollowed(follower, (state) => state.connection);
  useFreshWorkers(connection.state === "waiting");
  if (connection.state === "refused" && connection.reason === "gone")
    return <ErrorPage error={new ProblemError(404, GONE)} />;
  if (follower === null || snapshot === null) return <Waiting follower={follower} />;
  return <Live snapshot={snapshot} follower={follower} />;
}
