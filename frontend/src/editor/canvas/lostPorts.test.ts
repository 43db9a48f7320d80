/** A use that becomes one of another module, whose ports are others. */

import { describe, expect, it } from "vitest";
import { apply, type Command } from "../../document/commands";
import type { SpaceDocument } from "../../document/model";
import { catalogue, smallSpace } from "../../document/samples";
import { structuralIssues } from "../../document/structure";
import { mergeIssues } from "./problems";
import { issueWords } from "./titles";

/** The cell of the network becomes one with two inputs; its wire names none of them. */
function swapped(): SpaceDocument {
  const small = smallSpace();
  const { net, cell } = small.modules;
  const two = { ...cell, title: "Fine block", inputs: [{ id: "far" }, { id: "near" }], edges: [] };
  const nodes = net?.nodes?.map((node) =>
    node.id === "cells" ? { id: "cells", kind: "reference" as const, module: "two" } : node,
  );
  const modules = { ...small.modules, net: { ...net, nodes }, two };
  return { ...small, modules } as SpaceDocument;
}

const lost = (document: SpaceDocument) =>
  structuralIssues(document, catalogue).filter(({ path }) => path.join("/").includes("net/edges"));

describe("a wire that lost its port", () => {
  it("is one problem, in words of titles, with the server's", () => {
    const document = swapped();
    const path = ["modules", "net", "edges", "w1", "target"];
    const message = "wire 'w1' must name one of the inputs of 'cells' ('far', 'near')";
    const severity = "error" as const;
    const server = [{ path, code: "ambiguous_port", message, severity, fix: null }];
    const merged = mergeIssues(lost(document), server);
    expect(merged.map((issue) => issueWords(issue, document, catalogue))).toEqual([
      "Wire “Convolution → Fine block” must enter an input of Fine block (far, near), but names none.",
    ]);
  });

  it("is mended: it takes a port that is free, and goes where none is", () => {
    const document = swapped();
    const [issue] = lost(document);
    expect(issue?.fix?.title).toBe("Connect to input far");
    const mended = apply(document, {
      name: issue?.fix?.command,
      arguments: issue?.fix?.arguments,
    } as Command);
    expect(lost(mended)).toEqual([]);
    const full = structuredClone(document);
    full.modules.net?.edges?.push(
      { id: "a", source: "stem", target: "cells.far" },
      { id: "b", source: "stem", target: "cells.near" },
    );
    const [other] = lost(full);
    expect(other?.fix?.title).toBe("Remove the wire");
    const rest = apply(full, {
      name: other?.fix?.command,
      arguments: other?.fix?.arguments,
    } as Command);
    expect(rest.modules.net?.edges?.map(({ id }) => id)).not.toContain("w1");
  });
});
