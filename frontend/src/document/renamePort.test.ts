import { expect, it } from "vitest";

import { apply, Refusal } from "./commands";
import type { Node, SpaceDocument } from "./model";
import { catalogue, smallSpace } from "./samples";
import { structuralIssues } from "./structure";

const rename = (document: SpaceDocument, side: "inputs" | "outputs", port: string, to: string) =>
  apply(document, { name: "rename_port", arguments: { module: "cell", side, port, to } });

/** A cell of two inputs, used plainly, repeated and in a choice; wires name its ports. */
function used(): SpaceDocument {
  const space = smallSpace();
  const { cell, net } = space.modules;
  if (!cell || !net) return space;
  cell.inputs = [{ id: "x" }, { id: "z" }];
  for (const edge of cell.edges ?? []) if (edge.source === "in") edge.source = "in.x";
  cell.edges?.push({ id: "z", source: "in.z", target: "sum" });
  const use = { kind: "reference", module: "cell", arguments: { C: 16 } } as const;
  const identity = { kind: "operator", operator: "identity" } as const;
  const nodes: Node[] = [
    { id: "cells", kind: "repeat", times: 2, body: use },
    { id: "one", ...use },
    {
      id: "any",
      kind: "choice",
      of: [
        { id: "a", node: identity },
        { id: "b", node: use },
      ],
    },
    { id: "sum", kind: "merge", mode: "sum" },
  ];
  const users = ["cells", "one", "any"];
  const wires = users.flatMap((user) => [
    { id: `${user}x`, source: "stem", target: `${user}.x` },
    { id: `${user}z`, source: "stem", target: `${user}.z` },
    { id: `${user}y`, source: `${user}.y`, target: "sum" },
  ]);
  net.nodes = [...(net.nodes ?? []).filter(({ id }) => id !== "cells"), ...nodes];
  net.edges = [
    { id: "w0", source: "in.image", target: "stem" },
    ...wires,
    { id: "w2", source: "sum.y", target: "gap" },
    { id: "w3", source: "gap", target: "fc" },
    { id: "w4", source: "fc", target: "out.scores" },
  ];
  space.view = { positions: { "cell/in.x": [3, 4] }, sizes: { "cell/in.x": [80, 32] } };
  return space;
}

it("a port that is renamed keeps its wires, its place and those of every use", () => {
  const before = used();
  expect(structuralIssues(before, catalogue)).toEqual([]);
  const after = rename(rename(before, "inputs", "x", "left"), "outputs", "y", "sum_of_all");
  expect(structuralIssues(after, catalogue)).toEqual([]);
  const { cell, net } = after.modules;
  expect(cell?.inputs?.map(({ id }) => id)).toEqual(["left", "z"]);
  expect(cell?.edges?.[0]).toMatchObject({ source: "in.left" });
  expect(net?.edges?.find(({ id }) => id === "anyx")?.target).toBe("any.left");
  expect(net?.edges?.find(({ id }) => id === "oney")?.source).toBe("one.sum_of_all");
  expect(net?.edges?.find(({ id }) => id === "w2")?.source).toBe("sum.y");
  expect(after.view).toEqual({
    positions: { "cell/in.left": [3, 4] },
    sizes: { "cell/in.left": [80, 32] },
  });
});

it("a name that is taken, or is none, is refused with the reason", () => {
  expect(() => rename(used(), "inputs", "x", "z")).toThrow(/There is an input "z" already/);
  expect(() => rename(used(), "inputs", "x", "2 x")).toThrow(/letters, digits and _/);
  expect(() => rename(used(), "outputs", "x", "y2")).toThrow(Refusal);
});
