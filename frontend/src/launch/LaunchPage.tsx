/** One page from a space to a running search. Everything is filled in; the estimate follows. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ErrorPage } from "../account/ErrorPage";
import type { Catalogue, DatasetForm, PresetForm, RunForm, Session } from "../api/forms";
import {
  catalogueQuery,
  datasetsQuery,
  runQuery,
  sessionQuery,
  spaceQuery,
  versionQuery,
} from "../api/queries";
import { Empty } from "../ui/Empty";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import { type Heading, LaunchForm } from "./LaunchForm";
import { type Origin, problemIn } from "./setup";

interface Known {
  catalogue: Catalogue;
  datasets: DatasetForm[];
  session: Session;
  /** Id of the data that the address names. */
  data?: string | undefined;
}

function Waiting(): ReactNode {
  return (
    <Page title="Start a search">
      <Skeleton height={480} label="Loading the choices" />
    </Page>
  );
}

/** A list that was fetched before the data was ready is not taken for the last word. */
function useKnown(data: string | undefined): { known: Known | undefined; error: unknown } {
  const catalogue = useQuery(catalogueQuery);
  const datasets = useQuery(datasetsQuery);
  const session = useQuery(sessionQuery);
  const error = catalogue.error ?? datasets.error ?? session.error;
  if (!catalogue.data || !datasets.data || !session.data) return { known: undefined, error };
  const isThere = datasets.data.some(({ id, state }) => id === data && state === "ready");
  if (data !== undefined && !isThere && datasets.isFetching)
    return { known: undefined, error: null };
  return {
    known: { catalogue: catalogue.data, datasets: datasets.data, session: session.data, data },
    error: null,
  };
}

const searchOn = (what: string, dataset: DatasetForm | undefined): string =>
  dataset === undefined
    ? `Search ${what}`
    : `Search ${what} on ${dataset.card?.title ?? dataset.name}`;

interface FromVersionProps {
  id: string;
  known: Known;
  /** The run whose settings are used again. */
  run?: RunForm;
}

function FromVersion({ id, known, run }: FromVersionProps): ReactNode {
  const version = useQuery(versionQuery(id));
  const spaceId = version.data?.space ?? "";
  const space = useQuery({ ...spaceQuery(spaceId), enabled: spaceId !== "" });
  const error = version.error ?? space.error;
  if (error !== null) return <ErrorPage error={error} onRetry={() => void version.refetch()} />;
  if (version.data === undefined || space.data === undefined) return <Waiting />;
  const origin: Origin = {
    kind: "version",
    id,
    problem: problemIn(version.data.document),
    preset: known.catalogue.presets.find((preset) => preset.name === space.data.preset),
  };
  const lead = (
    <>
      <Link to="/spaces/$id" params={{ id: space.data.id }}>
        {space.data.name}
      </Link>{" "}
      v{version.data.number}
      {version.data.message === "" ? "" : ` · ${version.data.message}`}
    </>
  );
  const again = run && (
    <>
      {lead} · with the settings of{" "}
      <Link to="/runs/$id" params={{ id: run.id }}>
        {run.name}
      </Link>
    </>
  );
  return (
    <LaunchForm
      {...known}
      origin={origin}
      shelf={space.data.project}
      heading={(dataset) => ({
        title: `${searchOn(space.data.name, dataset)}${run ? ", again" : ""}`,
        lead: again ?? lead,
      })}
      request={run?.request}
    />
  );
}

function FromRun({ id, known }: { id: string; known: Known }): ReactNode {
  const { data, error, refetch } = useQuery(runQuery(id));
  if (data !== undefined) return <FromVersion id={data.version} known={known} run={data} />;
  if (error !== null) return <ErrorPage error={error} onRetry={() => void refetch()} />;
  return <Waiting />;
}

/** The words of a template's own launch are about its own data. */
function headingOf(preset: PresetForm, dataset: DatasetForm | undefined): Heading {
  const { launch, summary } = preset;
  if (launch !== null && (dataset === undefined || dataset.name === launch.dataset))
    return { title: launch.title, lead: launch.summary };
  return { title: searchOn(preset.title, dataset), lead: summary };
}

function FromPreset({ name, known }: { name: string; known: Known }): ReactNode {
  const preset = known.catalogue.presets.find((item) => item.name === name);
  if (preset === undefined)
    return (
      <Page title="Start a search">
        <Empty
          title={`No template is named “${name}”`}
          action={<LinkButton to="/">Choose a template</LinkButton>}
        >
          The templates of this installation are on the start page.
        </Empty>
      </Page>
    );
  return (
    <LaunchForm
      {...known}
      origin={{ kind: "preset", preset }}
      heading={(dataset) => headingOf(preset, dataset)}
    />
  );
}

export function LaunchPage(): ReactNode {
  const { version, preset, run, data } = useSearch({ from: "/members/launch" });
  const { known, error } = useKnown(data);
  if (error !== null && known === undefined) return <ErrorPage error={error} />;
  if (known === undefined) return <Waiting />;
  if (run !== undefined) return <FromRun key={run} id={run} known={known} />;
  if (version !== undefined) return <FromVersion key={version} id={version} known={known} />;
  if (preset !== undefined) return <FromPreset key={preset} name={preset} known={known} />;
  return (
    <Page title="Start a search">
      <Empty
        title="Choose what to search"
        action={<LinkButton to="/">Choose a template</LinkButton>}
      >
        A search starts from a saved version of a space, or straight from a template.
      </Empty>
    </Page>
  );
}
