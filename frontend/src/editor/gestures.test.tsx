import { describe, expect, it } from "vitest";

import type { Body, Edge, Module } from "../document/model";
import { catalogue } from "../document/samples";
import { type Box, overlaps } from "./canvas/routing";
import { analysisOf } from "./context";
import { addBody, connect, moveNodes, pictureOf, removeSelection } from "./editing";
import {
  align,
  alikeWires,
  carrySame,
  connectAll,
  distribute,
  drawOnce,
  duplicateSelection,
  ofOneKind,
  tidy,
  turn,
  unlikeWires,
} from "./gestures";
import { dartsSpace, opened } from "./samples";
import type { DesignerStore } from "./store";

const CHOICE: Body = {
  kind: "choice",
  of: [
    { id: "skip", node: { kind: "operator", operator: "identity" } },
    {
      id: "conv",
      node: { kind: "operator", operator: "conv", arguments: { channels: { expr: "C" } } },
    },
  ],
};

const held = (store: DesignerStore, module = "cell") =>
  store.getState().history.document.modules[module] as Module;
const wires = (store: DesignerStore, module?: string) =>
  held(store, module).edges?.map(({ source, target }) => `${source} ${target}`);

describe("duplicating", () => {
  it("copies nodes with the wires among them, and selects the copies", () => {
    const store = opened();
    store.getState().select({ nodes: ["op", "sum"] });
    duplicateSelection(store, catalogue);
    expect(held(store).nodes?.map(({ id }) => id)).toEqual(["op", "sum", "op2", "sum2"]);
    expect(wires(store)?.slice(4)).toEqual(["op2 sum2"]);
    expect(store.getState().selection.nodes).toEqual(["op2", "sum2"]);
    store.getState().undo();
    expect(held(store).nodes).toHaveLength(2);
  });

  it("keeps what a wire carries, and when it is there", () => {
    const store = opened("darts", dartsSpace());
    store.getState().run({
      name: "set_when",
      arguments: { module: "darts", edge: "n2_n3", value: { expr: "C > 8" } },
    });
    store.getState().select({ nodes: ["n2", "n3"] });
    duplicateSelection(store, catalogue);
    const copy = held(store, "darts").edges?.at(-1);
    expect(copy).toMatchObject({
      carries: { kind: "reference", module: "mixed" },
      when: { expr: "C > 8" },
    });
  });

  it("puts the copies where all of them are free, as their originals stand to each other", () => {
    const store = opened("darts", dartsSpace());
    const chosen = ["n2", "n3"];
    for (let count = 0; count < 2; count += 1) {
      store.getState().select({ nodes: chosen });
      duplicateSelection(store, catalogue);
    }
    const { nodes } = pictureOf(store.getState(), catalogue, "darts");
    const box = (id: string | undefined) => nodes.find((node) => node.id === id) as Box;
    const copies = store.getState().selection.nodes.map(box);
    for (const copy of copies)
      expect(nodes.filter((node) => node.id !== copy.id && overlaps(node, copy))).toEqual([]);
    const [n2, n3] = chosen.map(box) as [Box, Box];
    const [first, second] = copies as [Box, Box];
    expect([second.x - first.x, second.y - first.y]).toEqual([n3.x - n2.x, n3.y - n2.y]);
  });

  it("says where the copies went when there is no free place in view", () => {
    const store = opened();
    store.setState({ sight: () => ({ x: 0, y: 0, width: 100, height: 40 }) });
    store.getState().select({ nodes: ["op"] });
    duplicateSelection(store, catalogue);
    expect(store.getState().notice?.places).toEqual([{ module: "cell", node: "op2" }]);
  });

  it("does nothing to a module's own ports", () => {
    const store = opened();
    store.getState().select({ nodes: ["in.x"] });
    duplicateSelection(store, catalogue);
    expect(store.getState().history.past).toEqual([]);
  });
});

describe("several wires", () => {
  it("carry the same after one step", () => {
    const store = opened();
    carrySame(store, ["c", "b"], CHOICE);
    expect(held(store).edges?.filter(({ carries }) => carries)).toHaveLength(2);
    store.getState().undo();
    expect(held(store).edges?.filter(({ carries }) => carries)).toEqual([]);
  });

  it("are alike where they enter merges and carry nothing else", () => {
    const module = held(opened("darts", dartsSpace()), "darts");
    const edge = module.edges?.find(({ id }) => id === "pre0_n2") as Edge;
    expect(alikeWires(module, edge)).toHaveLength(13);
    const last = module.edges?.find(({ id }) => id === "y") as Edge;
    expect(alikeWires(module, last)).toEqual([]);
  });

  it("are told apart by where they come from: inputs are a kind of their own", () => {
    const space = dartsSpace();
    const module = held(opened("darts", space), "darts");
    const inputs: Edge[] = ["n2", "n3"].map((to) => ({
      id: `q_${to}`,
      source: "in.q",
      target: to,
    }));
    const grown = { ...module, edges: [...(module.edges ?? []), ...inputs] };
    const [between, first] = [
      grown.edges.find(({ id }) => id === "pre0_n2") as Edge,
      inputs[0] as Edge,
    ];
    expect(alikeWires(grown, between)).toHaveLength(13);
    expect(unlikeWires(grown, between)).toEqual(["q_n2", "q_n3"]);
    expect(alikeWires(grown, first)).toEqual(["q_n3"]);
    expect(ofOneKind([between, first])).toEqual([between]);
    expect(ofOneKind(inputs)).toEqual(inputs);
  });

  it("refer to one module when what they carry is drawn once; it is given the names it reads", () => {
    const store = opened();
    drawOnce(store, ["b", "c"], CHOICE);
    const { modules } = store.getState().history.document;
    expect(modules.mixed).toMatchObject({
      role: "operator",
      nodes: [{ id: "op", kind: "choice" }],
    });
    expect(Object.keys(modules.mixed?.parameters ?? {})).toEqual(["C"]);
    for (const id of ["b", "c"]) {
      expect(held(store).edges?.find((edge) => edge.id === id)?.carries).toEqual({
        kind: "reference",
        module: "mixed",
        arguments: { C: { expr: "C" } },
      });
    }
  });
});

describe("connecting several nodes", () => {
  it("draws one wire from each, and leaves out what is there already", () => {
    const store = opened("darts", dartsSpace());
    const before = held(store, "darts").edges?.length ?? 0;
    connectAll(store, catalogue, ["pre0", "pre1", "n2"], "cat.x");
    expect(wires(store, "darts")?.slice(before)).toEqual(["pre0.y cat.x", "pre1.y cat.x"]);
    store.getState().undo();
    expect(held(store, "darts").edges).toHaveLength(before);
  });

  it("says why when none fits", () => {
    const store = opened("darts", dartsSpace());
    connectAll(store, catalogue, ["cat", "n5"], "n2.x");
    expect(store.getState().notice?.message).toMatch(/circle/);
  });
});

describe("what is put into a wire", () => {
  it("parts it; the wire keeps its id and its place before the merge", () => {
    const store = opened();
    const body = JSON.stringify({ kind: "operator", operator: "relu" });
    addBody(store, catalogue, body, { at: { x: 0, y: 400 }, edge: "b" });
    expect(held(store).edges?.find(({ id }) => id === "b")).toMatchObject({
      source: "relu.y",
      target: "sum",
    });
    expect(wires(store)).toContain("op relu.x");
    store.getState().undo();
    expect(held(store).nodes).toHaveLength(2);
  });

  it("stays beside it when it does not fit, with the reason", () => {
    const store = opened("net");
    const body = JSON.stringify({ kind: "operator", operator: "linear" });
    addBody(store, catalogue, body, { at: { x: 0, y: 400 }, edge: "w1" });
    expect(store.getState().notice?.message).toMatch(/row of features/);
    expect(held(store, "net").edges?.find(({ id }) => id === "w1")?.target).toBe("cells");
  });

  it("is wired to the output a wire was let go from", () => {
    const store = opened();
    const body = JSON.stringify({ kind: "operator", operator: "relu" });
    addBody(store, catalogue, body, { at: { x: 0, y: 400 }, from: "in.x" });
    expect(wires(store)).toContain("in.x relu.x");
  });
});

it("a doubtful wire is drawn, and the doubt is told with its fixes", () => {
  const store = opened("net");
  const add = (body: unknown) =>
    addBody(store, catalogue, JSON.stringify(body), { at: { x: 900, y: 0 } });
  add({ kind: "merge", mode: "sum" });
  add({ kind: "operator", operator: "conv", arguments: { channels: 4 } });
  for (const [source, target] of [
    ["in.image", "conv.x"],
    ["stem.y", "sum.x"],
    ["conv.y", "sum.x"],
  ] as const) {
    connect(store, catalogue, "net", source, target);
  }
  expect(wires(store, "net")).toContain("conv.y sum.x");
  const { notice } = store.getState();
  expect(notice).toMatchObject({ isDoubt: true });
  store.getState().run(notice?.fixes[0] as never);
  const { issues } = analysisOf(store.getState().history.document, catalogue);
  expect(issues.filter(({ code }) => code === "shape_mismatch")).toEqual([]);
});

it("selected nodes are aligned and distributed, each in one named step", () => {
  const store = opened("darts", dartsSpace());
  const chosen = ["pre0", "n2", "cat"];
  const boxes = () =>
    pictureOf(store.getState(), catalogue, "darts").nodes.filter(({ id }) => chosen.includes(id));
  const before = boxes();
  store.getState().select({ nodes: chosen });
  align(store, catalogue, "left");
  expect(new Set(boxes().map(({ x }) => x)).size).toBe(1);
  distribute(store, catalogue, "y");
  const [first, second, third] = boxes() as Box[] as [Box, Box, Box];
  const room = (one: Box, next: Box) => next.y - one.y - one.height;
  expect(Math.abs(room(first, second) - room(second, third))).toBeLessThanOrEqual(1);
  expect(store.getState().history.past.map(({ title }) => title)).toEqual([
    "align left",
    "distribute down",
  ]);
  store.getState().undo();
  store.getState().undo();
  expect(boxes()).toEqual(before);
});

describe("which way a module runs", () => {
  const WIRES = ["in.x stem.x", "stem.y conv.x", "conv.y pool.x", "pool.y last.x", "last.y out.y"];
  const draw = () => {
    const drawn = opened("net");
    const module = { role: "cell" as const, inputs: [{ id: "x" }], outputs: [{ id: "y" }] };
    drawn.getState().run({ name: "add_module", arguments: { id: "fresh", module } });
    drawn.getState().open("fresh");
    return drawn;
  };
  const flowOf = (store: ReturnType<typeof opened>) =>
    pictureOf(store.getState(), catalogue, "fresh").flow;

  it("stays as it is while a long chain is drawn from nothing, also when it is read again", () => {
    const store = draw();
    const flows = new Set([flowOf(store)]);
    for (const id of ["stem", "conv", "pool", "last"]) {
      store.getState().run({
        name: "add_node",
        arguments: { module: "fresh", node: { id, kind: "operator", operator: "identity" } },
      });
      flows.add(flowOf(store));
    }
    for (const wire of WIRES) {
      const [source = "", target = ""] = wire.split(" ");
      connect(store, catalogue, "fresh", source, target);
      flows.add(flowOf(store));
    }
    expect([...flows]).toEqual(["right"]);
    moveNodes(store, catalogue, "fresh", new Map([["last", { x: 0, y: 2000 }]]));
    const read = opened("fresh", store.getState().history.document);
    expect(flowOf(read)).toBe("right");
  });

  it("is turned by its own step, which places all anew; undo turns it back", () => {
    const store = draw();
    addBody(store, catalogue, JSON.stringify({ kind: "merge", mode: "sum" }), {});
    const before = store.getState().history.document;
    turn(store, catalogue);
    expect(flowOf(store)).toBe("down");
    tidy(store, catalogue);
    expect(flowOf(store)).toBe("down");
    store.getState().undo();
    store.getState().undo();
    expect(store.getState().history.document).toBe(before);
    expect(flowOf(store)).toBe("right");
  });
});

it("tidying places every node anew, and one undo brings the old places back", () => {
  const store = opened();
  const before = store.getState().history.document.view?.positions;
  tidy(store, catalogue);
  const after = store.getState().history.document.view?.positions ?? {};
  expect(Object.keys(after).sort()).toEqual(["cell/in.x", "cell/op", "cell/out.y", "cell/sum"]);
  expect(after["cell/in.x"]?.[0]).toBeLessThan(after["cell/sum"]?.[0] ?? 0);
  store.getState().undo();
  expect(store.getState().history.document.view?.positions).toEqual(before);
});

it("nodes and wires that were selected together are deleted together", () => {
  const store = opened();
  const { toggle } = store.getState();
  toggle({ node: "op" });
  toggle({ edge: "c" });
  toggle({ edge: "d" });
  toggle({ edge: "d" });
  removeSelection(store, catalogue);
  expect(held(store).nodes?.map(({ id }) => id)).toEqual(["sum"]);
  expect(held(store).edges?.map(({ id }) => id)).toEqual(["d"]);
});
