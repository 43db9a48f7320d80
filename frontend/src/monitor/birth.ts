/** How a candidate came to be, in words. */
import type { CandidateSummary } from "../api/forms";
import { formatDuration } from "../ui/format";
import { type Drawing, wordsOf } from "./decisionWords";

type Born = Pick<CandidateSummary, "parents" | "how">;

const named = (parents: number[]): string => parents.map((parent) => `#${parent}`).join(" × ");

export interface Birth {
  words: string;
  /** The decision in which it departs from its parent, if there is one such. */
  path: string;
}

export function birthOf({ parents, how }: Born, drawing: Drawing | null = null): Birth {
  if (parents.length === 0) return { words: "random", path: "" };
  if (typeof how.mutated !== "string") return { words: named(parents), path: "" };
  return { words: `${named(parents)}, changed`, path: wordsOf(how.mutated, null, drawing).where };
}

/** "random", "#3, changed Cell · in → n3", "#3 × #7". */
export function describeBirth(born: Born, drawing: Drawing | null = null): string {
  const { words, path } = birthOf(born, drawing);
  return `${words} ${path}`.trim();
}

type Timed = Pick<CandidateSummary, "how" | "state" | "seconds">;

/** How long it was trained. A network that was scored before is not: "same network as #4". */
export function describeTime({ how, state, seconds }: Timed): string {
  const isCopied = state === "finished" && seconds === 0 && typeof how.repeats === "number";
  return isCopied ? `same network as #${how.repeats}` : formatDuration(seconds);
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
