/** The parts of the launch form. Each shows one question and changes its own fields. */
import { Select, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Catalogue, DatasetForm } from "../api/forms";
import { Card } from "../ui/Card";
import { formatExact, titleOf } from "../ui/format";
import { Notice } from "../ui/Notice";
import quiet from "../ui/QuietButton.module.css";
import { SchemaForm } from "../ui/SchemaForm";
import { defaultsOf, fieldsOf } from "../ui/schema";
import { TypedNumber } from "../ui/TypedNumber";
import { BOUNDS, type SetupFaults } from "./faults";
import classes from "./Launch.module.css";
import {
  datasetsFor,
  entryOf,
  nameOf,
  type Origin,
  objectivesFor,
  problemOf,
  type ReadyDataset,
  type Setup,
} from "./setup";

export interface PartProps {
  setup: Setup;
  change: (fields: Partial<Setup>) => void;
  catalogue: Catalogue;
  datasets: DatasetForm[];
  origin: Origin;
  faults: SetupFaults;
  /** Id of the data that the address names. */
  asked?: string | undefined;
}

/** A number with its thousands apart; of a list, the items. */
function factOf(value: ReadyDataset["card"]["symbols"][string]): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "number" ? formatExact(value) : value;
}

/** How a table reaches the network, with columns that say what is missing: of use to drawings only. */
const OF_TABLES = ["columns", "numbers", "cardinalities"];

function DatasetFacts({ dataset }: { dataset: ReadyDataset }): ReactNode {
  const { card } = dataset;
  const facts = Object.entries(card.symbols)
    .filter(([name]) => !OF_TABLES.includes(name))
    .map(([name, value]) => `${name} ${factOf(value)}`);
  return (
    <div className={classes.facts}>
      <p>{card.summary}</p>
      <p className={classes.quiet}>
        {[...facts, card.source, card.licence].filter(Boolean).join(" · ")}
      </p>
    </div>
  );
}

const choiceOf = (item: ReadyDataset): { value: string; label: string; disabled: boolean } => ({
  value: nameOf(item),
  label: item.is_installed ? item.card.title : `${item.card.title} (not installed)`,
  disabled: !item.is_installed,
});

/** The data to choose from; where some is one's own, in two groups. */
function choicesOf(data: ReadyDataset[]) {
  const own = data.filter((item) => !item.is_built_in).map(choiceOf);
  const builtIn = data.filter((item) => item.is_built_in).map(choiceOf);
  if (own.length === 0) return builtIn;
  return [
    { group: "Your data", items: own },
    { group: "Built in", items: builtIn },
  ];
}

interface MisfitProps extends Pick<PartProps, "asked" | "datasets" | "catalogue"> {
  data: ReadyDataset[];
}

/** Why data that the address names is not among the choices. */
function Misfit({ asked, datasets, data, catalogue }: MisfitProps): ReactNode {
  if (asked === undefined || data.some(({ id }) => id === asked)) return null;
  const named = datasets.find(({ id }) => id === asked);
  const problem = named?.card?.problem ?? "";
  const title = entryOf(catalogue.problems, problem)?.title ?? titleOf(problem);
  return (
    <Notice tone="warn" title={named ? `${named.name} cannot be searched on here` : undefined}>
      {named === undefined
        ? "The data that the address names is not there: it was deleted, or it is another team’s."
        : named.card === null || named.state !== "ready"
          ? "It is not ready: a worker has yet to check it, or it was refused."
          : `Its problem is ${title.toLowerCase()}; this space is for another.`}
    </Notice>
  );
}

export function DataFields({
  setup,
  change,
  datasets,
  origin,
  catalogue,
  asked,
}: PartProps): ReactNode {
  const data = datasetsFor(datasets, problemOf(origin));
  const missing = data.filter((item) => !item.is_installed);
  const chosen = data.find((item) => nameOf(item) === setup.dataset);
  const objectives = objectivesFor(catalogue, problemOf(origin));
  return (
    <Card title="Data and objective" actions={<Link to="/data">All data and upload</Link>}>
      <Misfit asked={asked} datasets={datasets} data={data} catalogue={catalogue} />
      <div className={classes.grid}>
        <Select
          label="Data"
          data={choicesOf(data)}
          value={setup.dataset}
          allowDeselect={false}
          onChange={(name) => name !== null && change({ dataset: name })}
        />
        <Select
          label="Objective"
          data={objectives.map(({ metric, direction }) => ({
            value: metric,
            label: `${direction === "max" ? "Highest" : "Lowest"} ${titleOf(metric).toLowerCase()}`,
          }))}
          value={setup.objectives[0]?.metric ?? null}
          allowDeselect={false}
          onChange={(name) =>
            change({ objectives: objectives.filter(({ metric }) => metric === name) })
          }
        />
      </div>
      {chosen === undefined ? null : <DatasetFacts dataset={chosen} />}
      {missing.map((item) => (
        <p key={item.id} className={classes.quiet}>
          {item.card.title} is not installed. {item.hint}
        </p>
      ))}
    </Card>
  );
}

export function StrategyFields({ setup, change, catalogue, faults }: PartProps): ReactNode {
  const entry = entryOf(catalogue.strategies, setup.strategy);
  return (
    <Card title="Strategy">
      <div className={classes.grid}>
        <Select
          label="Strategy"
          data={catalogue.strategies.map(({ name, title }) => ({ value: name, label: title }))}
          value={setup.strategy}
          allowDeselect={false}
          onChange={(name) => {
            const next = entryOf(catalogue.strategies, name ?? "");
            if (next) change({ strategy: next.name, strategySettings: defaultsOf(next.settings) });
          }}
        />
      </div>
      {entry === undefined ? null : (
        <div className={classes.facts}>
          <p>{entry.summary}</p>
          {entry.paper === "" ? null : <p className={classes.quiet}>{entry.paper}</p>}
        </div>
      )}
      {entry === undefined || fieldsOf(entry.settings).length === 0 ? null : (
        <SchemaForm
          schema={entry.settings}
          value={setup.strategySettings}
          errors={faults.strategy}
          onChange={(strategySettings) => change({ strategySettings })}
        />
      )}
    </Card>
  );
}

interface WholeProps extends Pick<PartProps, "setup" | "change" | "faults"> {
  name: keyof typeof BOUNDS;
  description: string;
}

function Whole({ name, description, setup, change, faults }: WholeProps): ReactNode {
  const { label, min, max } = BOUNDS[name];
  return (
    <TypedNumber
      label={label}
      description={description}
      value={Number.isNaN(setup[name]) ? null : setup[name]}
      min={min}
      max={max}
      error={faults.budget[name]}
      onChange={(value) => change({ [name]: value ?? Number.NaN })}
    />
  );
}

const DEVICES = [
  { value: "auto", label: "Best available" },
  { value: "cpu", label: "CPU" },
  { value: "cuda", label: "NVIDIA GPU (cuda)" },
  { value: "mps", label: "Apple GPU (mps)" },
];

export function BudgetFields({ setup, change, faults }: PartProps): ReactNode {
  const whole = { setup, change, faults };
  return (
    <Card title="Budget and resources">
      <div className={classes.grid}>
        <Whole {...whole} name="candidates" description="How many networks are tried." />
        <Whole {...whole} name="epochs" description="How long each of them is trained." />
        <Whole {...whole} name="concurrency" description="How many are trained side by side." />
        <Select
          label="Device"
          description="What they are trained on."
          data={DEVICES}
          value={setup.device}
          allowDeselect={false}
          onChange={(device) => change({ device: device as Setup["device"] })}
        />
        <Whole {...whole} name="seed" description="The same seed gives the same search." />
        <TextInput
          label="Name"
          description="Of the run; one is made up if empty."
          value={setup.name}
          maxLength={200}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </div>
    </Card>
  );
}

export function TrainingFields({ setup, change, catalogue, faults }: PartProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const entry = entryOf(catalogue.evaluators, "training");
  if (entry === undefined || fieldsOf(entry.settings).length === 0) return null;
  return (
    <Card
      title="Training"
      note="sensible defaults"
      actions={
        <button
          type="button"
          className={quiet.button}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Hide settings" : "Show settings"}
        </button>
      }
    >
      {isOpen ? (
        <SchemaForm
          schema={entry.settings}
          value={setup.evaluatorSettings}
          errors={faults.evaluator}
          onChange={(evaluatorSettings) => change({ evaluatorSettings })}
        />
      ) : (
        <p className={classes.quiet}>{entry.summary}</p>
      )}
    </Card>
  );
}
