import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { fileName, readSpaceFile } from "./importing";
import { writeDocument } from "./model";
import { smallSpace } from "./samples";

describe("a file", () => {
  const FOLDER = "../tests/fixtures/spaces";
  it.each(readdirSync(FOLDER))("%s is read as it is written", (name) => {
    const text = readFileSync(`${FOLDER}/${name}`, "utf8");
    expect(readSpaceFile(text)).toEqual(JSON.parse(text));
  });

  it("that was exported is read back", () => {
    expect(readSpaceFile(writeDocument(smallSpace()))).toEqual(smallSpace());
  });

  it.each([
    ["no JSON", "Dear all", /not/],
    ["another format", JSON.stringify({ format: "x/1" }), /format/],
    ["no name", JSON.stringify({ ...smallSpace(), name: 7 }), /"name"/],
    ["a module that is none", JSON.stringify({ ...smallSpace(), modules: { net: 3 } }), /"net"/],
    [
      "a node that is none",
      JSON.stringify({ ...smallSpace(), modules: { net: { role: "network", nodes: [{}] } } }),
      /"net"/,
    ],
    [
      "places of nowhere",
      JSON.stringify({ ...smallSpace(), view: { positions: { a: 1 } } }),
      /view/,
    ],
    ["a view that is none", JSON.stringify({ ...smallSpace(), view: { sizes: 3 } }), /view/],
  ])("with %s is refused in words", (_, text, words) => {
    expect(() => readSpaceFile(text)).toThrow(words);
  });

  it("is named by the space", () => {
    expect(fileName("Figure 1 of DARTS (Übung)")).toBe("figure-1-of-darts-ubung.json");
    expect(fileName("搜索")).toBe("space.json");
  });
});
