import { describe, expect, it } from "vitest";

import { apply } from "../../document/commands";
import { catalogue, smallSpace } from "../../document/samples";
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

  it("calls a module by its id, with the title beside it", () => {
    const document = apply(smallSpace(), {
      name: "set_title",
      arguments: { module: "cell", title: "Normal cell" },
    });
    expect(
      outlineRows(document, catalogue, new Set()).map(({ name, detail }) => [name, detail]),
    ).toContainEqual(["cell", "Normal cell"]);
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
