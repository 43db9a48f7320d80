import { expect, it } from "vitest";

import { behindOf } from "./behind";
import type { Module } from "./model";

const wire = (id: string, source: string, target: string) => ({ id, source, target });
const module: Module = {
  role: "cell",
  nodes: [],
  edges: [wire("a", "in.x", "one.x"), wire("b", "one.y", "two"), wire("c", "two", "out.y")],
};

it("is all that a node feeds, through others too, and nothing that feeds it", () => {
  expect([...behindOf(module, "one")]).toEqual(["two", "out"]);
  expect([...behindOf(module, "out")]).toEqual([]);
});

it("ends where wires run in a circle", () => {
  const circle = { ...module, edges: [wire("a", "one", "two"), wire("b", "two", "one")] };
  expect(new Set(behindOf(circle, "one"))).toEqual(new Set(["two", "one"]));
});

it("is that of the module as it is now", () => {
  expect(behindOf(module, "two").has("out")).toBe(true);
  const cut = { ...module, edges: module.edges?.slice(0, 2) ?? [] };
  expect(behindOf(cut, "two").has("out")).toBe(false);
});
