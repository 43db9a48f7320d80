/** The order of the leaderboard. While somebody reads it, nothing moves: what is new is counted. */
import { useMemo, useRef, useState } from "react";
import type { CandidateSummary } from "../api/forms";

export type SortKey = "rank" | "score" | "index" | "parameters" | "macs";

/** Sort: ranked by rank (by score is the same order), then the others newest first. */
export function sortBy(items: CandidateSummary[], key: SortKey): CandidateSummary[] {
  const value = (item: CandidateSummary): number => {
    if (key === "index") return -item.index;
    if (key === "rank" || key === "score") return item.rank ?? 1e12 - item.index;
    return item[key];
  };
  return [...items].sort((a, b) => value(a) - value(b) || a.index - b.index);
}

/** Rows in a kept order: known ones stay where they are, those that came since are left out. */
export function keepOrder(items: CandidateSummary[], order: number[]): CandidateSummary[] {
  const known = new Map(items.map((item) => [item.index, item]));
  return order.flatMap((index) => known.get(index) ?? []);
}

export interface Order {
  rows: CandidateSummary[];
  /** How many rows would appear or move if the order were taken anew. */
  waiting: number;
  hold: () => void;
  release: () => void;
}

/** Follow the live order, or keep the order as it was when reading began. */
export function useOrder(items: CandidateSummary[], key: SortKey): Order {
  const [isHeld, setHeld] = useState(false);
  const kept = useRef<number[]>([]);
  const live = useMemo(() => sortBy(items, key), [items, key]);
  if (!isHeld) kept.current = live.map((item) => item.index);
  const rows = isHeld ? keepOrder(items, kept.current) : live;
  const waiting = isHeld
    ? live.filter((item, place) => kept.current[place] !== item.index).length
    : 0;
  return { rows, waiting, hold: () => setHeld(true), release: () => setHeld(false) };
}
