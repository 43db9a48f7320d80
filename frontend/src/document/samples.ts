/** A small space and the server's catalogue for tests of the browser. */

import { readFileSync } from "node:fs";

import type { Catalogue, OperatorForm } from "./catalogue";
import type { Body, SpaceDocument } from "./model";
import { bodiesOf, moduleOf } from "./places";

export const catalogue: Catalogue = {
  operators: JSON.parse(
    readFileSync("../tests/fixtures/conformance/catalogue.json", "utf8"),
  ) as OperatorForm[],
  strategies: [],
  evaluators: [],
  presets: [],
  problems: [
    {
      name: "image_classification",
      title: "Image classification",
      summary: "",
      paper: "",
      settings: {},
      metrics: [],
      input_shapes: ["[channels, height, width]"],
      output_shapes: ["[classes]"],
    },
  ],
};

export function smallSpace(): SpaceDocument {
  return {
    format: "nasweb.space/1",
    name: "small",
    problem: {
      kind: "image_classification",
      symbols: { channels: 1, height: 8, width: 8, classes: 10 },
    },
    modules: {
      net: {
        role: "network",
        inputs: [{ id: "image" }],
        outputs: [{ id: "scores" }],
        nodes: [
          { id: "stem", kind: "operator", operator: "conv", arguments: { channels: 16 } },
          {
            id: "cells",
            kind: "repeat",
            times: 2,
            body: { kind: "reference", module: "cell", arguments: { C: 16 }, decisions: "tied" },
          },
          { id: "gap", kind: "operator", operator: "global_pool" },
          {
            id: "fc",
            kind: "operator",
            operator: "linear",
            arguments: { features: { expr: "classes" } },
          },
        ],
        edges: [
          { id: "w0", source: "in.image", target: "stem" },
          { id: "w1", source: "stem", target: "cells" },
          { id: "w2", source: "cells", target: "gap" },
          { id: "w3", source: "gap", target: "fc" },
          { id: "w4", source: "fc", target: "out.scores" },
        ],
      },
      cell: {
        role: "cell",
        parameters: { C: {} },
        inputs: [{ id: "x" }],
        outputs: [{ id: "y" }],
        nodes: [
          {
            id: "op",
            kind: "choice",
            of: [
              { id: "skip", node: { kind: "operator", operator: "identity" } },
              {
                id: "conv3",
                node: {
                  kind: "operator",
                  operator: "conv",
                  arguments: { channels: { expr: "C" }, kernel: 3 },
                },
              },
            ],
          },
          { id: "sum", kind: "merge", mode: "sum" },
        ],
        edges: [
          { id: "a", source: "in", target: "op" },
          { id: "b", source: "op", target: "sum" },
          { id: "c", source: "in", target: "sum" },
          { id: "d", source: "sum", target: "out" },
        ],
      },
    },
    root: "net",
    view: { positions: { "cell/op": [0, 0], "cell/sum": [200, 0] } },
  };
}

/** The body at a place such as `n1/conv3` or `edge:e03`. */
export function bodyAt(document: SpaceDocument, module: string, place: string): Body {
  const found = new Map(bodiesOf(moduleOf(document, module))).get(place);
  if (!found) throw new Error(`There is nothing at "${place}" in "${module}".`);
  return found;
}
