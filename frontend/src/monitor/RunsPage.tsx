import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { RunSummary } from "../api/forms";
import { archivedRunsQuery, runsQuery } from "../api/queries";
import { ArchiveButton, useArchive } from "../team/Archive";
import { Starred, starredFirst, useStarred } from "../team/Star";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { formatAge, formatScore, titleOf } from "../ui/format";
import { LinkButton } from "../ui/LinkButton";
import { ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Progress } from "../ui/Progress";
import { RunState } from "../ui/RunState";
import { Skeleton } from "../ui/Skeleton";
import table from "../ui/Table.module.css";
import classes from "./RunsPage.module.css";
import { waitingShort, waitingWords } from "./waiting";

interface RowProps {
  run: RunSummary;
  now: number;
  isStarred: boolean;
}

function RunRow({ run, now, isStarred }: RowProps): ReactNode {
  return (
    <tr>
      <th scope="row" className={table.text}>
        {isStarred ? <Starred /> : null}
        <Link to="/runs/$id" params={{ id: run.id }}>
          {run.name}
        </Link>
        <div className={classes.origin}>
          {run.space_name} v{run.version_number} · {run.dataset_title} · {titleOf(run.strategy)}
        </div>
      </th>
      <td>
        <RunState state={run.state} />
        {run.is_stalled ? <span className={classes.stalled}>stalled</span> : null}
        {run.waiting === null || run.is_stalled ? null : (
          <span className={classes.waiting} title={waitingWords(run.waiting)}>
            {waitingShort(run.waiting)}
          </span>
        )}
      </td>
      <td className={classes.progress}>
        <Progress
          done={run.n_finished}
          failed={run.n_failed}
          total={run.budget_candidates}
          label={`Progress of ${run.name}`}
        />
        <span>
          {run.n_finished + run.n_failed} of {run.budget_candidates}
          {run.n_failed > 0 ? `, ${run.n_failed} failed` : ""}
        </span>
      </td>
      <td className={table.number} data-label="best">
        {formatScore(run.best?.value)}
      </td>
      <td title={run.created_at}>{formatAge(run.created_at, now)}</td>
      <td className={table.number}>
        {run.ended_at === null ? null : <ArchiveButton of="runs" thing={run} />}
      </td>
    </tr>
  );
}

function RunTable({ runs }: { runs: RunSummary[] }): ReactNode {
  const now = useNow(5_000);
  const starred = useStarred("run");
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stacked}`} aria-label="Runs">
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">State</th>
            <th scope="col">Progress</th>
            <th scope="col" className={table.number}>
              Best
            </th>
            <th scope="col">Started</th>
            <th scope="col">
              <span className="visually-hidden">Archive</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {starredFirst(runs, starred).map((run) => (
            <RunRow key={run.id} {...{ run, now }} isStarred={starred.has(run.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function RunsPage(): ReactNode {
  const [isArchive, archiveButton] = useArchive();
  const list = useQuery({ ...runsQuery, enabled: !isArchive });
  const archived = useQuery({ ...archivedRunsQuery, enabled: isArchive });
  const { data, error, refetch } = isArchive ? archived : list;
  return (
    <Page
      title={isArchive ? "Archived runs" : "Runs"}
      lead="Every search of your teams: what you starred, then the newest."
      actions={archiveButton}
    >
      <Card flush>
        {error !== null && data === undefined ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton height={160} />
        ) : data.length === 0 && isArchive ? (
          <Empty title="Nothing is archived">
            What you archive leaves the list of runs and waits here; nothing of it is lost.
          </Empty>
        ) : data.length === 0 ? (
          <Empty title="No runs yet" action={<LinkButton to="/">Choose a template</LinkButton>}>
            A run searches a space: it trains candidates on your data and keeps the best. The first
            one takes two clicks from the start page.
          </Empty>
        ) : (
          <RunTable runs={data} />
        )}
      </Card>
    </Page>
  );
}
