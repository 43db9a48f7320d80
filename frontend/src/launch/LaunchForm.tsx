import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import type { Catalogue, DatasetForm, RunRequest, Session } from "../api/forms";
import { estimateQuery, startRun } from "../api/queries";
import { ProjectSelect } from "../team/ProjectSelect";
import { projectOf, useChosen } from "../team/useProject";
import { Page } from "../ui/Page";
import { EstimatePanel } from "./EstimatePanel";
import { faultsOf, sentencesOf, warningsOf } from "./faults";
import { BudgetFields, DataFields, StrategyFields, TrainingFields } from "./fields";
import classes from "./Launch.module.css";
import { initialSetup, nameOf, type Origin, requestOf, type Setup, setupOf } from "./setup";

export interface Heading {
  title: string;
  lead: ReactNode;
}

export interface LaunchFormProps {
  catalogue: Catalogue;
  datasets: DatasetForm[];
  session: Session;
  origin: Origin;
  /** The project in which the space stands: its runs stay in that team. */
  shelf?: string;
  /** What is searched, and with which data. */
  heading: (dataset: DatasetForm | undefined) => Heading;
  /** What a run was asked for that is to be asked for again. */
  request?: RunRequest | undefined;
  /** Id of the data that is to be learned from. */
  data?: string | undefined;
}

export function LaunchForm({
  catalogue,
  datasets,
  session,
  origin,
  shelf,
  heading,
  request,
  data,
}: LaunchFormProps): ReactNode {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [setup, setSetup] = useState(() => {
    const fresh = initialSetup(catalogue, datasets, origin, data);
    return request === undefined ? fresh : setupOf(request, fresh, catalogue);
  });
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState<string>();
  const team = session.projects.find(({ id }) => id === shelf)?.team;
  const mine = session.projects.filter(
    (item) => item.can.includes("run") && (team === undefined || item.team === team),
  );
  const usual = useChosen(({ id }) => id);
  const project = projectOf(mine, chosen, request?.project, shelf, usual) ?? session.projects[0];
  const faults = useMemo(() => faultsOf(setup, catalogue), [setup, catalogue]);
  const isSound = sentencesOf(faults).length === 0;
  const wish = useMemo(
    () => ({ request: requestOf(setup, origin, project?.id ?? ""), isSound }),
    [setup, origin, project, isSound],
  );
  const [settled] = useDebouncedValue(wish, 250);
  const estimate = useQuery({ ...estimateQuery(settled.request), enabled: settled.isSound });
  const start = useMutation({
    mutationFn: () => startRun(wish.request, key),
    onSuccess: (run) => {
      void client.invalidateQueries({ queryKey: ["runs"] });
      return navigate({ to: "/runs/$id", params: { id: run.id } });
    },
  });
  /** Another request is another deed, with a key of its own. */
  const change = (fields: Partial<Setup>): void => {
    setSetup((old) => ({ ...old, ...fields }));
    setKey(crypto.randomUUID());
    start.reset();
  };
  const parts = { setup, change, catalogue, datasets, origin, faults, asked: data };
  return (
    <Page {...heading(datasets.find((item) => nameOf(item) === setup.dataset))}>
      <form
        className={classes.columns}
        onSubmit={(event) => {
          event.preventDefault();
          if (isSound) start.mutate();
        }}
      >
        <div className={classes.fields}>
          <ProjectSelect
            label="Project that takes the run"
            projects={mine}
            project={project?.id}
            onChoose={(id) => {
              setChosen(id);
              change({});
            }}
          />
          <DataFields {...parts} />
          <StrategyFields {...parts} />
          <BudgetFields {...parts} />
          <TrainingFields {...parts} />
        </div>
        <EstimatePanel
          estimate={estimate.data}
          isFresh={settled === wish && !estimate.isFetching}
          error={start.error ?? estimate.error}
          onRetry={start.error === null ? () => void estimate.refetch() : undefined}
          isStarting={start.isPending}
          setup={setup}
          faults={sentencesOf(faults)}
          warnings={warningsOf(setup)}
        />
      </form>
    </Page>
  );
}
