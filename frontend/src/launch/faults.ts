/** What keeps a setup from being started, and what is odd about it. Pure. */
import type { Catalogue } from "../api/forms";
import { type Bounds, faultIn } from "../ui/bounds";
import { titleOf } from "../ui/format";
import { fieldOf, fieldsOf, type JsonSchema, type Settings } from "../ui/schema";
import { entryOf, type Setup } from "./setup";

export const BOUNDS = {
  candidates: { label: "Candidates", min: 1, max: 1_000_000, isWhole: true },
  epochs: { label: "Epochs", min: 1, max: 10_000, isWhole: true },
  concurrency: { label: "At once", min: 1, max: 64, isWhole: true },
  seed: { label: "Seed", min: 0, max: Number.MAX_SAFE_INTEGER, isWhole: true },
} as const satisfies Partial<Record<keyof Setup, Bounds>>;

type Faults = Record<string, string>;

/** The faults of settings, by the setting's name. */
export function settingFaults(schema: JsonSchema, settings: Settings): Faults {
  const faults: Faults = {};
  for (const name of fieldsOf(schema)) {
    const field = fieldOf(schema, name);
    const value = name in settings ? settings[name] : field.initial;
    if (field.kind !== "integer" && field.kind !== "number") continue;
    if (field.isNullable && value === null) continue;
    const label = field.title === "" ? titleOf(name) : field.title;
    const isWhole = field.kind === "integer";
    const fault = faultIn(value, { label, min: field.minimum, max: field.maximum, isWhole });
    if (fault !== undefined) faults[name] = fault;
  }
  return faults;
}

export interface SetupFaults {
  budget: Faults;
  strategy: Faults;
  evaluator: Faults;
}

export function faultsOf(setup: Setup, catalogue: Catalogue): SetupFaults {
  const budget: Faults = {};
  for (const [name, bounds] of Object.entries(BOUNDS)) {
    const fault = faultIn(setup[name as keyof typeof BOUNDS], bounds);
    if (fault !== undefined) budget[name] = fault;
  }
  const strategy = entryOf(catalogue.strategies, setup.strategy)?.settings ?? {};
  const evaluator = entryOf(catalogue.evaluators, "training")?.settings ?? {};
  return {
    budget,
    strategy: settingFaults(strategy, setup.strategySettings),
    evaluator: settingFaults(evaluator, setup.evaluatorSettings),
  };
}

export const sentencesOf = (faults: SetupFaults): string[] =>
  [faults.budget, faults.strategy, faults.evaluator].flatMap((part) => Object.values(part));

/** What may be started, but hardly does what was meant. */
export function warningsOf({ strategySettings, candidates }: Setup): string[] {
  const { population, tournament } = strategySettings;
  const warnings: string[] = [];
  if (typeof population !== "number") return warnings;
  if (typeof tournament === "number" && tournament > population)
    warnings.push(
      `The tournament (${tournament}) is larger than the population (${population}): nearly every ` +
        "parent will be the best so far.",
    );
  if (population > candidates)
    warnings.push(
      `The population (${population}) is larger than the candidates (${candidates}): all of them ` +
        "are drawn by chance, none is evolved.",
    );
  return warnings;
}
