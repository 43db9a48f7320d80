import { describe, expect, it } from "vitest";

import type { Issue } from "../../api/forms";
import type { SpaceDocument } from "../../document/model";
import { smallSpace } from "../../document/samples";
import { faultsOf } from "./folding";

const issue = (place: string, code: string, severity: Issue["severity"]): Issue => ({
  path: ["modules", "cell", ...place.split("/")],
  code,
  message: `${code} ${place.replace("nodes/", "")}`,
  severity,
  fix: null,
});
const missing = (place: string) => issue(place, "missing_wire", "error");
const unread = (node: string) => issue(`nodes/${node}`, "unreachable", "warning");

/** The cell of the sample with wires `a → b` in place of its own. */
function wired(...pairs: string[]): SpaceDocument {
  const small = smallSpace();
  const cell = small.modules.cell as SpaceDocument["modules"][string];
  const edges = pairs.map((pair, at) => {
    const [source = "", target = ""] = pair.split(" ");
    return { id: `w${at}`, source, target };
  });
  return { ...small, modules: { ...small.modules, cell: { ...cell, edges } } };
}

const folded = (issues: Issue[], document: SpaceDocument) =>
  faultsOf(issues, document).map((fault) => [
    fault.issue.message,
    fault.follows.map(({ message }) => message),
  ]);

describe("what follows from a missing wire", () => {
  it("of the output is every node that no longer reaches it", () => {
    const issues = [missing("outputs/y"), unread("op"), unread("sum")];
    expect(folded(issues, wired("in op", "op sum"))).toEqual([
      ["missing_wire outputs/y", ["unreachable op", "unreachable sum"]],
    ]);
  });

  it("of a node is that nothing reads the node, whatever else is missing", () => {
    const issues = [missing("outputs/y"), missing("nodes/op"), unread("op")];
    expect(folded(issues, wired("in sum"))).toEqual([
      ["missing_wire outputs/y", []],
      ["missing_wire op", ["unreachable op"]],
    ]);
  });

  it("stays in its module", () => {
    const elsewhere = { ...missing("outputs/y"), path: ["modules", "net", "outputs", "y"] };
    expect(folded([elsewhere, unread("op")], wired("in op", "in out"))).toHaveLength(2);
  });
});

describe("nodes that nothing reads", () => {
  it("are one fault where one feeds the other: the last has no reader", () => {
    expect(folded([unread("op"), unread("sum")], wired("in op", "op sum", "in out"))).toEqual([
      ["unreachable sum", ["unreachable op"]],
    ]);
  });

  it("are two faults where neither feeds the other", () => {
    expect(folded([unread("op"), unread("sum")], wired("in op", "in sum", "in out"))).toHaveLength(
      2,
    );
  });

  it("in a ring are shown each, and end", () => {
    const ring = wired("op sum", "sum op", "in out");
    expect(folded([unread("op"), unread("sum")], ring)).toHaveLength(2);
  });
});
