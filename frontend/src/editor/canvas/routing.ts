/**
 * Paths of wires that keep clear of nodes.
 *
 * A wire whose straight way is blocked takes a lane above or below what blocks it; lanes do not
 * overlap, short wires get the near ones. Labels slide along their wire to a free spot.
 */

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
const LABEL_SPOTS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

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

function routeRight(boxes: Box[], links: Link[], reserved: Box[]): Map<string, Route> {
  const lanes: Lane[] = [];
  const labels: Box[] = [];
  const routes = new Map<string, Route>();
  for (const link of [...links].sort(byLength)) {
    const lane = findLane(link, boxes, lanes);
    if (lane) lanes.push(lane);
    const pieces = curve(link, lane);
    const label = placeLabel(link, pieces, [...boxes, ...reserved, ...labels]);
    if (link.label) labels.push(centred(link.id, label, link.label));
    routes.set(link.id, { path: write(pieces), label });
  }
  return routes;
}

function byLength(a: Link, b: Link): number {
  const difference = Math.abs(a.target.x - a.source.x) - Math.abs(b.target.x - b.source.x);
  return difference || a.id.localeCompare(b.id);
}

/** The lane a blocked wire takes, or null when its direct way is free. */
function findLane(link: Link, boxes: Box[], lanes: Lane[]): Lane | null {
  const between = boxes.filter(
    (box) =>
      box.id !== link.from &&
      box.id !== link.to &&
      box.x + box.width > link.source.x + 4 &&
      box.x < link.target.x - 4,
  );
  if (!between.some((box) => crosses(link, box))) return null;
  const left = Math.min(...between.map((box) => box.x));
  const right = Math.max(...between.map((box) => box.x + box.width));
  const half = link.label ? link.label.height / 2 + 4 : PLAIN_GAP;
  const blocked = [
    ...between.map((box) => [box.y - CLEARANCE, box.y + box.height + CLEARANCE]),
    ...lanes
      .filter((lane) => lane.right > left && lane.left < right)
      .map((lane) => [lane.top, lane.bottom]),
  ] as [number, number][];
  const y = nearestFree((link.source.y + link.target.y) / 2, half, blocked);
  return { left, right, top: y - half, bottom: y + half };
}

/** Whether the direct curve of a wire comes too near to a box. */
function crosses(link: Link, box: Box): boolean {
  const pieces = curve(link, null);
  for (let step = 1; step < 24; step += 1) {
    const { x, y } = along(pieces, step / 24);
    const inside = x > box.x - 6 && x < box.x + box.width + 6;
    if (inside && y > box.y - 8 && y < box.y + box.height + 8) return true;
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
  if (!lane) return [level(link.source, link.target)];
  const y = (lane.top + lane.bottom) / 2;
  const enter = { x: Math.max(lane.left, link.source.x + 12), y };
  const leave = { x: Math.max(enter.x, Math.min(lane.right, link.target.x - 12)), y };
  return [level(link.source, enter), level(enter, leave), level(leave, link.target)];
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

function placeLabel(link: Link, pieces: Piece[], taken: Box[]): Point {
  const middle = along(pieces, 0.5);
  if (!link.label) return middle;
  const size = link.label;
  const spot = LABEL_SPOTS.map((share) => along(pieces, share)).find((point) => {
    const label = centred(link.id, point, size);
    return taken.every((box) => !overlaps(label, box, 4));
  });
  return spot ?? middle;
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
