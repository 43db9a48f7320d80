/** What a launch page starts with, and the request that it makes. Pure. */
import type {
  Catalogue,
  DatasetForm,
  EntryForm,
  ObjectiveRequest,
  PresetForm,
  RunRequest,
} from "../api/forms";
import { defaultsOf, type Settings } from "../ui/schema";

export interface Setup {
  name: string;
  dataset: string;
  strategy: string;
  strategySettings: Settings;
  evaluatorSettings: Settings;
  objectives: ObjectiveRequest[];
  /** Whole numbers as they stand in their fields; an empty one is NaN. */
  candidates: number;
  epochs: number;
  /** Share of the data on which a candidate is trained. */
  fraction: number;
  seed: number;
  concurrency: number;
  device: NonNullable<RunRequest["device"]>;
}

/** What is searched: a saved version, or a template. */
export type Origin =
  | { kind: "version"; id: string; problem: string; preset: PresetForm | undefined }
  | { kind: "preset"; preset: PresetForm };

const STRATEGY = "regularized_evolution";

export const entryOf = (entries: EntryForm[], name: string): EntryForm | undefined =>
  entries.find((entry) => entry.name === name);

export const problemOf = (origin: Origin): string =>
  origin.kind === "preset" ? origin.preset.problem : origin.problem;

/** A dataset that is ready: its card is there. */
export type ReadyDataset = DatasetForm & { card: NonNullable<DatasetForm["card"]> };

const isReady = (item: DatasetForm): item is ReadyDataset =>
  item.state === "ready" && item.card !== null;

/** How a request names a dataset: names of one's own data need not be unique. */
export const nameOf = (item: DatasetForm): string => (item.is_built_in ? item.name : item.id);

/** The datasets that this problem can learn from; installed ones first. */
export function datasetsFor(datasets: DatasetForm[], problem: string): ReadyDataset[] {
  const fitting = datasets
    .filter(isReady)
    .filter((item) => problem === "" || item.card.problem === problem);
  return [...fitting].sort((a, b) => Number(b.is_installed) - Number(a.is_installed));
}

/** The metrics that a problem measures; the first is what is searched for by default. */
export function objectivesFor(catalogue: Catalogue, problem: string): ObjectiveRequest[] {
  const metrics = entryOf(catalogue.problems, problem)?.metrics ?? [];
  return metrics.map(([metric, direction]) => ({ metric, direction }));
}

/** Everything filled in, so that the next click can be "Start search". */
export function initialSetup(
  catalogue: Catalogue,
  datasets: DatasetForm[],
  origin: Origin,
  wantedData?: string,
): Setup {
  const launch = origin.preset?.launch ?? null;
  const problem = problemOf(origin);
  const wanted = launch?.strategy ?? STRATEGY;
  const strategy = entryOf(catalogue.strategies, wanted) ?? catalogue.strategies[0];
  const evaluator = entryOf(catalogue.evaluators, "training");
  const data = datasetsFor(datasets, problem);
  const dataset =
    data.find((item) => item.id === wantedData) ??
    data.find((item) => item.name === launch?.dataset) ??
    data[0];
  return {
    name: "",
    dataset: dataset ? nameOf(dataset) : (launch?.dataset ?? ""),
    strategy: strategy?.name ?? wanted,
    strategySettings: { ...defaultsOf(strategy?.settings ?? {}), ...launch?.strategy_settings },
    evaluatorSettings: defaultsOf(evaluator?.settings ?? {}),
    objectives: objectivesFor(catalogue, problem).slice(0, 1),
    candidates: launch?.candidates ?? 20,
    epochs: launch?.epochs ?? 5,
    fraction: 1,
    seed: 0,
    concurrency: 1,
    device: "auto",
  };
}

/** The setup that asks for what a run was asked for; what it left out is as by default. */
export function setupOf(request: RunRequest, fresh: Setup, catalogue: Catalogue): Setup {
  const training = request.evaluator?.settings ?? {};
  const strategy = entryOf(catalogue.strategies, request.strategy.name);
  return {
    ...fresh,
    name: request.name ?? "",
    dataset: request.dataset,
    strategy: request.strategy.name,
    strategySettings: { ...defaultsOf(strategy?.settings ?? {}), ...request.strategy.settings },
    evaluatorSettings: { ...fresh.evaluatorSettings, ...training },
    objectives: request.objectives?.length ? request.objectives : fresh.objectives,
    candidates: request.budget.candidates,
    epochs: request.fidelity.epochs,
    fraction: request.fidelity.fraction ?? 1,
    seed: request.seed ?? 0,
    concurrency: request.concurrency ?? 1,
    device: request.device ?? "auto",
  };
}

export function requestOf(setup: Setup, origin: Origin, project: string): RunRequest {
  const source =
    origin.kind === "version" ? { version: origin.id } : { preset: origin.preset.name };
  return {
    project,
    ...source,
    dataset: setup.dataset,
    strategy: { name: setup.strategy, settings: setup.strategySettings },
    evaluator: { name: "training", settings: setup.evaluatorSettings },
    objectives: setup.objectives,
    budget: { candidates: setup.candidates },
    fidelity: { epochs: setup.epochs, fraction: setup.fraction },
    seed: setup.seed,
    concurrency: setup.concurrency,
    device: setup.device,
    ...(setup.name.trim() === "" ? {} : { name: setup.name.trim() }),
  };
}

/** The problem kind that a document says, or nothing if it says none. */
export function problemIn(document: string): string {
  const parsed = JSON.parse(document) as { problem?: { kind?: unknown } };
  return typeof parsed.problem?.kind === "string" ? parsed.problem.kind : "";
}
