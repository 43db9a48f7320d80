import { describe, expect, it } from "vitest";

import { freeSpot, standOf } from "./layout";
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
