import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Estimate, Issue } from "../api/forms";
import { formatRange } from "../monitor/eta";
import { count } from "../ui/format";
import { Notice, ProblemNotice } from "../ui/Notice";
import classes from "./Launch.module.css";
import type { Setup } from "./setup";

/** Where a reason can be dealt with. */
function Way({ issue }: { issue: Issue }): ReactNode {
  const [place, id] = issue.path;
  if (place === "spaces" && id !== undefined)
    return (
      <Link to="/spaces/$id" params={{ id }}>
        Open the space
      </Link>
    );
  if (/worker/.test(issue.code)) return <Link to="/workers">Look at the workers</Link>;
  return null;
}

interface BlockersProps {
  faults: string[];
  blockers: Issue[];
}

/** The form's own faults come first: the server is not asked before they are mended. */
function Blockers({ faults, blockers }: BlockersProps): ReactNode {
  if (faults.length === 0 && blockers.length === 0) return null;
  return (
    <Notice tone="warn" title="This search cannot start yet">
      <ul className={classes.blockers}>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
        {blockers.map((issue) => (
          <li key={`${issue.code}:${issue.path.join("/")}`}>
            {issue.message} {issue.fix ? `${issue.fix.title}. ` : ""}
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
  isStarting,
  setup,
  faults,
  warnings,
}: EstimatePanelProps): ReactNode {
  const isSound = faults.length === 0;
  return (
    <aside className={classes.estimate} aria-label="Estimate">
      <h2 className={classes.estimateTitle}>Estimate</h2>
      <p className={classes.time} data-stale={!isFresh || undefined} aria-live="polite">
        {!isSound ? "–" : estimate === undefined ? "working it out" : rangeOf(estimate)}
      </p>
      {isSound ? <Plan setup={setup} /> : null}
      {estimate === undefined || !isSound ? null : (
        <p className={classes.basis}>{estimate.basis}</p>
      )}
      <Blockers faults={faults} blockers={isSound ? (estimate?.blockers ?? []) : []} />
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      {error === null || error === undefined ? null : <ProblemNotice error={error} />}
      <Button type="submit" size="md" fullWidth loading={isStarting}>
        Start search
      </Button>
      <p className={classes.foot}>You can pause or stop it at any time; what was found is kept.</p>
    </aside>
  );
}
