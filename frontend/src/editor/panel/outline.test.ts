import { describe, expect, it } from "vitest";

import { apply } from "../../document/commands";
import type { SpaceDocument } from "../../document/model";
import { catalogue, smallSpace } from "../../document/samples";
import { dartsSpace } from "../samples";
import { answerKey, outlineRows, type Row } from "./outline";

const rowsOf = (...expanded: string[]) => outlineRows(smallSpace(), catalogue, new Set(expanded));

describe("the outline", () => {
  it("lists modules, the root first", () => {
    expect(rowsOf().map(({ name }) => name)).toEqual(["net", "cell"]);
  });

  it("lists nodes and wires of a module that is unfolded", () => {
    expect(rowsOf("cell").map(({ name }) => name)).toEqual([
      "net",
      "cell",
      "Node op",
      "Node sum",
      "Wire a",
      "Wire b",
      "Wire c",
      "Wire d",
    ]);
  });

  it("writes titles, and ids only where two titles are the same", () => {
    const titled = (module: string, title: string) => ({
      name: "set_title" as const,
      arguments: { module, title },
    });
    const wordsOf = (document: SpaceDocument) =>
      outlineRows(document, catalogue, new Set()).map(({ title, detail }) => [title, detail]);
    const once = apply(smallSpace(), titled("cell", "Normal cell"));
    expect(wordsOf(once)).toContainEqual(["Normal cell", ""]);
    const twice = apply(once, titled("net", "Normal cell"));
    expect(wordsOf(twice)).toEqual([
      ["Normal cell", "net"],
      ["Normal cell", "cell"],
    ]);
  });

  it("writes what wires join, and tells two between the same places apart", () => {
    const wires = rowsOf("cell").filter(({ kind }) => kind === "wire");
    expect(wires.map(({ title, detail }) => [title, detail])).toEqual([
      ["x → One of 2 operators", ""],
      ["One of 2 operators → Sum", ""],
      ["x → Sum", ""],
      ["Sum → y", ""],
    ]);
    const doubled = apply(smallSpace(), {
      name: "connect",
      arguments: { module: "cell", source: "in.x", target: "sum" },
    });
    const rows = outlineRows(doubled, catalogue, new Set(["cell"]));
    expect(rows.filter(({ title }) => title === "x → Sum").map(({ detail }) => detail)).toEqual([
      "c",
      expect.stringMatching(/^w/),
    ]);
  });
});

describe("keys in the outline", () => {
  const rows = rowsOf("cell");
  const at = (name: string) => rows.find((row) => row.name === name) as Row;

  it("walk, unfold and fold as trees do", () => {
    expect(answerKey("ArrowDown", rows, at("cell"))).toEqual({ kind: "focus", row: at("Node op") });
    expect(answerKey("ArrowUp", rows, at("cell"))).toEqual({ kind: "focus", row: at("net") });
    expect(answerKey("End", rows, at("net"))).toEqual({ kind: "focus", row: at("Wire d") });
    expect(answerKey("ArrowRight", rows, at("net"))).toEqual({ kind: "toggle", isWide: true });
    expect(answerKey("ArrowLeft", rows, at("cell"))).toEqual({ kind: "toggle", isWide: false });
    expect(answerKey("ArrowLeft", rows, at("Node sum"))).toEqual({
      kind: "focus",
      row: at("cell"),
    });
    expect(answerKey("Enter", rows, at("Wire a"))).toEqual({ kind: "activate" });
  });

  it("that mean nothing here are left to others", () => {
    expect(answerKey("Delete", rows, at("Wire a"))).toBeNull();
  });
});

it("tells nodes of one title apart by their names", () => {
  const rows = outlineRows(dartsSpace(), catalogue, new Set(["darts"]));
  const titles = rows.filter(({ kind }) => kind === "node").map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(["Sum n2", "Sum n3", "Sum n4", "Sum n5"]));
});
