/** How long a run still takes: a range, from what its evaluations took so far. */
import { formatDuration } from "../ui/format";

export interface Range {
  low: number;
  high: number;
}

/** Before so many results the range is widened: the next ones may take longer or shorter. */
const ENOUGH = 5;
const DOUBT = 0.25;

function quantile(sorted: number[], q: number): number {
  const place = (sorted.length - 1) * q;
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  const [a, b] = [sorted[low] ?? 0, sorted[high] ?? 0];
  return a + (b - a) * (place - low);
}

/**
 * Estimate the remaining time.
 *
 * The quartiles of the evaluation times bound the pace; `lanes` candidates are evaluated side by side.
 */
export function estimateRemaining(
  seconds: number[],
  remaining: number,
  lanes: number,
): Range | null {
  if (seconds.length === 0) return null;
  const sorted = [...seconds].sort((a, b) => a - b);
  const rounds = remaining / Math.max(1, lanes);
  const spread = 1 / Math.sqrt(Math.max(1, rounds));
  const middle = quantile(sorted, 0.5);
  const low = middle + (quantile(sorted, 0.25) - middle) * Math.max(spread, 0.3);
  const high = middle + (quantile(sorted, 0.75) - middle) * Math.max(spread, 0.3);
  const doubt = seconds.length < ENOUGH ? DOUBT : 0;
  return { low: rounds * low * (1 - doubt), high: rounds * high * (1 + doubt) };
}

/** How many were evaluated side by side so far: fewer than asked for where workers are missing. */
export function lanesOf(seconds: readonly number[], worked: number, asked: number): number {
  const total = seconds.reduce((sum, one) => sum + one, 0);
  return worked > 0 ? Math.min(asked, Math.max(1, total / worked)) : asked;
}

/** What was estimated before the launch, less the work since; nothing once that is used up. */
export function estimateFromLaunch(launch: Range | undefined, worked: number): Range | null {
  if (launch === undefined || launch.high <= worked) return null;
  return { low: Math.max(0, launch.low - worked), high: launch.high - worked };
}

/** From counters alone: the pace so far goes on, give or take a quarter. */
export function estimateFromPace(
  elapsed: number,
  finished: number,
  remaining: number,
): Range | null {
  if (finished === 0) return null;
  const middle = (elapsed / finished) * remaining;
  return { low: middle * (1 - DOUBT), high: middle * (1 + DOUBT) };
}

/** A line may break between two times, never inside of one. */
const unbroken = (time: string): string => time.replaceAll(" ", "\u00a0");

/** "about 40 s", "3 min 10 s to 4 min", "no estimate yet". */
export function formatRange(range: Range | null): string {
  if (range === null) return "no estimate yet";
  const written = (seconds: number): string => unbroken(formatDuration(coarse(seconds)));
  const [low, high] = [written(range.low), written(range.high)];
  return low === high ? `about ${high}` : `${low} to ${high}`;
}

/** No more precision than an estimate has: 5 s below two minutes, then 30 s, then 5 minutes. */
function coarse(seconds: number): number {
  const step = seconds < 15 ? 1 : seconds < 120 ? 5 : seconds < 3600 ? 30 : 300;
  return Math.round(seconds / step) * step;
}
