import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Estimate, Issue } from "../api/forms";
import { formatRange } from "../monitor/eta";
import { count, sentence } from "../ui/format";
import { Notice, ProblemNotice } from "../ui/Notice";
import classes from "./Launch.module.css";
import type { Setup } from "./setup";

/** A missing worker keeps nobody from starting: the run waits for it. */
const isWorker = (issue: Issue): boolean => issue.code.includes("worker");

/** Where a reason can be dealt with. */
function Way({ issue }: { issue: Issue }): ReactNode {
  const [place, id] = issue.path;
  if (place === "spaces" && id !== undefined)
    return (
      <Link to="/spaces/$id" params={{ id }}>
        Open the space
      </Link>
    );
  if (isWorker(issue)) return <Link to="/workers">Look at the workers</Link>;
  return null;
}

interface BlockersProps {
  faults: string[];
  blockers: Issue[];
}

/** The form's own faults come first: the server is not asked before they are mended. */
function Blockers({ faults, blockers }: BlockersProps): ReactNode {
  if (faults.length === 0 && blockers.length === 0) return null;
  const onlyWaits = faults.length === 0 && blockers.every(isWorker);
  return (
    <Notice
      tone="warn"
      title={onlyWaits ? "Started now, this search waits" : "This search cannot start yet"}
    >
      <ul className={classes.blockers}>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
        {blockers.map((issue) => (
          <li key={`${issue.code}:${issue.path.join("/")}`}>
            {sentence(issue.message)} {issue.fix ? `${sentence(issue.fix.title)} ` : ""}
            <Way issue={issue} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Plan({ setup }: { setup: Setup }): ReactNode {
  return (
    <p className={classes.quiet}>
      {count(setup.candidates, "candidate")} · {count(setup.epochs, "epoch")} each
      {setup.concurrency > 1 ? ` · ${setup.concurrency} at once` : ""}
    </p>
  );
}

const rangeOf = (estimate: Estimate): string =>
  formatRange({ low: estimate.seconds_low, high: estimate.seconds_high });

export interface EstimatePanelProps {
  estimate: Estimate | undefined;
  isFresh: boolean;
  error: unknown;
  /** Asks for the estimate again; not offered when it was the start that failed. */
  onRetry: (() => void) | undefined;
  isStarting: boolean;
  setup: Setup;
  /** What in the form keeps the search from starting. */
  faults: string[];
  warnings: string[];
}

/** What it will take, why it cannot start, and the button: always able to say why. */
export function EstimatePanel({
  estimate,
  isFresh,
  error,
  onRetry,
  isStarting,
  setup,
  faults,
  warnings,
}: EstimatePanelProps): ReactNode {
  const isSound = faults.length === 0;
  const hasFailed = error !== null && error !== undefined;
  const isAwaited = isSound && !hasFailed;
  return (
    <aside className={classes.estimate} aria-label="Estimate">
      <h2 className={classes.estimateTitle}>Estimate</h2>
      <p className={classes.time} data-stale={!isFresh || undefined} aria-live="polite">
        {estimate !== undefined && isSound ? rangeOf(estimate) : isAwaited ? "working it out" : "–"}
      </p>
      {isSound ? <Plan setup={setup} /> : null}
      {estimate === undefined || !isSound ? null : (
        <p className={classes.basis}>{sentence(estimate.basis)}</p>
      )}
      <Blockers faults={faults} blockers={isSound ? (estimate?.blockers ?? []) : []} />
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      {hasFailed ? <ProblemNotice error={error} onRetry={onRetry} /> : null}
      <Button type="submit" size="md" fullWidth loading={isStarting}>
        Start search
      </Button>
      <p className={classes.foot}>You can pause or stop it at any time; what was found is kept.</p>
    </aside>
  );
}
