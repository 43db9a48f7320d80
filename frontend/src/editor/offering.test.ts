import { expect, it } from "vitest";

import type { SpaceDocument } from "../document/model";
import { bodyAt, catalogue, smallSpace } from "../document/samples";
import { excludeSelection, toggleAlternative } from "./offering";
import { dartsSpace, opened } from "./samples";
import type { DesignerStore, Selection } from "./store";

const wire = (store: DesignerStore, module: string, id: string) =>
  store.getState().history.document.modules[module]?.edges?.find((edge) => edge.id === id);

function open(module: string, selection: Partial<Selection>, document = smallSpace()) {
  const store = opened(module, document);
  store.getState().select(selection);
  return store;
}

it("a wire into a sum is left out, and taken in again, each one step", () => {
  const store = open("cell", { edges: ["c"] });
  excludeSelection(store, catalogue);
  expect(wire(store, "cell", "c")?.when).toBe(false);
  expect(store.getState().announcement).toBe("leave out 1 wire");
  excludeSelection(store, catalogue);
  expect(wire(store, "cell", "c")).toEqual({ id: "c", source: "in", target: "sum" });
  store.getState().undo();
  store.getState().undo();
  expect(store.getState().history.document).toEqual(smallSpace());
});

it("of a node all wires that leave it; those of several that are in go out first", () => {
  const store = open("darts", { nodes: ["pre0"] }, dartsSpace());
  const left = ["pre0_n2", "pre0_n3", "pre0_n4", "pre0_n5"];
  store.getState().run({
    name: "set_when",
    arguments: { module: "darts", edge: "pre0_n2", value: false },
  });
  excludeSelection(store, catalogue);
  expect(left.map((id) => wire(store, "darts", id)?.when)).toEqual([false, false, false, false]);
  excludeSelection(store, catalogue);
  expect(left.map((id) => wire(store, "darts", id)?.when)).toEqual(left.map(() => undefined));
});

it("what the search decides is held out, and given back to it", () => {
  const document = smallSpace();
  const edge = document.modules.cell?.edges?.find(({ id }) => id === "c");
  if (edge) edge.when = { domain: "bool", prior: 0.3 };
  const store = open("cell", { edges: ["c"] }, document);
  excludeSelection(store, catalogue);
  expect(wire(store, "cell", "c")?.when).toEqual({ domain: "bool", prior: 0.3, pinned: false });
  excludeSelection(store, catalogue);
  expect(wire(store, "cell", "c")?.when).toEqual({ domain: "bool", prior: 0.3 });
});

it("a wire that is needed stays, and a formula is kept unless asked for: both say why", () => {
  const store = open("cell", { edges: ["a"] });
  excludeSelection(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/^The wire x → .* cannot be left out/);
  store.getState().select({});
  excludeSelection(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/^Select wires/);
  const when = { expr: "C > 8" };
  store.getState().run({ name: "set_when", arguments: { module: "cell", edge: "c", value: when } });
  store.getState().select({ edges: ["c"] });
  excludeSelection(store, catalogue);
  const { notice, run } = store.getState();
  expect(notice?.message).toMatch(/is said by C > 8/);
  expect(wire(store, "cell", "c")?.when).toEqual(when);
  run(notice?.fixes[0] as Parameters<typeof run>[0]);
  expect(wire(store, "cell", "c")?.when).toBe(false);
});

const offered = (document: SpaceDocument, place: string, module = "cell") => {
  const body = bodyAt(document, module, place);
  return body.kind === "choice" && body.of.map(({ enabled = true }) => enabled);
};

it("a digit offers its alternative no more, and again", () => {
  const store = open("cell", { nodes: ["op"] });
  toggleAlternative(store, catalogue, 2);
  expect(offered(store.getState().history.document, "op")).toEqual([true, false]);
  expect(store.getState().announcement).toMatch(/^offer Convolution .* no more$/);
  toggleAlternative(store, catalogue, 1);
  expect(store.getState().notice?.message).toMatch(/at least one/);
  toggleAlternative(store, catalogue, 3);
  expect(store.getState().notice?.message).toMatch(/no alternative 3 here: .* 2 alternatives/);
  toggleAlternative(store, catalogue, 2);
  expect(store.getState().history.document).toEqual(smallSpace());
});

it("a digit finds the choice that a wire carries or that is repeated", () => {
  const document = smallSpace();
  const choice = bodyAt(document, "cell", "op");
  const cell = document.modules.cell;
  const { id: _id, ...body } = choice as typeof choice & { id: string };
  cell?.edges?.forEach((edge) => {
    if (edge.id === "c") edge.carries = { kind: "repeat", times: 2, body };
  });
  const store = open("cell", { edges: ["c"] }, document);
  toggleAlternative(store, catalogue, 1);
  expect(offered(store.getState().history.document, "edge:c/body")).toEqual([false, true]);
});

it("elsewhere a digit says why not, with the way on", () => {
  const store = open("net", { nodes: ["stem"] });
  toggleAlternative(store, catalogue, 1);
  expect(store.getState().notice?.fixes).toEqual([
    { name: "make_choice", arguments: { module: "net", place: "stem" } },
  ]);
  store.getState().select({ nodes: ["cells"] });
  toggleAlternative(store, catalogue, 1);
  expect(store.getState().notice?.places).toEqual([{ module: "cell", node: "op" }]);
  store.getState().select({ edges: ["w0"] });
  toggleAlternative(store, catalogue, 1);
  expect(store.getState().notice?.message).toMatch(/carries no choice/);
});
