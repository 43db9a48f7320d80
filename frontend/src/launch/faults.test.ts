import { expect, it } from "vitest";
import { CATALOGUE, DATASETS } from "../api/samples";
import { faultsOf, sentencesOf, settingFaults, warningsOf } from "./faults";
import { initialSetup } from "./setup";

const PRESET = CATALOGUE.presets[0];
if (PRESET === undefined) throw new Error("The sample catalogue must have a preset.");
const SETUP = initialSetup(CATALOGUE, DATASETS, { kind: "preset", preset: PRESET });

it("a template's setup has no fault and nothing odd", () => {
  expect(sentencesOf(faultsOf(SETUP, CATALOGUE))).toEqual([]);
  expect(warningsOf(SETUP)).toEqual([]);
});

it("a setting may be empty only if its schema says so", () => {
  const schema = {
    properties: {
      groups: { anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }], default: null },
      rate: { type: "number", title: "Rate", default: 0.1 },
    },
  };
  expect(settingFaults(schema, { groups: null })).toEqual({});
  expect(settingFaults(schema, { groups: 0, rate: null })).toEqual({
    groups: "Groups must be at least 1, not 0.",
    rate: "Rate must be a number, not empty.",
  });
});

it("a tournament above the population, and a population above the candidates, are warned of", () => {
  const settings = { population: 6, tournament: 7 };
  const [tournament, population] = warningsOf({
    ...SETUP,
    candidates: 5,
    strategySettings: settings,
  });
  expect(tournament).toMatch(/^The tournament \(7\) is larger than the population \(6\)/);
  expect(population).toMatch(/^The population \(6\) is larger than the candidates \(5\)/);
  expect(warningsOf({ ...SETUP, candidates: Number.NaN })).toEqual([]);
});

it("a warning stands beside the faults of other fields", () => {
  const setup = { ...SETUP, candidates: 0, epochs: 0 };
  expect(sentencesOf(faultsOf(setup, CATALOGUE))).toHaveLength(2);
  expect(warningsOf(setup)[0]).toMatch(/is larger than the candidates \(0\)/);
});
