/** Spaces and stores for tests of the designer. */

import type { Body, Edge, SpaceDocument } from "../document/model";
import { catalogue, smallSpace } from "../document/samples";
import { analysisOf } from "./context";
import { createDesigner, type DesignerStore } from "./store";

/** The DARTS cell: two inputs, four sums of two wires each, every wire with a choice. */
export function dartsSpace(): SpaceDocument {
  const mixed: Body = { kind: "reference", module: "mixed", arguments: { C: { expr: "C" } } };
  const steps = ["n2", "n3", "n4", "n5"];
  const earlier = (at: number) => ["pre0", "pre1", ...steps.slice(0, at)];
  const carried = steps.flatMap((step, at) =>
    earlier(at).map(
      (from): Edge => ({ id: `${from}_${step}`, source: from, target: step, carries: mixed }),
    ),
  );
  const plain = steps.map((step): Edge => ({ id: `${step}_cat`, source: step, target: "cat" }));
  const small = smallSpace();
  return {
    ...small,
    modules: {
      ...small.modules,
      mixed: {
        ...(small.modules.cell as SpaceDocument["modules"][string]),
        nodes: (small.modules.cell?.nodes ?? []).slice(0, 1),
        edges: [
          { id: "a", source: "in", target: "op" },
          { id: "b", source: "op", target: "out" },
        ],
      },
      darts: {
        role: "cell",
        parameters: { C: {} },
        inputs: [{ id: "p" }, { id: "q" }],
        outputs: [{ id: "y" }],
        nodes: [
          ...["pre0", "pre1"].map((id) => ({
            id,
            kind: "operator" as const,
            operator: "relu_conv_bn",
            arguments: { channels: { expr: "C" }, kernel: 1 },
          })),
          ...steps.map((id) => ({ id, kind: "merge" as const, mode: "sum", pick: 2 })),
          { id: "cat", kind: "merge", mode: "concat" },
        ],
        edges: [
          { id: "p", source: "in.p", target: "pre0" },
          { id: "q", source: "in.q", target: "pre1" },
          ...carried,
          ...plain,
          { id: "y", source: "cat", target: "out" },
        ],
      },
    },
  };
}

export function subjectOf(document: SpaceDocument, module: string) {
  return { document, module, catalogue, analysis: analysisOf(document, catalogue) };
}

/** A store with a module open. */
export function opened(
  module = "cell",
  document = smallSpace(),
  isReadOnly = false,
): DesignerStore {
  const store = createDesigner(document, isReadOnly, catalogue);
  store.getState().open(module);
  return store;
}
