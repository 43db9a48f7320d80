import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { SpaceSummary } from "../api/forms";
import { catalogueQuery, spacesQuery } from "../api/queries";
import { useProject } from "../team/useProject";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { count, formatAge, titleOf } from "../ui/format";
import { LinkButton } from "../ui/LinkButton";
import { ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import table from "../ui/Table.module.css";
import { Blank } from "./Begin";
import { Import } from "./Import";

interface RowProps {
  space: SpaceSummary;
  template: string;
  now: number;
}

function SpaceRow({ space, template, now }: RowProps): ReactNode {
  const version = space.latest_version;
  return (
    <tr>
      <th scope="row" className={table.text}>
        <Link to="/spaces/$id" params={{ id: space.id }}>
          {space.name}
        </Link>
      </th>
      <td className={table.text}>
        {version === null ? (
          <span className={table.quiet}>no version yet</span>
        ) : (
          <>
            v{version.number} {version.message}{" "}
            <span className={table.quiet} title={version.created_at}>
              {formatAge(version.created_at, now)}
            </span>
          </>
        )}
      </td>
      <td>{template === "" ? <span className={table.quiet}>none</span> : template}</td>
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

/** Copies of a template share its name: what tells them apart stands beside it. */
function SpaceTable({ spaces }: { spaces: SpaceSummary[] }): ReactNode {
  const now = useNow(10_000);
  const { data } = useQuery(catalogueQuery);
  const templateOf = (name: string): string =>
    data?.presets.find((preset) => preset.name === name)?.title ?? titleOf(name);
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stacked}`} aria-label="Spaces">
        <thead>
          <tr>
            <th scope="col">Space</th>
            <th scope="col">Latest version</th>
            <th scope="col">Template</th>
            <th scope="col">Runs</th>
            <th scope="col">Changed</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {spaces.map((space) => (
            <SpaceRow key={space.id} space={space} template={templateOf(space.preset)} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function SpacesPage(): ReactNode {
  const { data, error, refetch } = useQuery(spacesQuery);
  const { project } = useProject();
  return (
    <Page
      title="Spaces"
      lead="Drawn search spaces of your team. A run starts from a saved version."
      actions={
        <>
          <Import project={project} hasButton />
          <Blank />
          <LinkButton to="/" hash="templates" variant="default">
            New from template
          </LinkButton>
        </>
      }
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
