import { describe, expect, it } from "vitest";

import { apply, type Command } from "./commands";
import { fitting, misfit } from "./fits";
import type { Node, SpaceDocument } from "./model";
import { canConnect, doubt } from "./rules";
import { catalogue, smallSpace } from "./samples";
import { analyse } from "./shapes";

/** The small network with one more node, which nothing enters. */
function withNode(node: Node, module = "net"): SpaceDocument {
  return apply(smallSpace(), { name: "add_node", arguments: { module, node } });
}

const refusalOf = (document: SpaceDocument, source: string, target: string, module = "net") =>
  canConnect(document, analyse(document, catalogue), module, source, target);

describe("a wire whose shapes never fit", () => {
  const linear: Node = { id: "late", kind: "operator", operator: "linear" };

  it("is refused with what is needed and what arrives", () => {
    const refusal = refusalOf(withNode(linear), "cells", "late");
    expect(refusal?.message).toMatch(/Linear needs a row of features, but got 16×8×8/);
  });

  it("is offered up to three fixes, each of which works", () => {
    const document = withNode(linear);
    const fixes = refusalOf(document, "cells", "late")?.fixes ?? [];
    expect(fixes.length).toBeGreaterThan(1);
    expect(fixes.length).toBeLessThanOrEqual(3);
    for (const fix of fixes) {
      const mended = apply(document, fix);
      const { shapes } = analyse(mended, catalogue);
      expect(shapes("net", "late")?.[0]).toHaveLength(1);
    }
  });

  it("is refused at an image's operator behind a row of features, where nothing helps", () => {
    const pool: Node = { id: "late", kind: "operator", operator: "max_pool" };
    const refusal = refusalOf(withNode(pool), "fc", "late");
    expect(refusal?.message).toMatch(/needs an image .* got 10/);
    expect(refusal?.fixes).toEqual([]);
  });

  it("is refused at a choice only where no alternative fits", () => {
    const alternative = (operator: string) => ({
      id: operator,
      node: { kind: "operator" as const, operator },
    });
    const choice = (...names: string[]): Node => ({
      id: "late",
      kind: "choice",
      of: names.map(alternative),
    });
    expect(refusalOf(withNode(choice("conv", "max_pool")), "fc", "late")).not.toBeNull();
    expect(refusalOf(withNode(choice("conv", "identity")), "fc", "late")).toBeNull();
  });

  it("is not refused where nothing is known", () => {
    const unused = apply(withNode(linear, "cell"), {
      name: "remove",
      arguments: { module: "net", nodes: ["cells"], edges: [] },
    });
    expect(refusalOf(unused, "op", "late", "cell")).toBeNull();
  });
});

describe("a wire into a merge", () => {
  /** `stem` enters a sum; a narrower image is the second wire. */
  const twoWidths = () =>
    (
      [
        ["add_node", { node: { id: "add", kind: "merge", mode: "sum" } }],
        [
          "add_node",
          { node: { id: "thin", kind: "operator", operator: "conv", arguments: { channels: 4 } } },
        ],
        ["connect", { source: "stem", target: "add" }],
        ["connect", { source: "in.image", target: "thin" }],
      ] as const
    ).reduce(
      (document, [name, given]) =>
        apply(document, { name, arguments: { module: "net", ...given } } as unknown as Command),
      smallSpace(),
    );

  it("is drawn, with a doubt that names both shapes", () => {
    const document = twoWidths();
    const analysis = analyse(document, catalogue);
    expect(canConnect(document, analysis, "net", "thin", "add")).toBeNull();
    const doubtful = doubt(document, analysis, "net", "thin", "add");
    expect(doubtful?.message).toMatch(/16×8×8 with 4×8×8/);
  });

  it("is offered to project, or an operator between; each takes the fault away", () => {
    const drawn = apply(twoWidths(), {
      name: "connect",
      arguments: { module: "net", source: "thin", target: "add" },
    });
    const faults = (held: SpaceDocument) =>
      analyse(held, catalogue).issues.filter(({ code }) => code === "shape_mismatch");
    expect(faults(drawn)).toHaveLength(1);
    const fixes = doubt(drawn, analyse(drawn, catalogue), "net", "thin", "add")?.fixes ?? [];
    expect(fixes.map(({ name }) => name)).toContain("set_mismatch");
    expect(fixes.length).toBeGreaterThan(1);
    for (const fix of fixes) expect(faults(apply(drawn, fix))).toEqual([]);
  });

  it("raises no doubt in a module that projects", () => {
    const document = apply(twoWidths(), {
      name: "set_mismatch",
      arguments: { module: "net", value: "project" },
    });
    expect(doubt(document, analyse(document, catalogue), "net", "thin", "add")).toBeNull();
  });
});

describe("the same wire", () => {
  it("is known however its ends are written", () => {
    expect(refusalOf(smallSpace(), "in.x", "sum.x", "cell")?.message).toMatch(/already/);
  });
});

describe("operators for a shape", () => {
  it("stand in the catalogue's order, those that do not take it with the reason", () => {
    const all = fitting(catalogue, [], [[16, 8, 8]]);
    const reason = (name: string) => all.find(({ operator }) => operator.name === name)?.reason;
    expect(reason("max_pool")).toBeNull();
    expect(reason("linear")).toMatch(/row of features/);
    expect(all.map(({ operator }) => operator)).toEqual(catalogue.operators);
  });

  it("all fit what is not known", () => {
    expect(fitting(catalogue, [], null).every(({ reason }) => reason === null)).toBe(true);
  });

  it("look into what is repeated", () => {
    const body = {
      kind: "repeat" as const,
      times: 2,
      body: { kind: "operator" as const, operator: "conv" },
    };
    expect(misfit(catalogue, [], body, [[10]])).toMatch(/image/);
    expect(misfit(catalogue, [], body, [[3, 8, 8]])).toBeNull();
  });
});
