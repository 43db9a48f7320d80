import { describe, expect, it } from "vitest";

import { begun, drawnName } from "./called";
import { apply, type Command } from "./commands";
import type { Module, Node, SpaceDocument, Value } from "./model";
import { canConnect } from "./rules";
import { catalogue, smallSpace } from "./samples";
import { analyse } from "./shapes";

function looked(change: (document: SpaceDocument) => SpaceDocument = (same) => same) {
  return analyse(change(smallSpace()), catalogue);
}

describe("shapes while drawing", () => {
  it("follow the wires from the problem to the scores", () => {
    const analysis = looked();
    expect(analysis.issues).toEqual([]);
    expect(analysis.shapeText("net", "in")).toBe("1×8×8");
    expect(analysis.shapeText("net", "stem")).toBe("16×8×8");
    expect(analysis.shapeText("net", "cells.y")).toBe("16×8×8");
    expect(analysis.shapeText("net", "out.scores")).toBe("10");
    expect(analysis.shapeText("cell", "op")).toBe("16×8×8");
  });

  it.each([1_000_000, 1.5, { expr: "2 ** 20" }])("stop at a repeat of %j copies", (times) => {
    const analysis = looked((document) =>
      apply(document, {
        name: "set_field",
        arguments: { module: "net", place: "cells", field: "times", value: times },
      }),
    );
    expect(analysis.issues).toMatchObject([
      {
        path: ["modules", "net", "nodes", "cells", "times"],
        code: "invalid_times",
        message: expect.stringMatching(/^A repeat makes a whole number of copies from 0 to 5000/),
      },
    ]);
  });

  it("list what a choice may give", () => {
    const analysis = looked((document) =>
      apply(document, {
        name: "set_argument",
        arguments: {
          module: "net",
          place: "stem",
          name: "channels",
          value: { domain: "choice", values: [16, 32] },
        },
      }),
    );
    expect(analysis.shapeText("net", "stem")).toBe("{16,32}×8×8");
    expect(analysis.issues).toEqual([]);
  });

  it("take the case of a switch that its value says", () => {
    const wired = looked((document) =>
      apply(
        apply(document, {
          name: "set_field",
          arguments: { module: "cell", place: "sum", field: "mode", value: "concat" },
        }),
        {
          name: "set_carries",
          arguments: {
            module: "cell",
            edge: "c",
            body: {
              kind: "switch",
              on: { expr: "C > 8" },
              cases: [
                {
                  id: "wide",
                  values: [true],
                  node: { kind: "operator", operator: "conv", arguments: { channels: 4 } },
                },
                { id: "other", node: { kind: "operator", operator: "identity" } },
              ],
            },
          },
        },
      ),
    );
    // The wide case adds 4 channels in both cells; the other one would double them.
    expect(wired.shapeText("cell", "sum")).toBe("{20,24}×8×8");
  });

  it("are not known where nothing is", () => {
    expect(looked().shapeText("net", "nowhere")).toBeNull();
    expect(looked().shapeText("missing", "stem")).toBeNull();
  });

  it("give the cost of a node over its alternatives", () => {
    expect(looked().cost("cell", "op")).toEqual({
      parameters: [0, 16 * 16 * 9 + 16],
      macs: [0, (16 * 16 * 9 + 16) * 64],
    });
  });
});

describe("faults while drawing", () => {
  const codes = (change: (document: SpaceDocument) => SpaceDocument) =>
    looked(change).issues.map(({ path, code }) => `${path.join("/")} ${code}`);

  it("an unequal sum names both shapes and the place", () => {
    const { issues } = looked((document) =>
      apply(document, {
        name: "set_argument",
        arguments: { module: "cell", place: "op/conv3", name: "channels", value: 8 },
      }),
    );
    expect(issues[0]?.path).toEqual(["modules", "cell", "nodes", "sum"]);
    expect(issues[0]?.message).toMatch(/8×8×8.*16×8×8/);
  });

  it("an unequal sum in a module that projects is none", () => {
    const { issues } = looked((document) =>
      apply(
        apply(document, {
          name: "set_argument",
          arguments: { module: "cell", place: "op/conv3", name: "channels", value: 8 },
        }),
        { name: "set_mismatch", arguments: { module: "cell", value: "project" } },
      ),
    );
    expect(issues.filter((issue) => issue.path.includes("sum"))).toEqual([]);
  });

  it("a circle is named", () => {
    const found = codes((document) =>
      apply(document, {
        name: "batch",
        arguments: {
          title: "circle",
          commands: [
            { name: "add_node", arguments: { module: "cell", node: { id: "m", kind: "merge" } } },
            { name: "connect", arguments: { module: "cell", source: "sum", target: "m" } },
            { name: "connect", arguments: { module: "cell", source: "m", target: "sum" } },
          ],
        },
      }),
    );
    expect(found).toContain("modules/cell/nodes/sum cycle");
  });

  it("an input without a wire, and one with two", () => {
    const cut = codes((document) =>
      apply(document, { name: "remove", arguments: { module: "net", nodes: [], edges: ["w2"] } }),
    );
    expect(cut).toContain("modules/net/nodes/gap missing_wire");
    const two = codes((document) =>
      apply(document, {
        name: "connect",
        arguments: { module: "net", source: "stem", target: "gap" },
      }),
    );
    expect(two).toContain("modules/net/nodes/gap doubly_wired");
  });

  it("an unknown operator with the nearest", () => {
    const { issues } = looked((document) =>
      apply(document, {
        name: "set_operator",
        arguments: { module: "net", place: "stem", operator: "conf" },
      }),
    );
    expect(issues.find((issue) => issue.code === "unknown_operator")?.message).toContain('"conv"');
  });

  it("a name that is not in scope", () => {
    const found = codes((document) =>
      apply(document, {
        name: "set_argument",
        arguments: { module: "net", place: "stem", name: "channels", value: { expr: "C" } },
      }),
    );
    expect(found).toContain("modules/net/nodes/stem/arguments/channels unknown_name");
  });

  it("a wire that leads nowhere", () => {
    const found = codes((document) =>
      apply(document, {
        name: "rewire",
        arguments: { module: "cell", edge: "b", source: "op", target: "gone.x" },
      }),
    );
    expect(found).toContain("modules/cell/edges/b/target unknown_node");
  });
});

describe("what may be connected", () => {
  const why = (source: string, target: string) =>
    canConnect(smallSpace(), looked(), "cell", source, target)?.message ?? null;

  it("says why not", () => {
    expect(why("sum", "op")).toMatch(/circle/);
    expect(why("op", "op")).toMatch(/itself/);
    expect(why("in", "sum")).toMatch(/already/);
    expect(why("in", "out")).toMatch(/one wire/);
  });

  it("names nodes as they are drawn, with ids only where two are alike", () => {
    const space = smallSpace();
    const reason = (source: string, target: string) =>
      canConnect(space, analyse(space, catalogue), "net", source, target)?.message;
    expect(reason("fc", "gap")).toMatch(/^Global pooling feeds Linear already/);
    const node = { id: "fc2", kind: "operator", operator: "linear" } as const;
    const twice = apply(space, { name: "add_node", arguments: { module: "net", node } });
    const refusal = canConnect(twice, analyse(twice, catalogue), "net", "fc", "gap");
    expect(refusal?.message).toMatch(/^Global pooling feeds Linear fc already/);
  });

  it("names choices and switches by what stands in them", () => {
    const option = (id: string, operator: string) => ({
      id,
      node: { kind: "operator", operator, arguments: { kernel: 3 } } as const,
    });
    const of = [option("a", "conv"), option("b", "max_pool")];
    const named = (...nodes: Node[]) => {
      const held = { ...smallSpace().modules.cell, nodes } as Module;
      return nodes.map(({ id }) => drawnName(smallSpace(), catalogue, held, id));
    };
    const cases = [...of, option("c", "skip"), option("d", "identity")];
    expect(named({ id: "n1", kind: "choice", of })).toEqual([
      "the choice between Convolution 3×3 and Max pooling 3×3",
    ]);
    expect(named({ id: "n1", kind: "switch", on: 1, cases })).toEqual([
      "the switch between Convolution 3×3, Max pooling 3×3 and 2 more",
    ]);
    expect(named({ id: "n1", kind: "choice", of }, { id: "n2", kind: "choice", of })).toEqual([
      "the choice n1 between Convolution 3×3 and Max pooling 3×3",
      "the choice n2 between Convolution 3×3 and Max pooling 3×3",
    ]);
    const body = { kind: "choice", of } as const;
    expect(named({ id: "n1", kind: "repeat", times: 2, index: "i", body })).toEqual([
      "the repeated choice",
    ]);
    expect(begun("the choice")).toBe("The choice");
  });

  it("so do problems", () => {
    const cut = apply(smallSpace(), {
      name: "remove",
      arguments: { module: "net", nodes: [], edges: ["w2"] },
    });
    const said = analyse(cut, catalogue).issues.map(({ message }) => message);
    expect(said).toContain("Input x of Global pooling needs a wire.");
  });

  it("offers to replace the wire that is there", () => {
    const title = { module: "net", place: "gap", field: "title", value: "Mean of all" };
    const titled = apply(smallSpace(), { name: "set_field", arguments: title });
    const refusal = canConnect(titled, analyse(titled, catalogue), "net", "stem", "gap");
    expect(refusal?.message).toMatch(/^Mean of all takes one wire, and that from cell is there/);
    expect(refusal?.fixes[0]).toMatchObject({
      arguments: {
        title: "replace the wire from cell",
        commands: [{ name: "rewire", arguments: { edge: "w2" } }],
      },
    });
  });
});

describe("what a use gives its module", () => {
  const given = (name: string, value: Value | undefined) =>
    looked((document) =>
      apply(document, {
        name: "set_argument",
        arguments: { module: "net", place: "cells/body", name, value },
      }),
    ).issues.filter(({ path }) => path.includes("arguments"));
  const path = ["modules", "net", "nodes", "cells", "body", "arguments"];

  it("is wrong on the node where no parameter takes it, and can be removed", () => {
    const [issue, ...others] = given("width", 3);
    expect([issue?.code, issue?.path, others]).toEqual([
      "unknown_argument",
      [...path, "width"],
      [],
    ]);
    const wrong = apply(smallSpace(), {
      name: "set_argument",
      arguments: { module: "net", place: "cells/body", name: "width", value: 3 },
    });
    const mended = apply(wrong, {
      name: issue?.fix?.command,
      arguments: issue?.fix?.arguments,
    } as Command);
    expect(mended).toEqual(smallSpace());
  });

  it("is missed where it has no default", () => {
    expect(given("C", undefined)).toMatchObject([
      { code: "missing_argument", path: [...path, "C"] },
    ]);
  });
});
