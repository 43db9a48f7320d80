import { describe, expect, it } from "vitest";

import type { Issue } from "../../api/forms";
import { catalogue, smallSpace } from "../../document/samples";
import { analyse } from "../../document/shapes";
import { insideOf, mergeIssues, placeOf, problemCounts } from "./problems";

const issue = (path: string, severity: Issue["severity"] = "error"): Issue => ({
  path: path.split("/"),
  code: "wrong",
  message: "wrong",
  severity,
  fix: null,
});

describe("places of problems", () => {
  it.each([
    ["modules/cell/nodes/n1/arguments/kernel", { module: "cell", node: "n1" }],
    ["modules/cell/edges/e03/carries", { module: "cell", edge: "e03" }],
    ["modules/cell/inputs/x", { module: "cell", node: "in.x" }],
    ["modules/cell/outputs/y", { module: "cell", node: "out.y" }],
    ["modules/cell", { module: "cell" }],
    ["variables/width", { module: null }],
  ])("%s", (path, place) => {
    expect(placeOf(path.split("/"))).toEqual(place);
  });
});

describe("problems at a place", () => {
  it("are counted with those inside it, errors apart from warnings", () => {
    const issues = [
      issue("modules/a/nodes/n"),
      issue("modules/a/nodes/n/mode", "warning"),
      issue("modules/b"),
    ];
    expect(problemCounts({ issues }, ["modules", "a", "nodes", "n"])).toEqual({
      errors: 1,
      warnings: 1,
    });
  });
});

describe("two problems of one place and kind", () => {
  const unmet = (words: string): Issue => ({
    ...issue("modules/cell/nodes/op"),
    code: "missing_wire",
    message: words,
  });

  it("stay two, also when both sides find them", () => {
    const here = [unmet("Input a of op needs a wire."), unmet("Input b of op needs a wire.")];
    const server = [unmet("input 'a' of 'op' must get a wire"), unmet("input 'b' of 'op' must")];
    expect(mergeIssues(here, server).map(({ message }) => message)).toEqual([
      "Input a of op needs a wire.",
      "Input b of op needs a wire.",
    ]);
    expect(mergeIssues(here.slice(0, 1), server)).toHaveLength(2);
    expect(mergeIssues([], server)).toHaveLength(2);
  });

  it("in the same words are one", () => {
    expect(mergeIssues([unmet("x"), unmet("x")], [])).toHaveLength(1);
  });
});

describe("problems found twice", () => {
  it("are listed once, errors before warnings", () => {
    const here = [issue("modules/a", "warning"), issue("modules/b")];
    const server = [issue("modules/b"), issue("modules/c")];
    expect(mergeIssues(here, server).map(({ path }) => path[1])).toEqual(["b", "c", "a"]);
  });
});

describe("the condition of a wire", () => {
  it("is the field that a problem of it points to, and the wire is marked", () => {
    const document = smallSpace();
    const wire = document.modules.cell?.edges?.[2];
    if (wire) wire.when = { expr: "filterz > 8" };
    const { issues } = analyse(document, catalogue);
    expect(issues.map(({ path }) => path.join("/"))).toEqual(["modules/cell/edges/c/when"]);
    expect(problemCounts({ issues }, ["modules", "cell", "edges", "c"]).errors).toBe(1);
    expect(insideOf(issues[0]?.path ?? [])).toEqual({ inside: [], argument: "when" });
    if (wire) wire.when = { expr: "unused and present('a') or height > 4" };
    expect(analyse(document, catalogue).issues).toEqual([]);
  });
});
