/** `/activity`: what happened in the teams of whoever is signed in, newest first. */
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { activityQuery } from "../api/account";
import type { ActivityForm } from "../api/forms";
import { sessionQuery } from "../api/queries";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { formatAge } from "../ui/format";
import { LinkButton } from "../ui/LinkButton";
import { ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import { Table } from "../ui/Table";
import table from "../ui/Table.module.css";
import { lineOf } from "./activityWords";
import classes from "./Team.module.css";

/** The name of a thing; a link while the thing has a page. */
function Thing({ item }: { item: ActivityForm }): ReactNode {
  const { kind, thing, title } = item;
  const params = { id: thing };
  if (thing === "") return <strong>{title}</strong>;
  if (kind === "run")
    return (
      <Link to="/runs/$id" params={params}>
        {title}
      </Link>
    );
  if (kind === "space")
    return (
      <Link to="/spaces/$id" params={params}>
        {title}
      </Link>
    );
  if (kind === "candidate")
    return (
      <Link to="/candidates/$id" params={params}>
        {title}
      </Link>
    );
  if (kind === "dataset")
    return (
      <Link to="/data/$id" params={params}>
        {title}
      </Link>
    );
  return <strong>{title}</strong>;
}

function Lines({ items }: { items: ActivityForm[] }): ReactNode {
  const now = useNow(30_000);
  const { data } = useQuery(sessionQuery);
  return (
    <Table label="Activity" columns={["What", "Team", "When"]}>
      {items.map((item) => {
        const { before, after } = lineOf(item);
        const team = data?.teams.find(({ id }) => id === item.team);
        return (
          <tr key={`${item.at} ${item.verb} ${item.kind} ${item.thing} ${item.title}`}>
            <td className={table.text}>
              {before}
              <Thing item={item} />
              {after}
            </td>
            <td className={table.text}>
              {team === undefined ? null : (
                <Link to="/teams/$id" params={{ id: team.id }}>
                  {team.name}
                </Link>
              )}
            </td>
            <td title={item.at}>{formatAge(item.at, now)}</td>
          </tr>
        );
      })}
    </Table>
  );
}

function Story(): ReactNode {
  const query = useInfiniteQuery(activityQuery);
  const items = query.data?.pages.flatMap((page) => page.items);
  if (items === undefined)
    return query.error === null ? (
      <Skeleton height={240} label="Loading what happened" />
    ) : (
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
    );
  if (items.length === 0)
    return (
      <Empty
        title="Nothing has happened yet"
        action={<LinkButton to="/">Go to the start page</LinkButton>}
      >
        Runs that start and end, versions, uploads, comments, links and members of your teams are
        told here.
      </Empty>
    );
  return (
    <>
      <Lines items={items} />
      {query.error === null ? null : (
        <ProblemNotice error={query.error} onRetry={() => void query.fetchNextPage()} />
      )}
      {query.hasNextPage ? (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show earlier
          </Button>
        </div>
      ) : null}
    </>
  );
}

export function ActivityPage(): ReactNode {
  return (
    <Page title="Activity" lead="What happened in your teams, newest first.">
      <Card flush>
        <Story />
      </Card>
    </Page>
  );
}
