/** All data that runs may learn from, one's own first, and the way to bring more. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { DatasetForm, ProjectForm } from "../api/forms";
import { datasetsQuery, sessionQuery } from "../api/queries";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { count, formatAge, formatExact } from "../ui/format";
import { Notice, ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import table from "../ui/Table.module.css";
import classes from "./Data.module.css";
import { DataState } from "./DataState";
import { itemsOf, problemWords, targetOf, titleFor } from "./formats";
import { UploadZone } from "./UploadZone";

interface RowProps {
  data: DatasetForm;
  /** Name of its project, where there are several. */
  project: string;
  now: number;
}

function DataRow({ data, project, now }: RowProps): ReactNode {
  const { card } = data;
  const items = card === null ? null : itemsOf(card);
  const origin = [project, data.created_by === "" ? "" : `by ${data.created_by}`].filter(Boolean);
  return (
    <tr>
      <th scope="row">
        <Link to="/data/$id" params={{ id: data.id }}>
          {titleFor(data)}
        </Link>
        {origin.length === 0 ? null : <div className={classes.origin}>{origin.join(" · ")}</div>}
      </th>
      <td>
        {card === null ? (
          <span className={table.quiet}>not known</span>
        ) : (
          problemWords(card.problem)
        )}
      </td>
      <td className={table.number} data-label="items">
        {items === null ? "–" : formatExact(items)}
      </td>
      <td>{card === null ? "–" : targetOf(card)}</td>
      <td>
        <DataState data={data} />
      </td>
      <td>{count(data.runs, "run")}</td>
      {data.is_built_in ? (
        <td className={table.quiet}>comes with nasweb</td>
      ) : (
        <td title={data.created_at}>{formatAge(data.created_at, now)}</td>
      )}
    </tr>
  );
}

interface TableProps {
  label: string;
  datasets: DatasetForm[];
  projects: ProjectForm[];
}

function DataTable({ label, datasets, projects }: TableProps): ReactNode {
  const now = useNow(10_000);
  const nameOf = (id: string | null): string =>
    projects.length > 1 ? (projects.find((project) => project.id === id)?.name ?? "") : "";
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stacked} ${classes.list}`} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Data</th>
            <th scope="col">Problem</th>
            <th scope="col" className={table.number}>
              Items
            </th>
            <th scope="col">Predicts</th>
            <th scope="col">State</th>
            <th scope="col">Runs</th>
            <th scope="col">Created</th>
          </tr>
        </thead>
        <tbody>
          {datasets.map((data) => (
            <DataRow key={data.id} data={data} project={nameOf(data.project)} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lists({ datasets, projects }: Omit<TableProps, "label">): ReactNode {
  const own = datasets
    .filter((data) => !data.is_built_in)
    .sort((a, b) => b.created_at.localeCompare(a.created_at));
  const builtIn = datasets.filter((data) => data.is_built_in);
  return (
    <>
      <Card title="Your data" flush>
        {own.length === 0 ? (
          <Empty title="No data of your own yet">
            Upload a file above. It is checked by a worker, which says what it found and every
            fault; then a search can learn from it. Until then, there is the built-in data below.
          </Empty>
        ) : (
          <DataTable label="Your data" datasets={own} projects={projects} />
        )}
      </Card>
      {builtIn.length === 0 ? null : (
        <Card title="Built in" flush>
          <DataTable label="Built-in data" datasets={builtIn} projects={[]} />
        </Card>
      )}
    </>
  );
}

export function DataPage(): ReactNode {
  const { data, error, refetch } = useQuery(datasetsQuery);
  const session = useQuery(sessionQuery);
  const projects = session.data?.projects ?? [];
  const editable = projects.filter(({ can }) => can.includes("edit"));
  return (
    <Page title="Data" lead="What a search learns from: files of your team, and what is built in.">
      <div className={classes.stack}>
        {session.data === undefined ? null : editable.length === 0 ? (
          <Notice tone="info" title="You may look at data here, not upload it">
            Your role in the team does not allow it. An owner of the team can change your role.
          </Notice>
        ) : (
          <UploadZone projects={editable} />
        )}
        {error !== null && data === undefined ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton height={240} />
        ) : (
          <Lists datasets={data} projects={projects} />
        )}
      </div>
    </Page>
  );
}
