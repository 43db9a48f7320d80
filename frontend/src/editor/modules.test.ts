import { expect, it } from "vitest";

import { catalogue, smallSpace } from "../document/samples";
import { describeBody } from "./canvas/bodies";
import { overlaps } from "./canvas/routing";
import { pictureOf } from "./editing";
import { dissolveSelection, extractSelection } from "./modules";
import { moduleEntry } from "./panel/entries";
import { opened } from "./samples";

it("a module is made in one step; its use stands where the nodes stood, the rest where it was", () => {
  const store = opened("net");
  const before = pictureOf(store.getState(), catalogue, "net").nodes;
  store.getState().select({ nodes: ["gap", "fc"] });
  extractSelection(store, catalogue);
  const { history, selection } = store.getState();
  expect(history.document.modules.cell_2).toMatchObject({ title: "Cell 2", role: "cell" });
  expect(selection.nodes).toEqual(["cell_2"]);
  const after = pictureOf(store.getState(), catalogue, "net").nodes;
  const at = (boxes: typeof before, id: string) => boxes.find((box) => box.id === id);
  for (const id of ["stem", "cells", "in.image", "out.scores"]) {
    expect(at(after, id)).toMatchObject({ x: at(before, id)?.x, y: at(before, id)?.y });
  }
  const [first, last, use] = [at(before, "gap"), at(before, "fc"), at(after, "cell_2")];
  const middle = (use?.x ?? 0) + (use?.width ?? 0) / 2;
  expect(middle).toBeGreaterThan(first?.x ?? 0);
  expect(middle).toBeLessThan((last?.x ?? 0) + (last?.width ?? 0));
  expect(history.past).toHaveLength(1);
  store.getState().undo();
  expect(store.getState().history.document).toEqual(smallSpace());
});

it("a use dissolves into its parts, which are selected, as far apart as they are drawn in there", () => {
  const store = opened("net");
  store.getState().select({ nodes: ["gap", "fc"] });
  extractSelection(store, catalogue);
  dissolveSelection(store, catalogue);
  expect(store.getState().selection.nodes).toEqual(["gap", "fc"]);
  const { nodes, wires } = pictureOf(store.getState(), catalogue, "net");
  const spots = nodes.filter(({ id }) => ["gap", "fc"].includes(id)).map(({ x, y }) => `${x} ${y}`);
  expect(new Set(spots).size).toBe(2);
  const made = nodes.filter(({ id }) => ["gap", "fc"].includes(id));
  const others = nodes.filter(({ id }) => !["gap", "fc"].includes(id));
  expect(made.some((box) => others.some((other) => overlaps(box, other, 0)))).toBe(false);
  expect(wires.map(({ id }) => id)).toEqual(expect.arrayContaining(["w3", "w4"]));
});

it("what cannot be done says why", () => {
  const store = opened("net");
  extractSelection(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/Select the nodes/);
  store.getState().select({ nodes: ["stem", "gap"] });
  extractSelection(store, catalogue);
  expect(store.getState().notice?.places).toEqual([{ module: "net", node: "cells" }]);
  store.getState().select({ nodes: ["stem"] });
  dissolveSelection(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/Only the use of a module/);
  expect(store.getState().history.document).toEqual(smallSpace());
});

it("an operator of one's own is drawn and offered like a built-in one", () => {
  const store = opened("net");
  const use = () => {
    const { document } = store.getState().history;
    const here = { role: "network" as const, parameters: { C: {} } };
    return moduleEntry(document, catalogue, "cell", here);
  };
  expect(use()).toMatchObject({
    glyph: "▣",
    body: { kind: "reference", module: "cell", arguments: { C: { expr: "C" } } },
  });
  const cell = { role: "operator", title: "Gated block" } as const;
  const { run } = store.getState();
  run({ name: "set_role", arguments: { module: "cell", role: cell.role } });
  run({ name: "set_title", arguments: { module: "cell", title: cell.title } });
  expect(use()).toMatchObject({ title: "Gated block", glyph: "G" });
  const { document } = store.getState().history;
  expect(describeBody(use().body, document, catalogue).opens).toBe("cell");
  run({ name: "set_role", arguments: { module: "net", role: "cell" } });
  expect(store.getState().notice?.message).toMatch(/network/);
});
