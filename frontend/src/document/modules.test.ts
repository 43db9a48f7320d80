/** Commands on modules and on the space: what else of the document they touch. */
import { describe, expect, it } from "vitest";
import { apply, type Command, Refusal } from "./commands";
import type { Module, SpaceDocument } from "./model";
import { bodiesOf, freshId } from "./places";
import { bodyAt, smallSpace } from "./samples";
import { inOrder } from "./structure";

const run = (document: SpaceDocument, ...commands: Command[]) => commands.reduce(apply, document);

/** The small space with a view of everything and a module whose name begins like another's. */
function drawn(): SpaceDocument {
  const small = smallSpace();
  return {
    ...small,
    modules: { ...small.modules, cell2: { role: "cell" } },
    view: {
      positions: { "cell/op": [0, 0], "cell/sum": [2, 0], "cell2/a": [1, 1], "net/stem": [3, 3] },
      sizes: { "cell/op": [10, 10], "cell2/a": [5, 5] },
      notes: { "cell/op": "here", "net/stem": "there" },
      collapsed: [],
      flows: { cell: "down", cell2: "right" },
    },
  };
}

describe("renaming a module", () => {
  const after = apply(drawn(), { name: "rename_module", arguments: { id: "cell", to: "block" } });

  it("moves all that is seen of it, and nothing of a module called alike", () => {
    expect(after.view).toEqual({
      positions: { "block/op": [0, 0], "block/sum": [2, 0], "cell2/a": [1, 1], "net/stem": [3, 3] },
      sizes: { "block/op": [10, 10], "cell2/a": [5, 5] },
      notes: { "block/op": "here", "net/stem": "there" },
      collapsed: [],
      flows: { block: "down", cell2: "right" },
    });
  });

  it("keeps the order of modules, and follows the root", () => {
    expect(Object.keys(after.modules)).toEqual(["net", "block", "cell2"]);
    const root = apply(drawn(), { name: "rename_module", arguments: { id: "net", to: "main" } });
    expect(root.root).toBe("main");
    expect(Object.keys(root.modules)[0]).toBe("main");
  });

  it("and back gives the same network, but for the label that names its decisions", () => {
    const back = apply(after, { name: "rename_module", arguments: { id: "block", to: "cell" } });
    expect(bodyAt(back, "net", "cells/body")).toEqual({
      ...bodyAt(drawn(), "net", "cells/body"),
      label: "cell",
    });
    expect({ ...back.modules, net: null }).toEqual({ ...drawn().modules, net: null });
    expect(back.view).toEqual(drawn().view);
  });

  it("to its own name changes nothing at all", () => {
    const document = drawn();
    expect(apply(document, { name: "rename_module", arguments: { id: "cell", to: "cell" } })).toBe(
      document,
    );
  });

  it.each(["net", "2nd", "a b", "", "a".repeat(65)])("to %j is refused", (to) => {
    expect(() => apply(drawn(), { name: "rename_module", arguments: { id: "cell", to } })).toThrow(
      Refusal,
    );
  });

  it("gives no label to a use that decides for itself", () => {
    const free = run(
      drawn(),
      {
        name: "set_field",
        arguments: {
          module: "net",
          place: "cells/body",
          field: "decisions",
          value: "independent",
        },
      },
      { name: "rename_module", arguments: { id: "cell", to: "block" } },
    );
    expect(bodyAt(free, "net", "cells/body")).not.toHaveProperty("label");
  });
});

describe("removing a module", () => {
  it("takes its places along, and leaves those of a module called alike", () => {
    const unused = apply(drawn(), {
      name: "remove",
      arguments: { module: "net", nodes: ["cells"], edges: [] },
    });
    const after = apply(unused, { name: "remove_module", arguments: { id: "cell" } });
    expect(Object.keys(after.modules)).toEqual(["net", "cell2"]);
    expect(Object.keys(after.view?.positions ?? {})).toEqual(["cell2/a", "net/stem"]);
    expect(after.view?.sizes).toEqual({ "cell2/a": [5, 5] });
    expect(after.view?.flows).toEqual({ cell2: "right" });
  });

  it("is refused while any module uses it, however deep, and says which", () => {
    const deep = apply(drawn(), {
      name: "add_node",
      arguments: {
        module: "cell2",
        node: {
          id: "r",
          kind: "choice",
          of: [
            {
              id: "a",
              node: { kind: "repeat", times: 2, body: { kind: "reference", module: "cell" } },
            },
          ],
        },
      },
    });
    expect(() => apply(deep, { name: "remove_module", arguments: { id: "cell" } })).toThrow(
      /used in .*net.* and in .*cell2/,
    );
  });

  it("that wires carry is told with each wire", () => {
    const carried: Command = {
      name: "set_carries",
      arguments: { module: "net", edge: "w1", body: { kind: "reference", module: "cell" } },
    };
    const space = apply(smallSpace(), carried);
    const refused = () => apply(space, { name: "remove_module", arguments: { id: "cell" } });
    expect(refused).toThrow(
      expect.objectContaining({
        places: expect.arrayContaining([{ module: "net", edge: "w1" }]),
      }),
    );
  });

  it("that uses only itself is allowed", () => {
    const own = apply(drawn(), {
      name: "add_node",
      arguments: { module: "cell2", node: { id: "r", kind: "reference", module: "cell2" } },
    });
    expect(
      apply(own, { name: "remove_module", arguments: { id: "cell2" } }).modules,
    ).not.toHaveProperty("cell2");
  });
});

describe("parameters, variables and symbols", () => {
  const names = (document: SpaceDocument) => Object.keys(document.modules.cell?.parameters ?? {});
  const set = (name: string, parameter: object | null): Command => ({
    name: "set_parameter",
    arguments: { module: "cell", name, parameter },
  });

  it("a changed parameter keeps its place among the others", () => {
    const three = run(drawn(), set("D", {}), set("E", {}), set("C", { default: 3 }));
    expect(names(three)).toEqual(["C", "D", "E"]);
    expect(names(apply(three, set("D", null)))).toEqual(["C", "E"]);
  });

  it.each(["", "1", "a-b", "ä"])("none may be called %j", (name) => {
    expect(() => apply(drawn(), set(name, {}))).toThrow(/cannot name a parameter/);
    expect(() =>
      apply(drawn(), { name: "set_variable", arguments: { name, domain: { domain: "bool" } } }),
    ).toThrow(/cannot name a variable/);
  });

  it("a variable that is set and taken away leaves an empty list", () => {
    const set = (domain: { domain: "bool" } | null): Command => ({
      name: "set_variable",
      arguments: { name: "wide", domain },
    });
    expect(run(drawn(), set({ domain: "bool" })).variables).toEqual({ wide: { domain: "bool" } });
    expect(run(drawn(), set({ domain: "bool" }), set(null)).variables).toEqual({});
  });

  it("a symbol changes alone", () => {
    const after = apply(drawn(), { name: "set_symbol", arguments: { name: "classes", value: 3 } });
    expect(after.problem).toEqual({
      kind: "image_classification",
      symbols: { channels: 1, height: 8, width: 8, classes: 3 },
    });
  });
});

describe("wires and nodes", () => {
  it("a new wire gets the first name that is free", () => {
    const cut = apply(drawn(), {
      name: "remove",
      arguments: { module: "net", nodes: [], edges: ["w1"] },
    });
    const wired = run(
      cut,
      { name: "connect", arguments: { module: "net", source: "stem", target: "cells" } },
      { name: "connect", arguments: { module: "net", source: "in", target: "gap" } },
    );
    expect(wired.modules.net?.edges?.map(({ id }) => id)).toEqual([
      "w0",
      "w2",
      "w3",
      "w4",
      "w1",
      "w5",
    ]);
  });

  it("a node is put where it is dropped, on whole points", () => {
    const after = apply(drawn(), {
      name: "add_node",
      arguments: { module: "cell", node: { id: "m", kind: "merge" }, position: [1.5, -2.4] },
    });
    expect(after.view?.positions?.["cell/m"]).toEqual([2, -2]);
  });

  it("a removed node takes wires at both of its sides, and its place only", () => {
    const after = apply(drawn(), {
      name: "remove",
      arguments: { module: "cell", nodes: ["sum"], edges: [] },
    });
    expect(after.modules.cell?.edges?.map(({ id }) => id)).toEqual(["a"]);
    expect(Object.keys(after.view?.positions ?? {})).toEqual(["cell/op", "cell2/a", "net/stem"]);
  });

  it("a batch is all or nothing", () => {
    const document = drawn();
    const batch: Command = {
      name: "batch",
      arguments: {
        title: "two",
        commands: [
          { name: "rename_space", arguments: { name: "new" } },
          { name: "remove_module", arguments: { id: "net" } },
        ],
      },
    };
    expect(() => apply(document, batch)).toThrow(/network itself/);
    expect(document).toEqual(drawn());
  });

  it("an unknown command is refused by name", () => {
    expect(() => apply(drawn(), { name: "explode", arguments: {} } as unknown as Command)).toThrow(
      /no command "explode"/,
    );
  });
});

describe("reading a module", () => {
  it("goes through bodies from the outside in, nodes before wires", () => {
    const module: Module = {
      role: "cell",
      nodes: [
        {
          id: "n",
          kind: "switch",
          on: 1,
          cases: [
            {
              id: "a",
              node: { kind: "repeat", times: 2, body: { kind: "operator", operator: "relu" } },
            },
            { id: "b", node: { kind: "merge" } },
          ],
        },
      ],
      edges: [
        { id: "e", source: "in", target: "n", carries: { kind: "operator", operator: "relu" } },
        { id: "f", source: "n", target: "out" },
      ],
    };
    expect([...bodiesOf(module)].map(([place]) => place)).toEqual([
      "n",
      "n/a",
      "n/a/body",
      "n/b",
      "edge:e",
    ]);
  });

  it("orders nodes along the wires, and leaves out those on a circle and behind it", () => {
    const nodes = ["d", "c", "b", "a", "x", "y", "z"].map((id) => ({ id, kind: "merge" as const }));
    const edges = ["in>a", "a>b", "b>c", "a>d", "c>d", "x>y", "y>x", "y>z"].map((wire) => {
      const [source = "", target = ""] = wire.split(">");
      return { id: wire, source, target };
    });
    const order = inOrder({ role: "cell", nodes, edges }).map(({ id }) => id);
    expect(order).toEqual(["a", "b", "c", "d"]);
  });

  it("finds a name that is free", () => {
    expect(freshId([], "conv")).toBe("conv");
    expect(freshId(["conv"], "conv")).toBe("conv2");
    expect(freshId(["conv", "conv2", "conv4"], "conv")).toBe("conv3");
  });
});
