import { describe, expect, it } from "vitest";

import { arrowhead } from "./arrowhead";
import { type Box, type Link, nearestFree, overlaps, routeWires } from "./routing";

const box = (id: string, x: number, y: number): Box => ({ id, x, y, width: 60, height: 40 });
const link = (id: string, from: Box, to: Box, label: Link["label"] = null): Link => ({
  id,
  from: from.id,
  to: to.id,
  source: { x: from.x + from.width, y: from.y + from.height / 2 },
  target: { x: to.x, y: to.y + to.height / 2 },
  label,
});

/** Points along the drawn path, read back from its text. */
function pointsOf(path: string): { x: number; y: number }[] {
  const numbers = [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }));
  const points = [];
  for (let at = 0; at + 3 < numbers.length; at += 3) {
    const [a, b, c, d] = numbers.slice(at, at + 4) as { x: number; y: number }[];
    for (let step = 0; step <= 20; step += 1) {
      const t = step / 20;
      const s = 1 - t;
      const mix = (key: "x" | "y") =>
        s ** 3 * (a?.[key] ?? 0) +
        3 * s * s * t * (b?.[key] ?? 0) +
        3 * s * t * t * (c?.[key] ?? 0) +
        t ** 3 * (d?.[key] ?? 0);
      points.push({ x: mix("x"), y: mix("y") });
    }
  }
  return points;
}

describe("arrowheads", () => {
  it.each([
    ["right", "M94,50 L86,46 L86,54 Z"],
    ["down", "M100,44 L96,36 L104,36 Z"],
  ] as const)("point %s, their tip clear of the port's dot", (flow, path) => {
    expect(arrowhead({ x: 100, y: 50 }, flow)).toBe(path);
  });
});

describe("routes of wires", () => {
  const [a, b, c] = [box("a", 0, 0), box("b", 150, 0), box("c", 300, 0)];

  it("go straight where nothing is in the way", () => {
    const { path } = routeWires([a, b], [link("w", a, b)]).get("w") ?? { path: "" };
    expect(pointsOf(path)).not.toHaveLength(0);
    for (const { y } of pointsOf(path)) expect(y).toBeCloseTo(20);
  });

  it("keep clear of a node between their ends", () => {
    const { path } = routeWires([a, b, c], [link("w", a, c)]).get("w") ?? { path: "" };
    const inside = pointsOf(path).filter(
      ({ x, y }) => x > b.x && x < b.x + b.width && y > b.y && y < b.y + b.height,
    );
    expect(inside).toEqual([]);
  });

  it("give two blocked wires lanes of their own", () => {
    const routes = routeWires([a, b, c], [link("v", a, c), link("w", a, c)]);
    expect(routes.get("v")?.path).not.toBe(routes.get("w")?.path);
  });

  it("put labels where they cover neither nodes nor each other", () => {
    const size = { width: 70, height: 24 };
    const links = ["u", "v", "w"].map((id) => link(id, a, c, size));
    const routes = routeWires([a, b, c], links);
    const labels = links.map(({ id }) => {
      const at = routes.get(id)?.label ?? { x: 0, y: 0 };
      return { id, x: at.x - 35, y: at.y - 12, ...size };
    });
    for (const [at, label] of labels.entries()) {
      expect([a, b, c].some((other) => overlaps(label, other))).toBe(false);
      expect(labels.slice(at + 1).some((other) => overlaps(label, other))).toBe(false);
    }
  });

  it("run down the same way they run right, with the axes swapped", () => {
    const turn = (one: Box): Box => ({
      ...one,
      x: one.y,
      y: one.x,
      width: one.height,
      height: one.width,
    });
    const right = routeWires([a, b, c], [link("w", a, c)]).get("w");
    const { source, target, ...rest } = link("w", a, c);
    const down = routeWires(
      [a, b, c].map(turn),
      [{ ...rest, source: { x: source.y, y: source.x }, target: { x: target.y, y: target.x } }],
      "down",
    ).get("w");
    const swapped = pointsOf(down?.path ?? "").map(({ x, y }) => ({ x: y, y: x }));
    expect(swapped).toEqual(pointsOf(right?.path ?? ""));
  });

  it("do not depend on the order in which wires are listed", () => {
    const links = [link("u", a, c), link("v", a, b), link("w", b, c)];
    const [there, back] = [
      routeWires([a, b, c], links),
      routeWires([a, b, c], [...links].reverse()),
    ];
    for (const { id } of links) expect(back.get(id)).toEqual(there.get(id));
  });
});

describe("the nearest free height", () => {
  it("is the wished one where nothing stands", () => {
    expect(nearestFree(10, 5, [])).toBe(10);
  });

  it("touches the nearest edge of what blocks", () => {
    expect(nearestFree(12, 5, [[0, 20]])).toBe(25);
    expect(nearestFree(8, 5, [[0, 20]])).toBe(-5);
  });
});

it("wires between the same two ends run apart, with labels or without", () => {
  const [from, to] = [box("a", 0, 0), box("b", 300, 0)];
  for (const label of [null, { width: 60, height: 24 }]) {
    const ids = ["u", "v", "w"];
    const links = ids.map((id) => link(id, from, to, label));
    const routes = routeWires([from, to], links);
    const middles = ids.map((id) => routes.get(id)?.label.y ?? 0).sort((p, q) => p - q);
    const gaps = middles.slice(1).map((y, at) => y - (middles[at] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20);
    for (const id of ids) {
      const points = pointsOf(routes.get(id)?.path ?? "");
      expect([points[0], points.at(-1)]).toEqual([links[0]?.source, links[0]?.target]);
    }
  }
});
