import { describe, expect, it } from "vitest";

import { apply } from "../document/commands";
import { catalogue, smallSpace } from "../document/samples";
import type { PictureNode } from "./canvas/picture";
import { isInSight } from "./canvas/placing";
import { overlaps } from "./canvas/routing";
import { toCanvas } from "./canvas/toCanvas";
import {
  addBody,
  connect,
  moveNodes,
  newOperator,
  pictureOf,
  removeSelection,
  swapOperator,
} from "./editing";
import { dartsSpace, opened, subjectOf } from "./samples";

const pool = JSON.stringify({ kind: "operator", operator: "max_pool" });
const middleOf = (store: ReturnType<typeof opened>, module: string, id: string) => {
  const { nodes } = pictureOf(store.getState(), catalogue, module);
  const { x, y, width, height } = nodes.find((node) => node.id === id) as PictureNode;
  return { x: x + width / 2, y: y + height / 2 };
};
const cellOf = (store: ReturnType<typeof opened>) => store.getState().history.document.modules.cell;

describe("adding an operator", () => {
  it("selects it, where it covers nothing", () => {
    const store = opened();
    addBody(store, catalogue, pool, {});
    const { history, selection } = store.getState();
    expect(selection.nodes).toEqual(["max_pool"]);
    const { nodes } = toCanvas(subjectOf(history.document, "cell"));
    const added = nodes.find(({ id }) => id === "max_pool");
    expect(nodes.filter((node) => node !== added && added && overlaps(node, added))).toEqual([]);
  });

  it("wires it to what was selected, in one step", () => {
    const store = opened();
    store.getState().select({ nodes: ["op"] });
    addBody(store, catalogue, pool, {});
    expect(cellOf(store)?.edges?.at(-1)).toMatchObject({ source: "op.y", target: "max_pool.x" });
    store.getState().undo();
    expect([cellOf(store)?.nodes?.length, cellOf(store)?.edges?.length]).toEqual([2, 4]);
  });

  it("wires a merge to all that was selected, and anything else to one node only", () => {
    const store = opened();
    store.getState().select({ nodes: ["sum", "op"] });
    addBody(store, catalogue, JSON.stringify({ kind: "merge", mode: "concat" }), {});
    const added = cellOf(store)
      ?.edges?.slice(4)
      .map(({ source, target }) => [source, target]);
    expect(added).toEqual([
      ["op.y", "concat.x"],
      ["sum.y", "concat.x"],
    ]);
    store.getState().undo();
    expect(cellOf(store)?.edges).toHaveLength(4);
    store.getState().select({ nodes: ["sum", "op"] });
    addBody(store, catalogue, pool, {});
    expect(cellOf(store)?.edges).toHaveLength(4);
  });

  it("puts its middle where it was dropped, unwired", () => {
    const store = opened();
    store.getState().select({ nodes: ["op"] });
    addBody(store, catalogue, pool, { at: { x: 900, y: 700 } });
    expect(middleOf(store, "cell", "max_pool")).toEqual({ x: 900, y: 700 });
    expect(cellOf(store)?.edges).toHaveLength(4);
  });

  it("finds a free place in sight, and says where it went when there is none", () => {
    const store = opened();
    const [x, y] = [0, -80];
    store.setState({ sight: () => ({ x, y, width: 900, height: 600 }) });
    for (const id of ["max_pool", "max_pool2", "max_pool3", "max_pool4"]) {
      addBody(store, catalogue, pool, {});
      const { nodes } = pictureOf(store.getState(), catalogue, "cell");
      const box = nodes.find((node) => node.id === id) as PictureNode;
      expect(isInSight(box, { x, y, width: 900, height: 600 })).toBe(true);
    }
    expect(store.getState().notice).toBeNull();
    store.setState({ sight: () => ({ x: 0, y: 0, width: 100, height: 40 }) });
    addBody(store, catalogue, pool, {});
    expect(store.getState().notice).toMatchObject({
      message: expect.stringContaining("no free place in view"),
      places: [{ module: "cell", node: "max_pool5" }],
    });
  });

  it("stands on the wire that it is dropped on; what comes behind makes room", () => {
    const store = opened();
    const before = toCanvas(subjectOf(smallSpace(), "cell"));
    const wire = before.wires.find(({ id }) => id === "b");
    addBody(store, catalogue, pool, { at: wire?.labelAt ?? { x: 0, y: 0 }, edge: "b" });
    const { nodes, flow } = toCanvas(subjectOf(store.getState().history.document, "cell"));
    const [along, length, across] =
      flow === "right" ? (["x", "width", "y"] as const) : (["y", "height", "x"] as const);
    const box = (id: string | undefined) => nodes.find((node) => node.id === id);
    const [from, added, to] = [wire?.source.node, "max_pool", wire?.target.node].map(box);
    if (!from || !added || !to) throw new Error("all three stand there");
    expect(added[along]).toBeGreaterThan(from[along] + from[length]);
    expect(to[along]).toBeGreaterThan(added[along] + added[length]);
    expect(Math.abs(added[across] - (wire?.labelAt[across] ?? 0))).toBeLessThan(120);
  });

  it("gives the second of a kind an id of its own", () => {
    const store = opened();
    addBody(store, catalogue, pool, {});
    addBody(store, catalogue, pool, {});
    expect(cellOf(store)?.nodes?.map(({ id }) => id)).toEqual([
      "op",
      "sum",
      "max_pool",
      "max_pool2",
    ]);
  });

  it("moves nothing that stands", () => {
    const before = toCanvas(subjectOf(smallSpace(), "cell")).nodes;
    const store = opened();
    addBody(store, catalogue, pool, {});
    const { nodes } = toCanvas(subjectOf(store.getState().history.document, "cell"));
    for (const { id, x, y } of before)
      expect(nodes.find((node) => node.id === id)).toMatchObject({ x, y });
  });
});

describe("a node that grows", () => {
  it("stays on its middle: a wire that ran straight still does", () => {
    const store = opened();
    addBody(store, catalogue, pool, { at: { x: 900, y: 700 } });
    const grow = { module: "cell", place: "max_pool" };
    store.getState().run({
      name: "set_field",
      arguments: { ...grow, field: "title", value: "A pool with a very long title of its own" },
    });
    store.getState().run({ name: "make_choice", arguments: grow });
    const { nodes } = pictureOf(store.getState(), catalogue, "cell");
    const node = nodes.find(({ id }) => id === "max_pool");
    expect([node?.width, node?.height]).not.toEqual([216, 48]);
    expect(middleOf(store, "cell", "max_pool")).toEqual({ x: 900, y: 700 });
  });
});

describe("moving", () => {
  it("is one step, and pins the others where they stand", () => {
    const store = opened("net");
    moveNodes(store, catalogue, "net", new Map([["stem", { x: 8, y: 16 }]]));
    const { history } = store.getState();
    expect(history.past).toHaveLength(1);
    expect(history.document.view?.positions).toMatchObject({ "net/stem": [8, 16] });
    expect(Object.keys(history.document.view?.positions ?? {})).toContain("net/fc");
  });

  it("to where a node stands already is no step", () => {
    const store = opened();
    moveNodes(store, catalogue, "cell", new Map([["sum", { x: 200, y: 0 }]]));
    expect(store.getState().history.past).toEqual([]);
  });
});

describe("connecting", () => {
  it("says why a circle cannot be, and changes nothing", () => {
    const store = opened();
    connect(store, catalogue, "cell", "sum.y", "op.x");
    expect(store.getState().notice?.message).toMatch(/circle/);
    expect(cellOf(store)?.edges).toHaveLength(4);
  });

  it("offers to replace the wire that is in the way", () => {
    const store = opened("net");
    connect(store, catalogue, "net", "stem.y", "gap.x");
    const fix = store.getState().notice?.fixes[0];
    expect(fix).toBeDefined();
    if (fix) store.getState().run(fix);
    const edges = store.getState().history.document.modules.net?.edges ?? [];
    expect(edges.find(({ target }) => target === "gap")?.source).toBe("stem.y");
  });
});

describe("removing", () => {
  it("takes wires of a removed node along", () => {
    const store = opened();
    store.getState().select({ nodes: ["op"] });
    removeSelection(store, catalogue);
    expect(cellOf(store)?.edges?.map(({ id }) => id)).toEqual(["c", "d"]);
  });

  it.each([{ edges: ["n2_cat", "p"] }, { nodes: ["n3"] }])(
    "moves nothing that stays, in one step: %o",
    (selection) => {
      const store = opened("darts", dartsSpace());
      const standing = () =>
        toCanvas(subjectOf(store.getState().history.document, "darts")).nodes.map(
          ({ id, x, y }) => ({ id, x, y }),
        );
      const before = standing();
      store.getState().select(selection);
      removeSelection(store, catalogue);
      expect(standing()).toEqual(before.filter(({ id }) => !selection.nodes?.includes(id)));
      store.getState().undo();
      expect(store.getState().history.document).toEqual(dartsSpace());
    },
  );

  it("lets go of ports that were selected beside", () => {
    const store = opened();
    store.getState().select({ nodes: ["in.x", "op", "sum", "out.y"] });
    removeSelection(store, catalogue);
    expect(store.getState().selection).toEqual({ nodes: [], edges: [] });
  });

  it("leaves the module's own ports", () => {
    const store = opened();
    store.getState().select({ nodes: ["in.x"] });
    removeSelection(store, catalogue);
    expect(store.getState().history.past).toEqual([]);
  });
});

describe("another operator in the place of one", () => {
  it("keeps the settings that both know", () => {
    const store = opened("net");
    const module = store.getState().history.document.modules.net;
    if (!module) throw new Error("the sample has a network");
    const before = {
      kind: "operator",
      operator: "conv",
      arguments: { channels: 16, kernel: 5 },
    } as const;
    store.getState().run({
      name: "batch",
      arguments: {
        title: "prepare",
        commands: [
          {
            name: "set_argument",
            arguments: { module: "net", place: "stem", name: "kernel", value: 5 },
          },
          swapOperator(catalogue, module, "net", "stem", before, "max_pool"),
        ],
      },
    });
    const stem = store.getState().history.document.modules.net?.nodes?.[0];
    expect(stem).toMatchObject({ operator: "max_pool", arguments: { kernel: 5 } });
    expect(Object.keys((stem as { arguments: object }).arguments)).toEqual(["kernel"]);
  });

  it("reads the parameters of the module that are called like its settings", () => {
    const { modules } = apply(smallSpace(), {
      name: "set_parameter",
      arguments: { module: "cell", name: "stride", parameter: { default: 1 } },
    });
    const module = modules.cell;
    if (!module) throw new Error("the sample has a cell");
    expect(newOperator(catalogue, "max_pool", module).arguments).toEqual({
      stride: { expr: "stride" },
    });
    expect(newOperator(catalogue, "identity", module).arguments).toBeUndefined();
  });
});

describe("a node between two wires that is removed", () => {
  it("leaves a way to join what it stood between", () => {
    const store = opened("net");
    store.getState().select({ nodes: ["cells"] });
    removeSelection(store, catalogue);
    const { notice, run } = store.getState();
    expect(notice?.message).toBe("What stood between Convolution and Global pooling is gone.");
    const [fix] = notice?.fixes ?? [];
    expect(fix && run(fix)).toBe(true);
    const edges = store.getState().history.document.modules.net?.edges;
    expect(edges?.at(-1)).toMatchObject({ source: "stem", target: "gap" });
  });

  it("says nothing where the ends are joined already, or it had other wires", () => {
    for (const [module, node] of [
      ["cell", "op"],
      ["cell", "sum"],
    ] as const) {
      const store = opened(module);
      store.getState().select({ nodes: [node] });
      removeSelection(store, catalogue);
      expect(store.getState().notice).toBeNull();
    }
  });
});

describe("what the pointer drops", () => {
  const dropped = (at: { x: number; y: number }) => {
    const store = opened();
    store.setState({ sight: () => ({ x: -400, y: -400, width: 1600, height: 1200 }) });
    const { nodes } = pictureOf(store.getState(), catalogue, "cell");
    const sum = nodes.find(({ id }) => id === "sum") as PictureNode;
    addBody(store, catalogue, pool, { at: { x: at.x, y: sum.y + sum.height + 24 + at.y } });
    return { at: middleOf(store, "cell", "max_pool"), line: sum.y + sum.height + 24 };
  };

  it("stays where it is let go, near as others are, if it covers none", () => {
    const { at, line } = dropped({ x: 330, y: 2 });
    expect([at.x, at.y - line]).toEqual([330, 2]);
  });

  it("moves as little as can be where it would cover another", () => {
    const { at, line } = dropped({ x: 340, y: -4 });
    expect([at.x, at.y - line]).toEqual([340, 8]);
  });
});
