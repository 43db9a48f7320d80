import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { calledIn } from "./called";
import { apply, type Command, type CommandArguments, Refusal, describe as say } from "./commands";
import { execute, type History, redo, redoTitle, start, undo, undoTitle } from "./history";
import { parseDocument, type SpaceDocument, writeDocument } from "./model";
import { bodyAt, catalogue, smallSpace } from "./samples";

const at = { module: "cell", place: "op" };
const COMMANDS: Command[] = [
  {
    name: "add_node",
    arguments: { module: "cell", node: { id: "n1", kind: "merge" }, position: [3.4, 5] },
  },
  { name: "remove", arguments: { module: "cell", nodes: ["op"], edges: ["c"] } },
  { name: "connect", arguments: { module: "net", source: "stem", target: "gap" } },
  { name: "rewire", arguments: { module: "cell", edge: "c", source: "op", target: "sum" } },
  { name: "move", arguments: { module: "cell", positions: { op: [10, 20] } } },
  {
    name: "set_argument",
    arguments: { module: "net", place: "stem", name: "channels", value: 32 },
  },
  { name: "set_operator", arguments: { module: "net", place: "gap", operator: "flatten" } },
  {
    name: "set_field",
    arguments: { module: "cell", place: "sum", field: "mode", value: "concat" },
  },
  { name: "set_module", arguments: { module: "net", place: "cells/body", to: "net" } },
  {
    name: "add_alternative",
    arguments: { ...at, alternative: { id: "zero", node: { kind: "operator", operator: "zero" } } },
  },
  { name: "remove_alternative", arguments: { ...at, alternative: "skip" } },
  { name: "set_alternative", arguments: { ...at, alternative: "skip", enabled: false, prior: 2 } },
  { name: "make_choice", arguments: { module: "net", place: "stem" } },
  {
    name: "set_carries",
    arguments: { module: "cell", edge: "c", body: { kind: "operator", operator: "relu" } },
  },
  { name: "set_when", arguments: { module: "cell", edge: "c", value: { domain: "bool" } } },
  { name: "add_module", arguments: { id: "extra", module: { role: "cell" } } },
  { name: "rename_module", arguments: { id: "cell", to: "block" } },
  { name: "set_title", arguments: { module: "cell", title: "Cell" } },
  { name: "set_parameter", arguments: { module: "cell", name: "D", parameter: { default: 1 } } },
  { name: "set_ports", arguments: { module: "cell", inputs: [{ id: "x" }], outputs: [] } },
  { name: "set_mismatch", arguments: { module: "cell", value: "project" } },
  { name: "set_variable", arguments: { name: "w", domain: { domain: "bool" } } },
  { name: "set_symbol", arguments: { name: "classes", value: 5 } },
  { name: "rename_space", arguments: { name: "other" } },
];

describe("every command", () => {
  it.each(COMMANDS.map((command) => [command.name, command] as const))("%s", (_, command) => {
    const before = smallSpace();
    const after = apply(before, command);
    expect(after).not.toEqual(before);
    expect(before).toEqual(smallSpace());
    expect(say(command).length).toBeGreaterThan(3);
    expect(parseDocument(writeDocument(after))).toEqual(after);
  });

  it("can be undone and done again, whatever the order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...COMMANDS), { maxLength: 30 }), (commands) => {
        let history = commands.reduce(tried, start(smallSpace()));
        const end = history.document;
        const steps = history.past.length;
        for (let step = 0; step < steps; step += 1) history = undo(history);
        expect(history.document).toEqual(smallSpace());
        for (let step = 0; step < steps; step += 1) history = redo(history);
        expect(history.document).toEqual(end);
      }),
    );
  });
});

function tried(history: History, command: Command): History {
  try {
    return execute(history, command);
  } catch (error) {
    if (error instanceof Refusal) return history;
    throw error;
  }
}

describe("what a command says of itself", () => {
  const document = smallSpace();
  const called = calledIn(document, catalogue);

  it.each<[Command, string]>([
    [
      { name: "connect", arguments: { module: "cell", source: "in", target: "sum" } },
      "connect x to Sum",
    ],
    [{ name: "remove", arguments: { module: "cell", nodes: ["sum"], edges: [] } }, "remove Sum"],
    [
      { name: "set_when", arguments: { module: "cell", edge: "b", value: false } },
      expect.stringMatching(/^change when the wire from .+ to Sum is there$/) as unknown as string,
    ],
    [{ name: "set_title", arguments: { module: "cell", title: "Mine" } }, "title cell"],
  ])("names what people see: %#", (command, words) => {
    expect(say(command, called)).toEqual(words);
  });

  it("counts what would make it long", () => {
    const nodes = ["a", "b", "c", "d", "e"];
    const command: Command = { name: "remove", arguments: { module: "cell", nodes, edges: [] } };
    expect(say(command)).toBe("remove a, b and 3 more");
  });
});

describe("the history", () => {
  const move = (x: number): Command => ({
    name: "move",
    arguments: { module: "cell", positions: { op: [x, 0] } },
  });

  it("keeps a gesture as one step", () => {
    let history = start(smallSpace());
    for (const x of [1, 2, 3]) history = execute(history, move(x), "drag op");
    expect(history.past).toHaveLength(1);
    expect(undo(history).document).toEqual(smallSpace());
  });

  it("keeps no step of a gesture that ends where it began", () => {
    const set = (times: number): Command => ({
      name: "set_field",
      arguments: { module: "net", place: "cells", field: "times", value: times },
    });
    let history = execute(start(smallSpace()), move(7));
    for (const times of [3, 2]) history = execute(history, set(times), "times");
    expect(history.past.map(({ title }) => title)).toEqual(["move op"]);
  });

  it("names what undo and redo would do", () => {
    const history = execute(start(smallSpace()), move(1));
    expect(undoTitle(history)).toBe("move op");
    expect(redoTitle(undo(history))).toBe("move op");
    expect(redoTitle(history)).toBeNull();
  });

  it("forgets what was undone once something else is done", () => {
    const history = execute(undo(execute(start(smallSpace()), move(1))), move(2));
    expect(redo(history)).toBe(history);
  });
});

describe("a refusal says why", () => {
  const refused: [Command, RegExp][] = [
    [{ name: "remove_module", arguments: { id: "cell" } }, /used in net/],
    [{ name: "remove_module", arguments: { id: "net" } }, /^“net” is the network itself/],
    [{ name: "rename_module", arguments: { id: "cell", to: "net" } }, /already/],
    [
      { name: "add_node", arguments: { module: "cell", node: { id: "op", kind: "merge" } } },
      /already/,
    ],
    [
      { name: "add_node", arguments: { module: "cell", node: { id: "in", kind: "merge" } } },
      /own ports/,
    ],
    [
      { name: "add_node", arguments: { module: "cell", node: { id: "a b", kind: "merge" } } },
      /letters/,
    ],
    [{ name: "connect", arguments: { module: "cell", source: "op", target: "sum" } }, /already/],
    [{ name: "make_choice", arguments: at }, /choice already/],
    [{ name: "set_argument", arguments: { ...at, name: "x", value: 1 } }, /no settings/],
    [{ name: "set_field", arguments: { ...at, field: "times", value: 1 } }, /no "times"/],
    [
      { name: "set_carries", arguments: { module: "cell", edge: "no", body: null } },
      /no wire "no"/,
    ],
    [{ name: "move", arguments: { module: "cell", positions: { op: [Number.NaN, 0] } } }, /stand/],
    [{ name: "rename_space", arguments: { name: "  " } }, /name/],
  ];
  it.each(refused.map(([command, why]) => [command.name, command, why] as const))(
    "%s",
    (_, command, why) => {
      expect(() => apply(smallSpace(), command)).toThrow(why);
    },
  );

  it("keeps the last alternative", () => {
    const one = apply(smallSpace(), {
      name: "remove_alternative",
      arguments: { ...at, alternative: "skip" },
    });
    expect(() =>
      apply(one, { name: "remove_alternative", arguments: { ...at, alternative: "conv3" } }),
    ).toThrow(/at least one/);
  });
});

describe("what commands mean", () => {
  it("removing a node removes its wires and its place", () => {
    const after = apply(smallSpace(), {
      name: "remove",
      arguments: { module: "cell", nodes: ["op"], edges: [] },
    });
    expect(after.modules.cell?.edges?.map((edge) => edge.id)).toEqual(["c", "d"]);
    expect(Object.keys(after.view?.positions ?? {})).toEqual(["cell/sum"]);
  });

  it("a node stands where it was put, with its size there; placed without one, it has none", () => {
    const move = (given: Partial<CommandArguments["move"]>) => (document: SpaceDocument) =>
      apply(document, {
        name: "move",
        arguments: { module: "cell", positions: { op: [8, 8] }, ...given },
      });
    const sized = move({ sizes: { op: [216, 48] }, flow: "down" })(smallSpace());
    expect(sized.view).toMatchObject({
      sizes: { "cell/op": [216, 48] },
      flows: { cell: "down" },
    });
    expect(move({})(sized).view).toMatchObject({ sizes: {}, flows: { cell: "down" } });
    const gone = apply(sized, {
      name: "remove",
      arguments: { module: "cell", nodes: ["op"], edges: [] },
    });
    expect(gone.view?.sizes).toEqual({});
  });

  it("renaming a module keeps its decisions under their old label", () => {
    const after = apply(smallSpace(), {
      name: "rename_module",
      arguments: { id: "cell", to: "block" },
    });
    expect(bodyAt(after, "net", "cells/body")).toMatchObject({ module: "block", label: "cell" });
    expect(Object.keys(after.view?.positions ?? {})).toContain("block/op");
  });

  it("reaches bodies inside choices, repeats and wires", () => {
    const deep = apply(smallSpace(), {
      name: "set_argument",
      arguments: { module: "cell", place: "op/conv3", name: "kernel", value: 5 },
    });
    expect(bodyAt(deep, "cell", "op/conv3")).toMatchObject({ arguments: { kernel: 5 } });
    const wired = apply(deep, {
      name: "set_carries",
      arguments: { module: "cell", edge: "c", body: { kind: "operator", operator: "relu" } },
    });
    expect(bodyAt(wired, "cell", "edge:c")).toEqual({ kind: "operator", operator: "relu" });
    expect(bodyAt(wired, "net", "cells/body")).toMatchObject({ module: "cell" });
  });

  it("a node made a choice keeps its id", () => {
    const after = apply(smallSpace(), {
      name: "make_choice",
      arguments: { module: "net", place: "stem" },
    });
    expect(after.modules.net?.nodes?.[0]).toMatchObject({
      id: "stem",
      kind: "choice",
      of: [{ id: "conv", node: { kind: "operator", operator: "conv" } }],
    });
  });

  it("leaves out what is the default", () => {
    const after = apply(smallSpace(), {
      name: "set_alternative",
      arguments: { ...at, alternative: "skip", enabled: true, prior: 1, title: "" },
    });
    expect(after).toEqual(smallSpace());
  });
});

describe("parseDocument", () => {
  it.each([
    ["{", /JSON/],
    ["[]", /object/],
    ["{}", /format/],
    ['{"format": "nasweb.space/1"}', /modules/],
    ['{"format": "nasweb.space/1", "modules": {}, "problem": {}, "root": "net"}', /root/],
  ])("refuses %s", (text, why) => {
    expect(() => parseDocument(text)).toThrow(why);
  });
});
