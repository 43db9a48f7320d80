/** A run while it runs, and ever after. All it shows comes over the socket. */
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ErrorPage } from "../account/ErrorPage";
import { ProblemError } from "../api/client";
import type { Snapshot } from "../api/forms";
import { Boundary } from "../ui/Card";
import { useTitle } from "../ui/clock";
import { Notice } from "../ui/Notice";
import { RUN_LOOKS } from "../ui/RunState";
import { Skeleton } from "../ui/Skeleton";
import { BestCandidate } from "./BestCandidate";
import { ConnectionText } from "./ConnectionText";
import { CurveCloud } from "./CurveCloud";
import { type Follower, useFollowed, useFollower } from "./follow";
import { Leaderboard } from "./Leaderboard";
import { LogTail } from "./LogTail";
import { RunHeader } from "./RunHeader";
import classes from "./RunPage.module.css";

function firstLine(detail: string): string {
  const lines = detail.split("\n").map((line) => line.trim());
  return lines.findLast((line) => line !== "") ?? "";
}

function Warnings({ snapshot, follower }: { snapshot: Snapshot; follower: Follower }): ReactNode {
  const isStalled = useFollowed(follower, (state) => state.isStalled);
  const { run } = snapshot;
  return (
    <div className={classes.warnings}>
      {run.error === "" ? null : (
        <Notice tone="error" title={`The run failed: ${run.error}`}>
          {run.error_detail === "" ? (
            "What was found until then is kept below."
          ) : (
            <>
              <code>{firstLine(run.error_detail)}</code>
              <details className={classes.detail}>
                <summary>Whole traceback</summary>
                <pre>{run.error_detail}</pre>
              </details>
            </>
          )}
        </Notice>
      )}
      {isStalled ? (
        <Notice tone="warn" title="Stalled: a worker is missing">
          The run needs one that conducts it and one that trains. It goes on by itself as soon as
          both are there. <Link to="/workers">Look at the workers</Link>
        </Notice>
      ) : null}
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
  const { run } = snapshot;
  useTitle(`${RUN_LOOKS[run.state].word}: ${run.name}`);
  return (
    <>
      <Boundary title="The head of the run">
        <RunHeader snapshot={snapshot} follower={follower} />
        <Warnings snapshot={snapshot} follower={follower} />
      </Boundary>
      <div className={classes.columns}>
        <CurveCloud snapshot={snapshot} looked={looked} onLook={setLooked} />
        <BestCandidate snapshot={snapshot} />
        <Leaderboard snapshot={snapshot} looked={looked} onLook={setLooked} />
        <LogTail snapshot={snapshot} />
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

export function RunPage(): ReactNode {
  const { id } = useParams({ from: "/members/runs/$id" });
  const follower = useFollower(id);
  const snapshot = useFollowed(follower, (state) => state.snapshot);
  const connection = useFollowed(follower, (state) => state.connection);
  if (connection.state === "refused" && connection.reason === "gone")
    return <ErrorPage error={new ProblemError(404, GONE)} />;
  if (follower === null || snapshot === null) return <Waiting follower={follower} />;
  return <Live snapshot={snapshot} follower={follower} />;
}
