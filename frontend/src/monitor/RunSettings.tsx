/** Everything that a run was asked for, in the words of the launch page. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Catalogue, EntryForm, RunForm } from "../api/forms";
import { catalogueQuery } from "../api/queries";
import { formatExact, titleOf } from "../ui/format";
import { ForMembers } from "../ui/guest";
import { LinkButton } from "../ui/LinkButton";
import { fieldOf, fieldsOf } from "../ui/schema";
import classes from "./RunSettings.module.css";

const DEVICES: Record<string, string> = {
  auto: "best available",
  cpu: "CPU",
  cuda: "NVIDIA GPU (cuda)",
  mps: "Apple GPU (mps)",
};

type Row = [label: string, value: ReactNode];

function written(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null || value === undefined ? "none" : JSON.stringify(value);
}

/** The settings of a strategy or of the training: those that were given, else the defaults. */
export function settingRows(
  entry: EntryForm | undefined,
  given: Record<string, unknown> = {},
): Row[] {
  if (entry === undefined)
    return Object.entries(given).map(([name, value]) => [titleOf(name), written(value)]);
  return fieldsOf(entry.settings).map((name) => {
    const field = fieldOf(entry.settings, name);
    const value = name in given ? given[name] : field.initial;
    return [field.title || titleOf(name), field.optionTitles?.[String(value)] ?? written(value)];
  });
}

function Group({ title, rows }: { title: string; rows: Row[] }): ReactNode {
  return (
    <section aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.rows}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function groupsOf(run: RunForm, catalogue: Catalogue): [string, Row[]][] {
  const { request } = run;
  const strategy = catalogue.strategies.find(({ name }) => name === request.strategy.name);
  const evaluator = request.evaluator?.name ?? "training";
  const training = catalogue.evaluators.find(({ name }) => name === evaluator);
  const objectives = run.objectives.map(
    ({ metric, direction }) =>
      `${direction === "max" ? "highest" : "lowest"} ${titleOf(metric).toLowerCase()}`,
  );
  const name = `${run.space_name} v${run.version_number}`;
  const version = (
    <ForMembers instead={name}>
      <Link
        to="/spaces/$id/versions/$number"
        params={{ id: run.space, number: String(run.version_number) }}
      >
        {name}
      </Link>
    </ForMembers>
  );
  const fraction = request.fidelity.fraction ?? 1;
  return [
    [
      "What is searched",
      [
        ["Space", version],
        ["Data", run.dataset_title],
        ["Objective", objectives.join(", ")],
        ["Seed", String(request.seed ?? 0)],
      ],
    ],
    [
      "Strategy",
      [
        ["Strategy", strategy?.title ?? titleOf(request.strategy.name)],
        ...settingRows(strategy, request.strategy.settings),
      ],
    ],
    [
      "Budget",
      [
        ["Candidates", formatExact(request.budget.candidates)],
        ["Epochs each", formatExact(request.fidelity.epochs)],
        ["Share of the data", `${Math.round(fraction * 100)} %`],
        ["Side by side", String(request.concurrency ?? 1)],
        ["Device", DEVICES[request.device ?? "auto"] ?? String(request.device)],
      ],
    ],
    ["Training", settingRows(training, request.evaluator?.settings)],
  ];
}

/** An ended run offers to be run again in its head; this is for one that goes on. */
export function RunSettings({ run }: { run: RunForm }): ReactNode {
  const { data } = useQuery(catalogueQuery);
  if (data === undefined) return <p className={classes.panel}>Reading what was asked for…</p>;
  return (
    <section className={classes.panel} aria-label="Settings">
      <div className={classes.groups}>
        {groupsOf(run, data).map(([title, rows]) => (
          <Group key={title} title={title} rows={rows} />
        ))}
      </div>
      {run.ended_at === null ? (
        <ForMembers>
          <LinkButton to="/launch" search={{ run: run.id }} variant="default">
            Start another run with these settings
          </LinkButton>
        </ForMembers>
      ) : null}
    </section>
  );
}
