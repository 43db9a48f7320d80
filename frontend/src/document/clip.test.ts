import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { CLIP, type Clip, clipOf, pasted, readClip } from "./clip";
import { apply, type Command } from "./commands";
import { type Module, parseDocument, type SpaceDocument } from "./model";
import { smallSpace } from "./samples";

const FOLDER = "../tests/fixtures/spaces";
const SPACES = readdirSync(FOLDER).map((name) => name.replace(".json", ""));
const read = (name: string) => parseDocument(readFileSync(`${FOLDER}/${name}.json`, "utf8"));
const all = (module: Module | undefined) => (module?.nodes ?? []).map(({ id }) => id);
const sent = (clip: Clip) => readClip(JSON.stringify(clip));

function put(document: SpaceDocument, module: string, clip: Clip): SpaceDocument {
  const { nodes, edges, commands } = pasted(document, module, clip);
  const added = nodes.map((node): Command => ({ name: "add_node", arguments: { module, node } }));
  const wires: Command = { name: "add_wires", arguments: { module, edges } };
  return [...commands, ...added, wires].reduce(apply, document);
}

describe("nodes in the clipboard", () => {
  it.each(SPACES)("%s: come whole to an empty space, with all that they use", (name) => {
    const from = read(name);
    const [module, nodes] = [from.root, all(from.modules[from.root])];
    const blank = { ...smallSpace(), modules: { net: { role: "network" as const } } };
    const after = put(blank, "net", sent(clipOf(from, module, nodes, {})));
    expect(after.modules.net?.nodes).toEqual(from.modules[module]?.nodes);
    const inner = (from.modules[module]?.edges ?? []).filter(
      ({ source, target }) => !/^(in|out)\b/.test(source) && !/^(in|out)\b/.test(target),
    );
    expect(after.modules.net?.edges ?? []).toEqual(inner);
    for (const [id, held] of Object.entries(after.modules)) {
      if (id !== "net") expect(held).toEqual(from.modules[id]);
    }
  });

  it("are linked to a module that is here word for word; another of its name comes beside it", () => {
    const clip = sent(clipOf(smallSpace(), "net", ["cells"], {}));
    const same = put(smallSpace(), "net", clip);
    expect(Object.keys(same.modules)).toEqual(["net", "cell"]);
    const other = apply(smallSpace(), {
      name: "set_title",
      arguments: { module: "cell", title: "Mine" },
    });
    const both = put(other, "net", clip);
    expect(both.modules.cell2).toEqual(smallSpace().modules.cell);
    expect(both.modules.cell).toEqual(other.modules.cell);
    expect(both.modules.net?.nodes?.at(-1)).toMatchObject({
      id: "cells2",
      body: { module: "cell2" },
    });
  });

  it("have ids that are free, and the wire that a merge likes stays the same wire", () => {
    const space = apply(smallSpace(), {
      name: "set_field",
      arguments: { module: "cell", place: "sum", field: "like", value: "b" },
    });
    const after = put(space, "cell", sent(clipOf(space, "cell", ["op", "sum"], {})));
    const wire = after.modules.cell?.edges?.at(-1);
    expect(wire).toMatchObject({ source: "op2", target: "sum2" });
    expect(after.modules.cell?.nodes?.at(-1)).toMatchObject({ id: "sum2", like: wire?.id });
  });

  it("bring variables that they read, unless there is one of that name", () => {
    const width = (max: number): Command => ({
      name: "set_variable",
      arguments: { name: "width", domain: { domain: "int", min: 1, max } },
    });
    const wide = apply(apply(smallSpace(), width(9)), {
      name: "set_argument",
      arguments: { module: "net", place: "stem", name: "channels", value: { expr: "width" } },
    });
    const clip = sent(clipOf(wide, "net", ["stem"], {}));
    expect(put(smallSpace(), "net", clip).variables).toEqual(wide.variables);
    const narrow = apply(smallSpace(), width(3));
    expect(put(narrow, "net", clip).variables).toEqual(narrow.variables);
  });
});

describe("what is no clip", () => {
  const clip = () => clipOf(smallSpace(), "cell", ["op", "sum"], { op: [0, 0] });
  const changed = (change: Partial<Record<keyof Clip, unknown>>) =>
    JSON.stringify({ ...clip(), ...change });
  const deep = `${'{"kind":"repeat","times":1,"body":'.repeat(60)}null${"}".repeat(60)}`;

  it.each(["", "Dear all", "[1, 2]", "null", '{"format": "nasweb.space/1"}'])(
    "%j is told to be none",
    (text) => {
      expect(() => readClip(text)).toThrow(/holds no nodes/);
    },
  );

  it.each([
    ["nodes that are none", { nodes: [7] }],
    ["a node called in", { nodes: [{ id: "in", kind: "merge" }] }],
    ["an id with a path", { nodes: [{ id: "a/b", kind: "merge" }] }],
    ["a kind of nobody", { nodes: [{ id: "a", kind: "script" }] }],
    ["a choice of nothing", { nodes: [{ id: "a", kind: "choice", of: [] }] }],
    ["a title that is no text", { nodes: [{ id: "a", kind: "merge", title: {} }] }],
    ["a value of nobody", { nodes: [{ id: "a", kind: "merge", mode: { domain: "x" } }] }],
    ["bodies without end", { nodes: [{ ...JSON.parse(deep), id: "a" }] }],
    ["a wire without ends", { edges: [{ id: "w" }] }],
    ["a module that is none", { modules: { cell: 3 } }],
    ["a place that is none", { positions: { op: ["left", 0] } }],
    ["no variables", { variables: null }],
  ])("%s is refused whole", (_, change) => {
    expect(() => readClip(changed(change))).toThrow(/damaged/);
  });

  it("more than a screen can take is not even read", () => {
    expect(() => readClip(`"${CLIP}${"x".repeat(2_000_000)}"`)).toThrow(/more than/);
  });
});
