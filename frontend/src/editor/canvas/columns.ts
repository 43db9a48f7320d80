/**
 * Modules in columns: each node one step after the last that feeds it, lone ones on one axis.
 *
 * Wires that pass a column run in lanes beside it (see routing), so the nodes of a cell stay in a
 * line however many wires there are, as the papers draw them.
 */

import type { Flow } from "./picture";
import type { Point, Size } from "./routing";

export interface Standing extends Size {
  id: string;
  /** More height where data runs to the right: a row for each of several ports. */
  rows?: number;
  /** More width where data runs down: several ports side by side. */
  spread?: number;
}

export interface Joint {
  source: string;
  target: string;
  label: Size | null;
}

const BESIDE = 40;
const PLAIN_STEP = { right: 44, down: 40 };
/** Room in which wires part before they meet the names of several ports. */
const PORT_NAMES = 18;
/** Free wire before and behind a label: room for the wires that come together beside it. */
const LABEL_MARGIN = { right: 52, down: 48 };
const SETTLING = 6;
/** Room for a wire that passes a column; the same as routing gives it. */
const CLEARANCE = 16;
const PLAIN_LANE = 14;

/** Where nodes stand, and the room that the drawing takes with the lanes of its wires. */
export function inColumns(
  nodes: readonly Standing[],
  joints: readonly Joint[],
  flow: Flow,
): { spots: Map<string, Point> } & Size {
  const known = new Set(nodes.map(({ id }) => id));
  const wires = joints.filter(({ source, target }) => known.has(source) && known.has(target));
  const ranks = ranksOf(nodes, wires);
  const columns = ordered(nodes, wires, ranks);
  const across = settle(columns, wires, flow);
  const starts = startsOf(columns, wires, ranks, flow);
  const spots = new Map<string, Point>();
  for (const [rank, column] of columns.entries()) {
    const deep = depthOf(column, flow);
    for (const node of column) {
      const along = (starts[rank] ?? 0) + lateness(node, deep, flow);
      const beside = (across.get(node.id) ?? 0) - sizeAcross(node, flow) / 2;
      const [x, y] = flow === "right" ? [along, beside] : [beside, along];
      spots.set(node.id, { x: Math.round(x), y: Math.round(y) });
    }
  }
  const last = columns.length - 1;
  const length = last < 0 ? 0 : (starts[last] ?? 0) + depthOf(columns[last] ?? [], flow);
  const breadth = breadthOf(columns, wires, ranks, across, flow);
  return {
    spots,
    width: flow === "right" ? length : breadth,
    height: flow === "right" ? breadth : length,
  };
}

/** Nodes of a column are level where wires leave them; outputs, where wires enter. */
function lateness(node: Standing, deep: number, flow: Flow): number {
  return node.id.startsWith("out.") ? 0 : deep - sizeAlong(node, flow);
}

function sizeAlong({ width, height }: Size, flow: Flow): number {
  return flow === "right" ? width : height;
}

function sizeAcross({ width, height }: Size, flow: Flow): number {
  return flow === "right" ? height : width;
}

function depthOf(column: readonly Standing[], flow: Flow): number {
  return Math.max(0, ...column.map((node) => sizeAlong(node, flow)));
}

/** The column of each node: inputs first, outputs last, the rest one behind what feeds it. */
function ranksOf(nodes: readonly Standing[], wires: readonly Joint[]): Map<string, number> {
  const ranks = new Map<string, number>();
  const waiting = nodes.filter(({ id }) => !id.startsWith("out.")).map(({ id }) => id);
  while (waiting.length > 0) {
    const feeds = (id: string) => wires.filter((wire) => wire.target === id && wire.source !== id);
    const isReady = (id: string) => feeds(id).every(({ source }) => !waiting.includes(source));
    // In a ring nothing is ready; the first one written opens it.
    const id = waiting.find(isReady) ?? (waiting[0] as string);
    waiting.splice(waiting.indexOf(id), 1);
    const before = feeds(id).map(({ source }) => ranks.get(source) ?? -1);
    const first = id.startsWith("in.") ? 0 : 1;
    ranks.set(id, Math.max(first, ...before.map((rank) => rank + 1)));
  }
  const least = Math.min(...ranks.values(), 1);
  const last = Math.max(0, ...ranks.values()) + 1;
  for (const { id } of nodes) ranks.set(id, (ranks.get(id) ?? last) - Math.min(1, least));
  return ranks;
}

/** Columns of nodes, each ordered by where what feeds it stands. */
function ordered(
  nodes: readonly Standing[],
  wires: readonly Joint[],
  ranks: ReadonlyMap<string, number>,
): Standing[][] {
  const deepest = Math.max(0, ...ranks.values());
  const columns: Standing[][] = [];
  const place = new Map<string, number>();
  for (let rank = 0; rank <= deepest; rank += 1) {
    const column = nodes.filter(({ id }) => ranks.get(id) === rank);
    const wish = new Map(column.map(({ id }, at) => [id, wishOf(id, at)]));
    const sorted = [...column].sort((a, b) => (wish.get(a.id) ?? 0) - (wish.get(b.id) ?? 0));
    for (const [at, { id }] of sorted.entries()) place.set(id, at - (sorted.length - 1) / 2);
    if (sorted.length > 0) columns.push(sorted);
  }
  return columns;

  function wishOf(id: string, at: number): number {
    if (id.startsWith("in.")) return at;
    const before = wires.flatMap(({ source, target }) =>
      target === id && place.has(source) ? [place.get(source) as number] : [],
    );
    return before.length > 0 ? mean(before) : 0;
  }
}

/** Centres across the flow: a lone node on the axis, others as near as may be to their partners. */
function settle(
  columns: readonly Standing[][],
  wires: readonly Joint[],
  flow: Flow,
): Map<string, number> {
  const at = new Map<string, number>();
  for (const column of columns)
    spread(
      column,
      column.map(() => 0),
    );
  const partners = new Map<string, string[]>();
  for (const { source, target } of wires) {
    partners.set(source, [...(partners.get(source) ?? []), target]);
    partners.set(target, [...(partners.get(target) ?? []), source]);
  }
  for (let pass = 0; pass < SETTLING; pass += 1) {
    for (const column of pass % 2 ? columns : [...columns].reverse()) {
      if (column.length < 2) continue;
      const wishes = column.map(({ id }) => {
        const near = (partners.get(id) ?? []).map((other) => at.get(other) ?? 0);
        return near.length > 0 ? mean(near) : (at.get(id) ?? 0);
      });
      spread(column, wishes);
    }
  }
  return at;

  /** Nodes as near to their wishes as their sizes let them, in their order, round the middle. */
  function spread(column: readonly Standing[], wishes: readonly number[]): void {
    const centres: number[] = [];
    for (const [index, node] of column.entries()) {
      const before = column[index - 1];
      const least = before
        ? (centres[index - 1] as number) +
          (sizeAcross(before, flow) + sizeAcross(node, flow)) / 2 +
          BESIDE
        : -Infinity;
      centres.push(Math.max(least, wishes[index] as number));
    }
    const shift = mean(wishes) - mean(centres);
    for (const [index, { id }] of column.entries()) at.set(id, (centres[index] as number) + shift);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Where each column begins: labels between two neighbouring columns get their length. */
function startsOf(
  columns: readonly Standing[][],
  wires: readonly Joint[],
  ranks: ReadonlyMap<string, number>,
  flow: Flow,
): number[] {
  const starts = [0];
  for (let at = 1; at < columns.length; at += 1) {
    const [before, behind] = [columns[at - 1], columns[at]] as [Standing[], Standing[]];
    const rank = ranks.get(behind[0]?.id ?? "") ?? 0;
    const labels = wires.flatMap(({ source, target, label }) =>
      label && ranks.get(target) === rank && before.some(({ id }) => id === source) ? [label] : [],
    );
    const longest = Math.max(0, ...labels.map((label) => sizeAlong(label, flow)));
    const names = flow === "down" && behind.some(({ rows }) => rows) ? PORT_NAMES : 0;
    const plain = PLAIN_STEP[flow] + names;
    const step = Math.max(plain, longest > 0 ? longest + LABEL_MARGIN[flow] : 0);
    starts.push((starts[at - 1] as number) + depthOf(before, flow) + step);
  }
  return starts;
}

/** The breadth of the broadest column with the lanes beside it. */
function breadthOf(
  columns: readonly Standing[][],
  wires: readonly Joint[],
  ranks: ReadonlyMap<string, number>,
  across: ReadonlyMap<string, number>,
  flow: Flow,
): number {
  const breadths = columns.map((column) => {
    const rank = ranks.get(column[0]?.id ?? "") ?? 0;
    const lanes = wires
      .filter(({ source, target }) => {
        return (ranks.get(source) ?? 0) < rank && rank < (ranks.get(target) ?? 0);
      })
      .map(({ label }) => (label ? sizeAcross(label, flow) + 8 : PLAIN_LANE));
    const edges = column.flatMap((node) => {
      const [centre, half] = [across.get(node.id) ?? 0, sizeAcross(node, flow) / 2];
      return [centre - half, centre + half];
    });
    const own = Math.max(...edges) - Math.min(...edges);
    const beside = lanes.reduce((sum, lane) => sum + lane, 0);
    return own + (beside > 0 ? beside + 2 * CLEARANCE : 0);
  });
  return Math.max(0, ...breadths);
}
