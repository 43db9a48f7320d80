import { describe, expect, it } from "vitest";

import { smallSpace } from "../../document/samples";
import { subjectOf } from "../samples";
import { movedTo } from "./routed";
import { toCanvas } from "./toCanvas";
import { flowEdges, flowNodes } from "./toFlow";

describe("a picture of which a node is dragged", () => {
  const picture = toCanvas(subjectOf(smallSpace(), "cell"));
  const moved = movedTo(picture, new Map([["sum", { x: 640, y: 260 }]]));

  it("has it where it is dragged to, and its wires lead there", () => {
    expect(moved.nodes.find(({ id }) => id === "sum")).toMatchObject({ x: 640, y: 260 });
    const wires = (of: typeof picture) =>
      of.wires.filter(({ source, target }) => source.node === "sum" || target.node === "sum");
    for (const [at, wire] of wires(moved).entries()) {
      expect(wire.path).not.toBe(wires(picture)[at]?.path);
    }
    expect(wires(moved).length).toBeGreaterThan(1);
  });

  it("is for all else what it was, and so is what the library gets", () => {
    const others = moved.nodes.filter(({ id }) => id !== "sum");
    expect(others.every((node) => picture.nodes.includes(node))).toBe(true);

    const fit = () => ({ fit: null, reason: "" });
    const shown = { fit, isReadOnly: false, port: null, module: "m" };
    const given = flowNodes(picture, [], shown);
    const again = flowNodes(moved, [], shown);
    expect(again.filter((node) => !given.includes(node)).map(({ id }) => id)).toEqual(["sum"]);
    // What else is said of a node makes it another one.
    expect(flowNodes(picture, ["op"], shown).find(({ id }) => id === "op")?.selected).toBe(true);
    expect(
      flowNodes(picture, [], { ...shown, isReadOnly: true }).some((node) => given.includes(node)),
    ).toBe(false);
  });

  it("stays the same picture where nothing is moved", () => {
    expect(movedTo(picture, new Map())).toBe(picture);
    const actions = { onPick: () => undefined, onOpen: () => undefined, module: "m" };
    const still = movedTo(picture, new Map(picture.nodes.map(({ id, x, y }) => [id, { x, y }])));
    const edges = flowEdges(picture, [], actions);
    expect(flowEdges(still, [], actions).every((edge, at) => edge === edges[at])).toBe(true);
    expect(edges.length).toBeGreaterThan(1);
  });
});
