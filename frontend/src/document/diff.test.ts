import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { apply, type Command } from "./commands";
import { diff } from "./diff";
import { parseDocument } from "./model";
import { catalogue, smallSpace } from "./samples";

const after = (...commands: Command[]) => commands.reduce(apply, smallSpace());
const wordsOf = (...commands: Command[]) =>
  diff(smallSpace(), after(...commands), catalogue).map(
    ({ kind, words, module }) => `${module ?? "space"}: ${kind} ${words}`,
  );

describe("the difference of two drawings", () => {
  it.each(readdirSync("../tests/fixtures/spaces"))("%s: there is none to itself", (name) => {
    const text = readFileSync(`../tests/fixtures/spaces/${name}`, "utf8");
    expect(diff(parseDocument(text), parseDocument(text), catalogue)).toEqual([]);
  });

  it.each<[Command, string[]]>([
    [{ name: "rename_space", arguments: { name: "x" } }, ["space: changed The name of the space"]],
    [{ name: "move", arguments: { module: "cell", positions: { op: [9, 9] } } }, []],
    [
      {
        name: "set_argument",
        arguments: { module: "net", place: "stem", name: "kernel", value: 5 },
      },
      ["net: changed Convolution"],
    ],
    [
      { name: "remove", arguments: { module: "net", nodes: ["gap"], edges: [] } },
      [
        "net: removed Global pooling",
        "net: removed The wire from cell to Global pooling",
        "net: removed The wire from Global pooling to Linear",
      ],
    ],
    [
      { name: "connect", arguments: { module: "cell", source: "in.x", target: "sum", id: "w" } },
      ["cell: added The wire from x to Sum"],
    ],
    [
      { name: "add_module", arguments: { id: "block", module: { role: "cell", title: "Block" } } },
      ["space: added module Block"],
    ],
    [
      { name: "rename_module", arguments: { id: "cell", to: "unit" } },
      ["space: removed module cell", "space: added module unit", "net: changed unit"],
    ],
    [
      { name: "set_variable", arguments: { name: "w", domain: { domain: "bool" } } },
      ["space: added variable w"],
    ],
    [
      { name: "set_parameter", arguments: { module: "cell", name: "C", parameter: null } },
      ["cell: removed parameter C"],
    ],
    [
      { name: "set_ports", arguments: { module: "cell", inputs: [{ id: "x" }], outputs: [] } },
      ["cell: removed output y"],
    ],
    [
      { name: "set_title", arguments: { module: "cell", title: "Unit" } },
      ["Unit: changed its title"],
    ],
    [
      { name: "set_mismatch", arguments: { module: "cell", value: "pad" } },
      ["cell: changed what it does where shapes differ"],
    ],
    [
      { name: "set_symbol", arguments: { name: "classes", value: 3 } },
      ["space: changed what is learned, or the data stand-ins"],
    ],
  ])("%j", (command, words) => {
    expect(wordsOf(command)).toEqual(words);
  });
});
