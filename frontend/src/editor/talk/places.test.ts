import { expect, it } from "vitest";

import { catalogue } from "../../document/samples";
import { dartsSpace } from "../samples";
import { aboutWords, isThere, pathOf } from "./places";

const NOTHING = { nodes: [], edges: [] };

it("what is selected has a path and words: node, wire, port, module, or the whole", () => {
  const document = dartsSpace();
  const about = (module: string, selection: Partial<typeof NOTHING>) => {
    const path = pathOf(document, module, { ...NOTHING, ...selection }) ?? ["none"];
    return [
      isThere(document, path),
      path.slice(2).join("/"),
      aboutWords(document, catalogue, path),
    ];
  };
  const nodes = (id: string) => ({ nodes: [id] as never[] });
  expect(about("darts", nodes("n2"))).toEqual([true, "nodes/n2", "darts › Sum n2"]);
  expect(about("darts", nodes("in.p"))).toEqual([true, "inputs/p", "darts › p"]);
  expect(about("darts", { edges: ["pre0_n2"] as never[] })[1]).toBe("edges/pre0_n2");
  expect(about("darts", {})).toEqual([true, "", "darts"]);
  expect(about("net", {})).toEqual([true, "", "The whole space"]);
  expect(pathOf(document, "darts", { nodes: ["n2", "n3"], edges: [] })).toBeNull();
});

it("knows what is no place of the drawing", () => {
  const document = dartsSpace();
  for (const path of [
    ["modules", "nowhere"],
    ["modules", "darts", "nodes", "n9"],
    ["modules", "darts", "constructor", "n2"],
    ["cell", "choice"],
  ])
    expect(isThere(document, path)).toBe(false);
});
