import { describe, expect, it } from "vitest";

import { freeSpot, standOf, underneath } from "./layout";
import { overlaps } from "./routing";

const size = { width: 200, height: 48 };
const chain = ["a", "b", "c", "d", "e", "f"].map((id) => ({ id, ...size }));
const joints = chain.slice(1).map(({ id }, at) => ({
  source: chain[at]?.id ?? "",
  target: id,
  label: null,
}));

describe("where nodes stand", () => {
  it("a long chain runs down, where it is shown larger", () => {
    expect(standOf(chain, joints, () => undefined).flow).toBe("down");
  });

  it("two wires between the same two nodes leave a chain a chain", () => {
    const doubled = [...joints, ...joints.slice(1, 2)];
    expect(standOf(chain, doubled, () => undefined).flow).toBe("down");
  });

  it("a cell runs to the right: inputs first, in their order, outputs last", () => {
    const cell = ["in.p", "in.q", "a", "b", "out.y"].map((id) => ({ id, width: 92, height: 44 }));
    const wires = ["in.p a", "in.q a", "in.p b", "in.q b", "a b", "b out.y"].map((pair) => {
      const [source = "", target = ""] = pair.split(" ");
      return { source, target, label: { width: 90, height: 24 } };
    });
    const { flow, spots } = standOf(cell, wires, () => undefined);
    const at = (id: string) => spots.get(id) ?? { x: 0, y: 0 };
    expect(flow).toBe("right");
    expect(at("in.p").x).toBe(at("in.q").x);
    expect(at("in.p").y).toBeLessThan(at("in.q").y);
    const left = ["in.p", "a", "b", "out.y"].map((id) => at(id).x);
    expect([...left].sort((one, other) => one - other)).toEqual(left);
  });

  it("inputs and outputs of an empty module stand apart, ready to be wired", () => {
    const ports = ["in.p", "in.q", "out.y"].map((id) => ({ id, ...size }));
    const { spots } = standOf(ports, [], () => undefined);
    const x = (id: string) => spots.get(id)?.x ?? 0;
    expect(x("in.p")).toBe(x("in.q"));
    expect(x("out.y")).toBeGreaterThan(x("in.p") + size.width);
  });

  it("follows the way in which a placed drawing runs", () => {
    const kept = (id: string): [number, number] => [
      chain.findIndex((one) => one.id === id) * 300,
      0,
    ];
    expect(standOf(chain, joints, kept).flow).toBe("right");
  });

  it("nobody stands on another", () => {
    const { spots } = standOf(chain, joints, () => undefined);
    const boxes = chain.map(({ id }) => ({ id, ...size, ...(spots.get(id) ?? { x: 0, y: 0 }) }));
    for (const [at, box] of boxes.entries()) {
      expect(boxes.slice(at + 1).some((other) => overlaps(box, other))).toBe(false);
    }
  });

  it("is the same each time", () => {
    const once = standOf(chain, joints, () => undefined);
    expect(standOf(chain, joints, () => undefined)).toEqual(once);
  });
});

describe("room for a new node", () => {
  it("is the wished spot when it is free", () => {
    expect(freeSpot({ x: 5, y: 7 }, size, [])).toEqual({ x: 5, y: 7 });
  });

  it("is beside whatever stands there", () => {
    const taken = [{ id: "a", x: 0, y: 0, ...size }];
    const spot = freeSpot({ x: 10, y: 10 }, size, taken);
    expect(
      overlaps({ id: "new", ...spot, ...size }, taken[0] ?? { id: "", x: 0, y: 0, ...size }),
    ).toBe(false);
  });
});

describe("room for a new node where data runs down", () => {
  it("is never back up the flow", () => {
    const taken = [
      { id: "a", x: -400, y: -20, width: 800, height: 60 },
      { id: "b", x: -400, y: -120, width: 800, height: 60 },
    ];
    const up = freeSpot({ x: 0, y: -200 }, size, [], "down");
    expect(up).toEqual({ x: 0, y: -200 });
    expect(freeSpot({ x: 0, y: 0 }, size, taken, "down").y).toBeGreaterThanOrEqual(0);
  });
});

describe("the words of an empty module", () => {
  it("stand under its ports, in their middle", () => {
    const ports = [
      { id: "in.x", x: 0, y: 10, width: 60, height: 40 },
      { id: "out.y", x: 140, y: 30, width: 60, height: 40 },
    ];
    expect(underneath(ports)).toEqual({ x: 100, y: 102 });
    expect(underneath([])).toBeNull();
  });

  it("stand between ports that are far apart, where the view shows them", () => {
    const ports = [
      { id: "in.x", x: 0, y: 0, width: 60, height: 40 },
      { id: "out.y", x: 0, y: 640, width: 60, height: 40 },
    ];
    expect(underneath(ports)).toEqual({ x: 30, y: 316 });
  });
});
