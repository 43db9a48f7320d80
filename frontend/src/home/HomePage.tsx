/** Where everybody arrives: start at once, choose a template, see what is going on. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PresetForm, SpaceSummary } from "../api/forms";
import {
  catalogueQuery,
  liveRunsQuery,
  runsQuery,
  sessionQuery,
  spacesQuery,
} from "../api/queries";
import { ProjectSelect } from "../team/ProjectSelect";
import { useChosen, useProject } from "../team/useProject";
import { Card } from "../ui/Card";
import { useNow, useTitle } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { count, formatAge } from "../ui/format";
import { Notice, ProblemNotice } from "../ui/Notice";
import { Skeleton } from "../ui/Skeleton";
import { Blank } from "./Begin";
import { Hero } from "./Hero";
import classes from "./HomePage.module.css";
import { Import } from "./Import";
import { LiveRuns } from "./LiveRuns";
import { Templates } from "./Templates";

function heroOf(presets: PresetForm[]): PresetForm | undefined {
  return (
    presets.find((preset) => preset.name === "residual-cnn" && preset.launch !== null) ??
    presets.find((preset) => preset.launch !== null)
  );
}

function RecentSpaces({ spaces }: { spaces: SpaceSummary[] }): ReactNode {
  const now = useNow(10_000);
  if (spaces.length === 0)
    return (
      <Empty title="No spaces yet">
        Open a template in the designer: you get a copy of your own to draw on.
      </Empty>
    );
  return (
    <ul className={classes.list}>
      {spaces.slice(0, 6).map((space) => (
        <li key={space.id}>
          <Link to="/spaces/$id" params={{ id: space.id }} className={classes.row}>
            <span className={classes.name}>{space.name}</span>
            <span className={classes.quiet}>
              {space.latest_version === null ? "draft" : `v${space.latest_version.number}`} ·{" "}
              {count(space.runs, "run")} · {formatAge(space.updated_at, now)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function SpacesCard(): ReactNode {
  const { data, error, refetch } = useQuery(spacesQuery);
  return (
    <Card
      title="Recent spaces"
      flush
      actions={
        data === undefined || data.length === 0 ? undefined : <Link to="/spaces">All spaces</Link>
      }
    >
      {error !== null && data === undefined ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={120} />
      ) : (
        <RecentSpaces spaces={data} />
      )}
    </Card>
  );
}

function RunsCard(): ReactNode {
  const live = useQuery(liveRunsQuery);
  const all = useQuery({ ...runsQuery, refetchInterval: 15_000 });
  const isLive = (live.data?.length ?? 0) > 0;
  const shown = isLive ? live.data : all.data?.slice(0, 4);
  const error = live.error ?? all.error;
  return (
    <Card
      title={isLive || (all.data?.length ?? 0) === 0 ? "Live runs" : "Latest runs"}
      flush
      actions={(all.data?.length ?? 0) === 0 ? undefined : <Link to="/runs">All runs</Link>}
    >
      {error !== null && shown === undefined ? (
        <ProblemNotice error={error} onRetry={() => void live.refetch()} />
      ) : shown === undefined ? (
        <Skeleton height={120} />
      ) : (
        <LiveRuns runs={shown} />
      )}
    </Card>
  );
}

/** For whoever opened a link that was used before: nothing is lost, the session goes on. */
function LinkExpired(): ReactNode {
  const { data } = useQuery(sessionQuery);
  const { link } = useSearch({ from: "/members/" });
  if (link === undefined || data === undefined) return null;
  return (
    <div className={classes.news}>
      <Notice tone="info" title="This sign-in link no longer works">
        You did not need it: you are still signed in as {data.user}.
      </Notice>
    </div>
  );
}

export function HomePage(): ReactNode {
  useTitle("");
  const { data, error, refetch } = useQuery(catalogueQuery);
  const goal = useProject();
  const choose = useChosen((state) => state.choose);
  const hero = data === undefined ? undefined : heroOf(data.presets);
  return (
    <div className={classes.page}>
      <LinkExpired />
      <header className={classes.head}>
        <h1 className={classes.heading}>Start here</h1>
        <div className={classes.ways}>
          <ProjectSelect label="Project that takes new spaces" {...goal} onChoose={choose} />
          <Import project={goal.project} hasButton />
          <Blank />
        </div>
      </header>
      {error !== null ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && error === null ? <Skeleton height={220} /> : null}
      {hero === undefined ? null : <Hero preset={hero} />}
      <div className={classes.columns}>
        <section aria-labelledby="templates">
          <h2 id="templates" className={classes.subheading}>
            Templates
          </h2>
          {data === undefined ? <Skeleton height={300} /> : <Templates presets={data.presets} />}
        </section>
        <div className={classes.side}>
          <RunsCard />
          <SpacesCard />
        </div>
      </div>
    </div>
  );
}
