import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { SpaceSummary } from "../api/forms";
import { archivedSpacesQuery, catalogueQuery, deleteSpace, spacesQuery } from "../api/queries";
import { ArchiveButton, useArchive } from "../team/Archive";
import { useRights } from "../team/rights";
import { Starred, starredFirst, useStarred } from "../team/Star";
import { useProject } from "../team/useProject";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { AskDialog } from "../ui/dialogs";
import { Empty } from "../ui/Empty";
import { count, formatAge, titleOf } from "../ui/format";
import { LinkButton } from "../ui/LinkButton";
import { ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import table from "../ui/Table.module.css";
import { showToast } from "../ui/toasts";
import { Blank } from "./Begin";
import { Import } from "./Import";

interface RowProps {
  space: SpaceSummary;
  template: string;
  now: number;
  isStarred: boolean;
}

/** For those who draw in its project, while no run tells its results in the words of the space. */
function DeleteSpace({ space }: { space: SpaceSummary }): ReactNode {
  const client = useQueryClient();
  const mayEdit = useRights(space.project)?.includes("edit") ?? false;
  const [isAsked, setAsked] = useState(false);
  if (!mayEdit || space.runs > 0) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Delete ${space.name}`}
        onClick={() => setAsked(true)}
      >
        Delete
      </Button>
      {isAsked ? (
        <AskDialog
          title={`Delete ${space.name}?`}
          deed="Delete space"
          onDo={async () => {
            await deleteSpace(space.id);
            showToast(`Deleted ${space.name}`);
            await client.invalidateQueries({ queryKey: spacesQuery.queryKey });
          }}
          onClose={() => setAsked(false)}
        >
          Its draft, its versions and what was said about it go with it. There is no way back.
        </AskDialog>
      ) : null}
    </>
  );
}

function SpaceRow({ space, template, now, isStarred }: RowProps): ReactNode {
  const version = space.latest_version;
  return (
    <tr>
      <th scope="row" className={table.text}>
        {isStarred ? <Starred /> : null}
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
      <td className={table.number}>
        <ArchiveButton of="spaces" thing={space} /> <DeleteSpace space={space} />
      </td>
    </tr>
  );
}

/** Copies of a template share its name: what tells them apart stands beside it. */
function SpaceTable({ spaces }: { spaces: SpaceSummary[] }): ReactNode {
  const now = useNow(10_000);
  const { data } = useQuery(catalogueQuery);
  const starred = useStarred("space");
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
              <span className="visually-hidden">Run</span>
            </th>
            <th scope="col">
              <span className="visually-hidden">Archive or delete</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {starredFirst(spaces, starred).map((space) => (
            <SpaceRow
              key={space.id}
              {...{ space, now }}
              template={templateOf(space.preset)}
              isStarred={starred.has(space.id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function SpacesPage(): ReactNode {
  const [isArchive, archiveButton] = useArchive();
  const list = useQuery({ ...spacesQuery, enabled: !isArchive });
  const archived = useQuery({ ...archivedSpacesQuery, enabled: isArchive });
  const { data, error, refetch } = isArchive ? archived : list;
  const { project } = useProject();
  return (
    <Page
      title={isArchive ? "Archived spaces" : "Spaces"}
      lead="Drawn search spaces of your teams. A run starts from a saved version; what runs have searched stays."
      actions={
        <>
          {archiveButton}
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
        ) : data.length === 0 && isArchive ? (
          <Empty title="Nothing is archived">
            What you archive leaves the list of spaces and waits here; nothing of it is lost.
          </Empty>
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
