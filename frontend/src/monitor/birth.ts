/** How a candidate came to be, in words. */
import type { CandidateSummary } from "../api/forms";
import { formatDuration } from "../ui/format";
import { type Drawing, wordsOf } from "./decisionWords";

type Born = Pick<CandidateSummary, "parents" | "how">;

const named = (parents: number[]): string => parents.map((parent) => `#${parent}`).join(" × ");

/** "random", "#3, changed Cell · in → n3", "#3 × #7". */
export function describeBirth({ parents, how }: Born, drawing: Drawing | null = null): string {
  if (parents.length === 0) return "random";
  if (typeof how.mutated !== "string") return named(parents);
  return `${named(parents)}, changed ${wordsOf(how.mutated, null, drawing).where}`;
}

type Timed = Pick<CandidateSummary, "how" | "state" | "seconds">;

/** The candidate that it repeats: a network that was scored before is not trained again. */
export function repeated({ how, state, seconds }: Timed): number | null {
  const { repeats } = how;
  return state === "finished" && seconds === 0 && typeof repeats === "number" ? repeats : null;
}

/** How long it was trained, or "same network as #4". */
export function describeTime(item: Timed): string {
  const twin = repeated(item);
  return twin === null ? formatDuration(item.seconds) : `same network as #${twin}`;
}

/** The same for a column of a table: "same as #4". */
export function timeOf(item: Timed): string {
  const twin = repeated(item);
  return twin === null ? formatDuration(item.seconds) : `same as #${twin}`;
}

export interface Difference {
  path: string;
  /** Undefined where it was not active. */
  before: unknown;
  after: unknown;
}

/** The decisions in which a child departs from its parent: "cell/e03/op: conv3 → skip". */
export function differencesOf(
  parent: Record<string, unknown>,
  child: Record<string, unknown>,
): Difference[] {
  const paths = [...new Set([...Object.keys(parent), ...Object.keys(child)])].sort();
  return paths.flatMap((path) => {
    const [before, after] = [parent[path], child[path]];
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  });
}
