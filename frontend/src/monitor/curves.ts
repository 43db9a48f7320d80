/** Geometry of the curve cloud: plain data in, plain data out. */
import type { CandidateSummary, Curve } from "../api/forms";
import { count } from "../ui/format";
import { repeated } from "./birth";

export interface Line {
  index: number;
  steps: number[];
  values: number[];
}

export interface Domain {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

export interface Plot {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** All metrics that any curve has, validation first. */
export function metricsOf(curves: Curve[]): string[] {
  const names = new Set(curves.flatMap((curve) => Object.keys(curve.values)));
  const order = (name: string): number =>
    /^(val|accuracy)/.test(name) ? 0 : /loss/.test(name) ? 2 : 1;
  return [...names].sort((a, b) => order(a) - order(b) || a.localeCompare(b));
}

/** The curves of one metric; numbers that are none are left out. */
export function linesOf(curves: Curve[], metric: string): Line[] {
  return curves.flatMap((curve) => {
    const steps: number[] = [];
    const values: number[] = [];
    for (const [k, value] of (curve.values[metric] ?? []).entries()) {
      const at = curve.steps[metric]?.[k];
      if (at === undefined || !Number.isFinite(value)) continue;
      steps.push(at);
      values.push(value);
    }
    return steps.length === 0 ? [] : [{ index: curve.index, steps, values }];
  });
}

/** Why a candidate has no curve. */
function missing(item: CandidateSummary): string {
  if (repeated(item) !== null) return "repeated";
  if (item.state === "finished") return "without this metric";
  return item.state === "failed" ? "ended before an epoch" : "to come";
}

/** "16 candidates"; "15 of 16 candidates · 1 repeated": how many curves there are, and why not all. */
export function curvesNote(lines: Line[], candidates: CandidateSummary[], total: number): string {
  const all = count(total, "candidate");
  if (lines.length >= total) return all;
  const drawn = new Set(lines.map(({ index }) => index));
  const reasons = new Map<string, number>();
  for (const item of candidates)
    if (!drawn.has(item.index)) reasons.set(missing(item), (reasons.get(missing(item)) ?? 0) + 1);
  if (candidates.length < total) reasons.set("in the leaderboard only", total - candidates.length);
  const said = [...reasons].map(([reason, n]) => `${n} ${reason}`);
  return [`${lines.length} of ${all}`, ...(said.length > 0 ? [said.join(", ")] : [])].join(" · ");
}

export const pointsIn = (lines: Line[]): number =>
  lines.reduce((sum, line) => sum + line.steps.length, 0);

/** Steps of 1, 2 or 5 times a power of ten. */
export function ticks(low: number, high: number, most: number): number[] {
  const raw = (high - low) / Math.max(1, most);
  if (!(raw > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((n) => n * power >= raw * 0.999) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) =>
    Number(((first + k) * step).toPrecision(12)),
  );
}

/** Least and greatest value of all lines; lines without one spread a little, none at all fill 0 … 1. */
function rangeOf(lines: Line[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const line of lines) {
    for (const value of line.values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return [0, 1];
  return low === high ? [low - 0.05, high + 0.05] : [low, high];
}

/** The epochs from the first to the last; a single one stands in the middle. */
export const epochRange = (first: number, last: number): [number, number] =>
  first < last ? [first, last] : [last - 0.5, last + 0.5];

/** The range that holds all lines, widened to round numbers. */
export function domainOf(lines: Line[], epochs: number): Domain {
  const [low, high] = rangeOf(lines);
  const last = lines.reduce((most, line) => Math.max(most, line.steps.at(-1) ?? 0), epochs);
  const [first = low, second = high] = ticks(low, high, 8);
  const step = second - first || high - low;
  const [y0, y1] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  const [x0, x1] = epochRange(1, Math.max(1, last));
  const isShare = low >= 0 && high <= 1;
  return {
    x0,
    x1,
    y0: isShare ? Math.max(0, y0) : y0,
    y1: isShare ? Math.min(1, y1) : y1,
  };
}

export const xOf = (step: number, domain: Domain, plot: Plot): number =>
  plot.left + ((step - domain.x0) / (domain.x1 - domain.x0)) * plot.width;

export const yOf = (value: number, domain: Domain, plot: Plot): number =>
  plot.top + (1 - (value - domain.y0) / (domain.y1 - domain.y0)) * plot.height;

export interface Hit {
  index: number;
  step: number;
  value: number;
}

/** The point nearest to a place on the canvas, within `reach` pixels. */
export function nearest(
  lines: Line[],
  domain: Domain,
  plot: Plot,
  place: { x: number; y: number },
  reach = 32,
): Hit | null {
  let best: Hit | null = null;
  let least = reach * reach;
  for (const line of lines) {
    for (const [k, step] of line.steps.entries()) {
      const value = line.values[k] ?? 0;
      const dx = xOf(step, domain, plot) - place.x;
      const dy = yOf(value, domain, plot) - place.y;
      const distance = dx * dx + dy * dy;
      if (distance <= least) {
        least = distance;
        best = { index: line.index, step, value };
      }
    }
  }
  return best;
}

/** One sentence for those who do not see the chart. */
export function describeCloud(
  lines: Line[],
  metric: string,
  candidates: CandidateSummary[],
): string {
  if (lines.length === 0) return "No learning curves yet.";
  const best = candidates.find((item) => item.rank === 1);
  const line = lines.find((item) => item.index === best?.index);
  const end = line?.values.at(-1);
  const tail =
    best === undefined || end === undefined
      ? ""
      : ` The best, candidate ${best.index}, stands at ${Number(end.toPrecision(3))}.`;
  return `${lines.length} learning curves of ${metric} by epoch.${tail}`;
}
