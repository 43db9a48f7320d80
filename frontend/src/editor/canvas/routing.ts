/**
 * Paths of wires that keep clear of nodes.
 *
 * A wire whose straight way is blocked takes a lane above or below what blocks it; lanes do not
 * overlap, short wires get the near ones. Labels slide along their wire to a free spot.
 */

import { bowedApart } from "./parallel";

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Box extends Point, Size {
  id: string;
}

export interface Link {
  id: string;
  from: string;
  to: string;
  source: Point;
  target: Point;
  label: Size | null;
  /** How far it bends aside in its middle, where others run between the same two ends. */
  bow?: number;
}

export interface Route {
  path: string;
  label: Point;
}

interface Lane {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const CLEARANCE = 16;
const PLAIN_GAP = 7;
const LANE_GAP = 8;
const PAST_LABEL = 4;
const BESIDE_END = 20;
const LABEL_SPOTS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];
/** Distances at which a label looks for room beside its wire. */
const DETOUR = 16;
const MOST_DETOURS = 60;
const LANE_STEP = 7;

export function routeWires(
  boxes: Box[],
  links: Link[],
  flow: "right" | "down" = "right",
  reserved: Box[] = [],
): Map<string, Route> {
  if (flow === "right") return routeRight(boxes, links, reserved);
  const routes = routeRight(boxes.map(turned), links.map(turnedLink), reserved.map(turned));
  return new Map([...routes].map(([id, route]) => [id, turnedRoute(route)]));
}

/** Downwards is to the right with the axes swapped. */
function turned<T extends Point & Size>(box: T): T {
  return { ...box, x: box.y, y: box.x, width: box.height, height: box.width };
}

function turnedPoint({ x, y }: Point): Point {
  return { x: y, y: x };
}

function turnedLink(link: Link): Link {
  const { source, target, label } = link;
  return {
    ...link,
    source: turnedPoint(source),
    target: turnedPoint(target),
    label: label && { width: label.height, height: label.width },
  };
}

function turnedRoute({ path, label }: Route): Route {
  return { path: path.replace(/(-?[\d.]+),(-?[\d.]+)/g, "$2,$1"), label: turnedPoint(label) };
}

function routeRight(boxes: Box[], given: Link[], reserved: Box[]): Map<string, Route> {
  const links = bowedApart(given);
  const lanes: Lane[] = [];
  const signs = links.flatMap((link) => signOf(link, boxes));
  const ways: Way[] = [...links].sort(byLength).map((link) => {
    const lane = findLane(link, boxes, lanes, signs);
    if (lane) lanes.push(lane);
    return wayOf(link, curve(link, lane), lane);
  });
  const labels: Box[] = [];
  const routes = new Map<string, Route>();
  for (const way of ways) {
    const { link } = way;
    const placed = placeLabel(way, ways, { boxes, reserved, labels });
    if (link.label) labels.push(centred(link.id, placed.label, link.label));
    routes.set(link.id, { path: write(placed.pieces), label: placed.label });
  }
  return routes;
}

function byLength(a: Link, b: Link): number {
  const difference = Math.abs(a.target.x - a.source.x) - Math.abs(b.target.x - b.source.x);
  return difference || a.id.localeCompare(b.id);
}

/** The label of a wire that runs straight from node to node. */
interface Sign extends Box {
  from: string;
  to: string;
}

function signOf(link: Link, boxes: Box[]): Sign[] {
  const { source, target, label, from, to, bow = 0 } = link;
  if (!label || bow !== 0 || Math.abs(source.y - target.y) > label.height / 2) return [];
  if (isBlocked(link, boxes)) return [];
  const middle = { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2 };
  return [{ ...centred(link.id, middle, label), from, to }];
}

/** Whether a box is between the ends; one beside an end, which reaches in a little, is not. */
function isBetween({ from, to, source, target }: Link, { id, x, width }: Box): boolean {
  const beside = Math.min(BESIDE_END, width / 2);
  return x + width > source.x + beside && x < target.x - beside && id !== from && id !== to;
}

/** The lane a blocked wire takes, or null when its direct way is free. */
function findLane(link: Link, boxes: Box[], lanes: Lane[], signs: Sign[]): Lane | null {
  if (!isBlocked(link, boxes)) return null;
  const between = boxes.filter((box) => isBetween(link, box));
  const { left, right } = aside(link, reachOf(link, between), signs);
  const half = link.label ? link.label.height / 2 + 4 : PLAIN_GAP;
  const blocked = [
    ...between.map((box) => [box.y - CLEARANCE, box.y + box.height + CLEARANCE]),
    ...lanes
      .filter((lane) => lane.right + LANE_GAP > left && lane.left < right + LANE_GAP)
      .map((lane) => [lane.top, lane.bottom]),
  ] as [number, number][];
  const y = nearestFree((link.source.y + link.target.y) / 2, half, blocked);
  return { left, right, top: y - half, bottom: y + half };
}

/** A lane goes on past the labels at its ends, so that the wire does not run behind them. */
function aside(
  { from, to, source, target }: Link,
  { left, right }: { left: number; right: number },
  signs: Sign[],
): { left: number; right: number } {
  const starts = signs.flatMap((sign) => (sign.from === from ? [sign.x - PAST_LABEL] : []));
  const ends = signs.flatMap((sign) => (sign.to === to ? [sign.x + sign.width + PAST_LABEL] : []));
  return {
    left: Math.max(source.x + 12, Math.min(left, ...starts)),
    right: Math.min(target.x - 12, Math.max(right, ...ends)),
  };
}

/** How far a lane goes: past all that is in the way, and as long as its label. */
function reachOf({ source, target, label }: Link, between: Box[]): { left: number; right: number } {
  const left = Math.min(...between.map((box) => box.x));
  const right = Math.max(...between.map((box) => box.x + box.width));
  const short = Math.max(0, ((label?.width ?? 0) + LANE_GAP - (right - left)) / 2);
  return {
    left: Math.max(Math.min(left, source.x + 12), left - short),
    right: Math.min(Math.max(right, target.x - 12), right + short),
  };
}

/** Whether the direct curve of a wire, with its label, comes too near to a box between its ends. */
function isBlocked(link: Link, boxes: Box[]): boolean {
  const direct = curve(link, null);
  const beside = link.label ? link.label.height / 2 + 4 : 8;
  return boxes.some((box) => isBetween(link, box) && meets(direct, box, beside));
}

/** A curve lies within its control points: most boxes are told to be far from it by these. */
function isFar(pieces: Piece[], box: Box, beside: number): boolean {
  const isPast = (axis: "x" | "y", start: number, end: number) =>
    pieces.every((piece) => piece.every((point) => point[axis] <= start)) ||
    pieces.every((piece) => piece.every((point) => point[axis] >= end));
  return (
    isPast("y", box.y - beside, box.y + box.height + beside) ||
    isPast("x", box.x - 6, box.x + box.width + 6)
  );
}

function meets(pieces: Piece[], box: Box, beside: number): boolean {
  if (isFar(pieces, box, beside)) return false;
  for (let step = 1; step < 24; step += 1) {
    const { x, y } = along(pieces, step / 24);
    const inside = x > box.x - 6 && x < box.x + box.width + 6;
    if (inside && y > box.y - beside && y < box.y + box.height + beside) return true;
  }
  return false;
}

/** The height nearest to the wished one at which a strip of half-width `half` is free. */
export function nearestFree(wish: number, half: number, blocked: [number, number][]): number {
  const isFree = (y: number) =>
    blocked.every(([top, bottom]) => y + half <= top || y - half >= bottom);
  if (isFree(wish)) return wish;
  const candidates = blocked
    .flatMap(([top, bottom]) => [top - half, bottom + half])
    .filter(isFree)
    .sort((a, b) => Math.abs(a - wish) - Math.abs(b - wish) || a - b);
  return candidates[0] ?? wish;
}

type Piece = [Point, Point, Point, Point];

/** Cubic pieces with level ends, so that wires leave and enter ports straight. */
function curve(link: Link, lane: Lane | null): Piece[] {
  if (!lane) return direct(link);
  const y = (lane.top + lane.bottom) / 2;
  const enter = { x: Math.max(lane.left, link.source.x + 12), y };
  const leave = { x: Math.max(enter.x, Math.min(lane.right, link.target.x - 12)), y };
  return [level(link.source, enter), level(enter, leave), level(leave, link.target)];
}

function direct({ source, target, bow = 0 }: Link): Piece[] {
  if (bow === 0) return [level(source, target)];
  const aside = { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2 + bow };
  return [level(source, aside), level(aside, target)];
}

function level(from: Point, to: Point): Piece {
  const reach = Math.max(18, Math.abs(to.x - from.x) / 2);
  return [from, { x: from.x + reach, y: from.y }, { x: to.x - reach, y: to.y }, to];
}

function write(pieces: Piece[]): string {
  const [start] = pieces[0] as Piece;
  const number = (value: number) => Math.round(value * 10) / 10;
  const text = (point: Point) => `${number(point.x)},${number(point.y)}`;
  return `M${text(start)} ${pieces
    .map(([, first, second, end]) => `C${text(first)} ${text(second)} ${text(end)}`)
    .join(" ")}`;
}

/** The point at a share of the way, measured by horizontal distance of the pieces. */
function along(pieces: Piece[], share: number): Point {
  const spans = pieces.map(([from, , , to]) => Math.hypot(to.x - from.x, to.y - from.y));
  let rest = share * spans.reduce((sum, span) => sum + span, 0);
  for (const [index, piece] of pieces.entries()) {
    const span = spans[index] as number;
    if (rest <= span || index === pieces.length - 1) return bezier(piece, span ? rest / span : 0);
    rest -= span;
  }
  return (pieces[0] as Piece)[0];
}

function bezier([a, b, c, d]: Piece, t: number): Point {
  const s = 1 - t;
  const mix = (p: number, q: number, r: number, u: number) =>
    s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * u;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

/** A wire on its way. */
interface Way {
  link: Link;
  pieces: Piece[];
  lane: Lane | null;
  /** Points along it and the box round them: looked for once a label stands near. */
  trace: () => { points: Point[]; round: Box };
}

function wayOf(link: Link, pieces: Piece[], lane: Lane | null): Way {
  let traced: ReturnType<Way["trace"]> | null = null;
  const trace = () => {
    traced ??= traceOf(link, pieces);
    return traced;
  };
  return { link, pieces, lane, trace };
}

function traceOf(link: Link, pieces: Piece[]): ReturnType<Way["trace"]> {
  const points = pieces.flatMap((piece) =>
    Array.from({ length: 17 }, (_, step) => bezier(piece, step / 16)),
  );
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const round = { id: link.id, x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  return { points, round };
}

/**
 * Where a label stands: on its wire where it covers no other wire, else on its wire, else at the
 * nearest free place, through which the wire is then led.
 */
function placeLabel(
  way: Way,
  ways: Way[],
  { boxes, reserved, labels }: Record<"boxes" | "reserved" | "labels", Box[]>,
): Pick<Way, "pieces"> & { label: Point } {
  const { link, pieces, lane } = way;
  const middle = lane ? middleOf(lane) : along(pieces, 0.5);
  if (!link.label) return { pieces, label: middle };
  const size = link.label;
  const taken = [...boxes, ...reserved, ...labels];
  const isFree = (point: Point) => {
    const label = centred(link.id, point, size);
    return taken.every((box) => !overlaps(label, box, 4));
  };
  const spots = [
    middle,
    ...(lane ? onLane(lane, size) : []),
    ...LABEL_SPOTS.map((share) => along(pieces, share)),
  ].filter(isFree);
  const others = ways.filter((other) => other !== way);
  const clear = spots.find((point) => !covers(centred(link.id, point, size), others));
  const label = clear ?? spots[0];
  if (label) return { pieces, label };
  return detour(link, middle, isFree, boxes) ?? { pieces, label: middle };
}

function middleOf({ left, right, top, bottom }: Lane): Point {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

/** Places on the straight part of a lane, the nearest to its middle first. */
function onLane(lane: Lane, { width }: Size): Point[] {
  const { x, y } = middleOf(lane);
  const room = (lane.right - lane.left - width) / 2;
  const steps = Math.max(0, Math.floor(room / LANE_STEP));
  return Array.from({ length: steps }, (_, at) => (at + 1) * LANE_STEP).flatMap((away) => [
    { x: x - away, y },
    { x: x + away, y },
  ]);
}

function covers(label: Box, ways: Way[]): boolean {
  return ways.some(({ trace }) => {
    const { points, round } = trace();
    const isOn = (point: Point) => overlaps(label, centred("", point, DOT));
    return overlaps(label, round) && points.some(isOn);
  });
}

const DOT: Size = { width: 4, height: 4 };

/** The wire led through the free place nearest to its middle. */
function detour(
  { source, target, from, to }: Link,
  middle: Point,
  isFree: (point: Point) => boolean,
  boxes: Box[],
): { pieces: Piece[]; label: Point } | null {
  const foreign = boxes.filter(({ id }) => id !== from && id !== to);
  const free: { pieces: Piece[]; label: Point }[] = [];
  for (let ring = 1; ring <= MOST_DETOURS; ring += 1) {
    const reach = ring * DETOUR;
    for (const [x, y] of [
      [0, -reach],
      [0, reach],
      [-reach, 0],
      [reach, 0],
    ] as const) {
      const label = { x: middle.x + x, y: middle.y + y };
      if (!isFree(label)) continue;
      const pieces = [level(source, label), level(label, target)];
      if (!foreign.some((box) => meets(pieces, box, 4))) return { pieces, label };
      free.push({ pieces, label });
    }
  }
  return free[0] ?? null;
}

function centred(id: string, point: Point, size: Size): Box {
  return { id, x: point.x - size.width / 2, y: point.y - size.height / 2, ...size };
}

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}
