import { expect, it } from "vitest";
import { CATALOGUE } from "../api/samples";
import type { Catalogue } from "../document/catalogue";
import type { SpaceDocument } from "../document/model";
import { decisionWords } from "./decisionWords";

const operators = [
  { name: "conv", title: "Convolution" },
  { name: "skip", title: "Skip" },
] as Catalogue["operators"];
const catalogue = { ...CATALOGUE, operators } as Catalogue;
const choice = {
  kind: "choice",
  of: [
    { id: "c3", node: { kind: "operator", operator: "conv", arguments: { kernel: 3 } } },
    { id: "own", title: "My own", node: { kind: "operator", operator: "skip" } },
  ],
};
const document = {
  format: "nasweb.space/1",
  name: "S",
  problem: { kind: "image_classification" },
  root: "net",
  modules: {
    wire: { role: "operator", nodes: [{ id: "op", title: "Operator", ...choice }] },
    cell: {
      role: "cell",
      title: "Searched cell",
      nodes: [{ id: "n1", kind: "merge", title: "First sum", pick: 1 }],
      edges: [
        { id: "e01", source: "in", target: "n1", carries: { kind: "reference", module: "wire" } },
        { id: "e1", source: "n1", target: "out" },
      ],
    },
    figure: {
      role: "cell",
      inputs: [{ id: "x", title: "image" }],
      nodes: [
        { id: "sum", title: "0", kind: "merge" },
        { id: "sum2", title: "1", kind: "merge" },
        { id: "split", kind: "operator", operator: "skip" },
      ],
      edges: [
        {
          id: "w1",
          source: "sum.y",
          target: "sum2.x",
          carries: { kind: "reference", module: "wire" },
        },
        { id: "w2", source: "in.x", target: "sum.x" },
        { id: "w6", source: "in", target: "sum2.x" },
        { id: "w3", source: "split.a", target: "sum.x" },
        { id: "w4", source: "split.b", target: "sum.x" },
        { id: "w5", source: "split.a", target: "sum2.x" },
      ],
    },
    net: {
      role: "network",
      nodes: [
        {
          ...{ id: "stage", title: "Stage", kind: "repeat", times: 3 },
          body: { kind: "reference", module: "cell" },
        },
        { id: "tail", kind: "reference", module: "cell", label: "reduce" },
      ],
    },
  },
} as unknown as SpaceDocument;

it.each([
  ["#cell/e01/op", "c3", "Searched cell · in → First sum", "Convolution 3×3"],
  ["#reduce/e01/op", "own", "Reduce · in → First sum", "My own"],
  ["stage[1]/n1.pick", ["e01"], "Stage 2 · First sum", "in → First sum"],
  ["stage.times", 2, "Stage · Times", "2"],
  ["#cell/e1.when", false, "Searched cell · First sum → out · wire", "left out"],
  ["#figure/w1/op", "c3", "Figure · 0 → 1", "Convolution 3×3"],
  ["#figure/w2.when", true, "Figure · image → 0 · wire", "there"],
  ["#figure/w6.when", true, "Figure · image → 1 · wire", "there"],
  ["#figure/w4.when", true, "Figure · split.b → 0.x · wire", "there"],
  ["#figure/w5.when", true, "Figure · split → 1 · wire", "there"],
  ["$width", 16, "Width", "16"],
  ["#gone/e01/op", "c3", "#gone/e01/op", "c3"],
  ["stage[0]/e99/op", "c3", "stage[0]/e99/op", "c3"],
])("%s = %s is said as %s: %s", (path, value, where, taken) => {
  expect(decisionWords(path, value, { document, catalogue })).toMatchObject({ where, taken });
});

it.each([
  ["#cell/e01/op", "in → First sum"],
  ["stage[1]/n1.pick", "Stage 2 · First sum"],
  ["$width", "Width"],
])("%s beside the picture of its cell is %s", (path, within) => {
  expect(decisionWords(path, null, { document, catalogue }).within).toBe(within);
});
