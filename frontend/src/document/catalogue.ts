/** Looking things up in the catalogue that the server sends. */

import type { components } from "../api/types";

export type Catalogue = components["schemas"]["Catalogue"];
export type OperatorForm = components["schemas"]["OperatorForm"];
export type EntryForm = components["schemas"]["EntryForm"];
export type Issue = components["schemas"]["Issue"];

const byName = new WeakMap<Catalogue, Map<string, OperatorForm>>();

export function operatorsOf(catalogue: Catalogue): OperatorForm[] {
  return catalogue.operators;
}

export function operatorNamed(catalogue: Catalogue, name: string): OperatorForm | undefined {
  let known = byName.get(catalogue);
  if (!known) {
    known = new Map(catalogue.operators.map((operator) => [operator.name, operator]));
    byName.set(catalogue, known);
  }
  return known.get(name);
}

export function problemNamed(catalogue: Catalogue, name: string): EntryForm | undefined {
  return catalogue.problems.find((problem) => problem.name === name);
}

/** Default of every setting that has one, from the JSON schema of an operator's settings. */
export function defaultsOf(operator: OperatorForm): Record<string, unknown> {
  const properties = operator.settings.properties as
    | Record<string, { default?: unknown }>
    | undefined;
  const entries = Object.entries(properties ?? {}).filter(([, schema]) => "default" in schema);
  return Object.fromEntries(entries.map(([name, schema]) => [name, schema.default]));
}

/** Settings that must be given. */
export function requiredOf(operator: OperatorForm): string[] {
  return (operator.settings.required as string[] | undefined) ?? [];
}
