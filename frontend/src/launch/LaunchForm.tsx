import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import type { Catalogue, DatasetForm, Session } from "../api/forms";
import { estimateQuery, startRun } from "../api/queries";
import { Page } from "../ui/Page";
import { EstimatePanel } from "./EstimatePanel";
import { BudgetFields, DataFields, StrategyFields, TrainingFields } from "./fields";
import classes from "./Launch.module.css";
import { initialSetup, type Origin, requestOf, type Setup } from "./setup";

export interface LaunchFormProps {
  catalogue: Catalogue;
  datasets: DatasetForm[];
  session: Session;
  origin: Origin;
  title: string;
  lead: ReactNode;
}

export function LaunchForm({
  catalogue,
  datasets,
  session,
  origin,
  title,
  lead,
}: LaunchFormProps): ReactNode {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [setup, setSetup] = useState(() => initialSetup(catalogue, datasets, origin));
  const [key, setKey] = useState(() => crypto.randomUUID());
  const project = session.projects.find((item) => item.can.includes("run")) ?? session.projects[0];
  const request = useMemo(
    () => requestOf(setup, origin, project?.id ?? ""),
    [setup, origin, project],
  );
  const [settled] = useDebouncedValue(request, 250);
  const estimate = useQuery(estimateQuery(settled));
  const start = useMutation({
    mutationFn: () => startRun(request, key),
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
  const parts = { setup, change, catalogue, datasets, origin };
  return (
    <Page title={title} lead={lead}>
      <form
        className={classes.columns}
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <div className={classes.fields}>
          <DataFields {...parts} />
          <StrategyFields {...parts} />
          <BudgetFields {...parts} />
          <TrainingFields {...parts} />
        </div>
        <EstimatePanel
          estimate={estimate.data}
          isFresh={settled === request && !estimate.isFetching}
          error={start.error ?? estimate.error}
          isStarting={start.isPending}
          setup={setup}
        />
      </form>
    </Page>
  );
}
