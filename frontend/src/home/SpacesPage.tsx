import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { SpaceSummary } from "../api/forms";
import { spacesQuery } from "../api/queries";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { count, formatAge } from "../ui/format";
import { LinkButton } from "../ui/LinkButton";
import { ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import table from "../ui/Table.module.css";

function SpaceRow({ space, now }: { space: SpaceSummary; now: number }): ReactNode {
  const version = space.latest_version;
  return (
    <tr>
      <th scope="row">
        <Link to="/spaces/$id" params={{ id: space.id }}>
          {space.name}
        </Link>
      </th>
      <td>
        {version === null ? (
          <span className={table.quiet}>no version yet</span>
        ) : (
          <>
            v{version.number} <span className={table.quiet}>{version.message}</span>
          </>
        )}
      </td>
      <td>{count(space.runs, "run")}</td>
      <td title={space.updated_at}>{formatAge(space.updated_at, now)}</td>
      <td>
        {version === null ? null : (
          <Link to="/launch" search={{ version: version.id }} aria-label={`Run ${space.name}`}>
            Run
          </Link>
        )}
      </td>
    </tr>
  );
}

export function SpaceTable({ spaces }: { spaces: SpaceSummary[] }): ReactNode {
  const now = useNow(10_000);
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stacked}`} aria-label="Spaces">
        <thead>
          <tr>
            <th scope="col">Space</th>
            <th scope="col">Latest version</th>
            <th scope="col">Runs</th>
            <th scope="col">Changed</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {spaces.map((space) => (
            <SpaceRow key={space.id} space={space} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function SpacesPage(): ReactNode {
  const { data, error, refetch } = useQuery(spacesQuery);
  return (
    <Page
      title="Spaces"
      lead="Drawn search spaces of your team. A run starts from a saved version."
    >
      <Card flush>
        {error !== null && data === undefined ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton height={160} />
        ) : data.length === 0 ? (
          <Empty title="No spaces yet" action={<LinkButton to="/">Choose a template</LinkButton>}>
            A space is a drawing of every network that a search may try. Open a template, change it,
            and save a version.
          </Empty>
        ) : (
          <SpaceTable spaces={data} />
        )}
      </Card>
    </Page>
  );
}
