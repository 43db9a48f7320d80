import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { apply } from "./commands";
import { type Extraction, extraction } from "./extract";
import { type Module, parseDocument, type SpaceDocument, splitEndpoint } from "./model";
import { fullEndpoint } from "./ports";
import { Refusal } from "./refusal";
import { catalogue, smallSpace } from "./samples";
import { analyse } from "./shapes";
import { inOrder } from "./structure";

const FOLDER = "../tests/fixtures/spaces";
const SPACES = readdirSync(FOLDER).map((name) => name.replace(".json", ""));
/** Spaces with conditions that ask what is chosen at named places. */
const ASKING = ["nas_bench_101", "genetic_cnn"];
const read = (name: string) => parseDocument(readFileSync(`${FOLDER}/${name}.json`, "utf8"));
const wish = (module: string, nodes: string[]): Extraction => ({
  module,
  nodes,
  id: "template",
  title: "Template",
  use: "made",
});
const extract = (document: SpaceDocument, module: string, ...nodes: string[]) =>
  apply(document, extraction(document, catalogue, wish(module, nodes)));
const dissolve = (document: SpaceDocument, module: string) =>
  apply(document, { name: "dissolve", arguments: { module, node: "made" } });

/** Nodes, and wires by where they end, each in the order that its target sees. */
function meaningOf(document: SpaceDocument, module: string) {
  const held = document.modules[module] as Module;
  const full = (end: string, side: "inputs" | "outputs") =>
    fullEndpoint(document, catalogue, held, end, side) ?? end;
  const wires = (held.edges ?? []).map((edge) => ({
    ...edge,
    source: full(edge.source, "outputs"),
    target: full(edge.target, "inputs"),
  }));
  const into = new Map<string, typeof wires>();
  for (const wire of wires) {
    const [target] = splitEndpoint(wire.target);
    into.set(target, [...(into.get(target) ?? []), wire]);
  }
  const nodes = [...(held.nodes ?? [])].sort((a, b) => a.id.localeCompare(b.id));
  return { nodes, into: Object.fromEntries(into), parameters: held.parameters };
}

/** Stretches of nodes in the order of the wires: nothing outside lies between them. */
function* stretches(module: Module): Generator<string[]> {
  const nodes = inOrder(module).map(({ id }) => id);
  for (let size = 2; size <= nodes.length; size += Math.ceil(nodes.length / 3)) {
    const from = (size * 7) % Math.max(1, nodes.length - size + 1);
    yield nodes.slice(from, from + size);
  }
}

const faultsOf = (document: SpaceDocument) =>
  analyse(document, catalogue)
    .issues.map(({ code }) => code)
    .sort();

describe("a module made of nodes", () => {
  it.each(SPACES)("%s: means the same, and dissolves to what was there", (name) => {
    const document = read(name);
    let made = 0;
    for (const [module, held] of Object.entries(document.modules)) {
      for (const nodes of stretches(held)) {
        let grown: SpaceDocument;
        try {
          grown = extract(document, module, ...nodes);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          continue;
        }
        made += 1;
        expect(faultsOf(grown)).toEqual(faultsOf(document));
        expect(meaningOf(dissolve(grown, module), module)).toEqual(meaningOf(document, module));
      }
    }
    expect(made > 0).toBe(!ASKING.includes(name));
  });

  it("has a port for each output that is read, and takes the names that are read as parameters", () => {
    const { modules } = extract(smallSpace(), "cell", "op", "sum");
    expect(modules.template).toMatchObject({
      role: "cell",
      title: "Template",
      parameters: { C: {} },
      inputs: [{ id: "x" }],
      outputs: [{ id: "y" }],
    });
    expect(modules.template?.edges?.map(({ source, target }) => `${source} > ${target}`)).toEqual([
      "in.x > op",
      "op > sum",
      "in.x > sum",
      "sum.y > out.y",
    ]);
    expect(modules.cell?.nodes).toEqual([
      { id: "made", kind: "reference", module: "template", arguments: { C: { expr: "C" } } },
    ]);
    expect(modules.cell?.edges?.map(({ source, target }) => `${source} > ${target}`)).toEqual([
      "made.y > out",
      "in.x > made.x",
    ]);
  });

  it("gives ports to ends that nothing is wired to yet", () => {
    const loose = apply(smallSpace(), {
      name: "remove",
      arguments: { module: "cell", nodes: [], edges: ["a", "c", "d"] },
    });
    const { modules } = extract(loose, "cell", "op", "sum");
    expect([modules.template?.inputs, modules.template?.outputs]).toEqual([
      [{ id: "x" }],
      [{ id: "y" }],
    ]);
    expect(modules.cell?.edges).toEqual([]);
  });

  it("is refused where wires run out of the nodes and back, with what lies between", () => {
    const refused = () => extract(smallSpace(), "net", "stem", "gap");
    expect(refused).toThrow(/through Cell|through cell/);
    try {
      refused();
    } catch (error) {
      expect((error as Refusal).places).toEqual([{ module: "net", node: "cells" }]);
    }
  });

  it("is refused where conditions ask what is chosen at named places", () => {
    expect(() => extract(read("nas_bench_101"), "cell", "s1", "v1")).toThrow(/present\('w1'\)/);
  });

  it("is one step, and what it makes is written down for Python to agree", async () => {
    const cases = [
      ["nas_bench_201", "cell"],
      ["nats_size", "net"],
      ["darts_compact", "normal"],
    ] as const;
    const made = cases.map(([name, wanted]) => {
      const document = read(name);
      const module = wanted in document.modules ? wanted : document.root;
      const [nodes] = stretches(document.modules[module] as Module);
      return { space: name, module, after: extract(document, module, ...(nodes ?? [])) };
    });
    await expect(`${JSON.stringify(made, null, 1)}\n`).toMatchFileSnapshot(
      "../../../tests/fixtures/extracted.json",
    );
  });
});

describe("dissolving a use", () => {
  const space = () => {
    const grown = extract(smallSpace(), "cell", "op", "sum");
    return apply(grown, {
      name: "set_argument",
      arguments: { module: "cell", place: "made", name: "C", value: 8 },
    });
  };

  it("puts arguments in the place of parameters, in whole expressions and inside of others", () => {
    const wider = apply(space(), {
      name: "set_argument",
      arguments: {
        module: "template",
        place: "op/conv3",
        name: "kernel",
        value: { expr: "C * 2 - len('C')" },
      },
    });
    const op = dissolve(wider, "cell").modules.cell?.nodes?.[0];
    expect(op).toMatchObject({
      of: [{}, { node: { arguments: { channels: 8, kernel: { expr: "8 * 2 - len('C')" } } } }],
    });
  });

  it("leaves the module for its other uses, and gives free ids to what comes", () => {
    const twice = apply(space(), {
      name: "add_node",
      arguments: {
        module: "cell",
        node: { id: "sum", kind: "operator", operator: "relu" },
      },
    });
    const { modules } = dissolve(twice, "cell");
    expect(modules.cell?.nodes?.map(({ id }) => id)).toEqual(["op", "sum2", "sum"]);
    expect(modules.cell?.edges?.map(({ target }) => target)).toContain("sum2");
    expect(modules.template).toBeDefined();
  });

  it.each([
    ["decisions", "tied"],
    ["weights", "shared"],
  ])("is refused while %s are %s; the fix lets it stand for itself", (field, value) => {
    const shared = apply(space(), {
      name: "set_field",
      arguments: { module: "cell", place: "made", field, value },
    });
    try {
      dissolve(shared, "cell");
      expect.unreachable();
    } catch (error) {
      const [fix] = (error as Refusal).fixes;
      expect(dissolve(apply(shared, fix as never), "cell").modules.cell?.nodes).toHaveLength(2);
    }
  });

  it.each([
    ["a searched argument", "C", { domain: "choice", values: [8, 16] }],
    ["nothing for a parameter", "C", undefined],
  ])("is refused for %s", (_, name, value) => {
    const given = apply(space(), {
      name: "set_argument",
      arguments: { module: "cell", place: "made", name, value: value as never },
    });
    expect(() => dissolve(given, "cell")).toThrow(/"C"/);
  });

  it("is refused where a name means another thing out here", () => {
    const named = apply(space(), {
      name: "set_argument",
      arguments: {
        module: "template",
        place: "op/conv3",
        name: "kernel",
        value: { expr: "classes" },
      },
    });
    const shadowed = apply(named, {
      name: "set_parameter",
      arguments: { module: "cell", name: "classes", parameter: {} },
    });
    expect(() => dissolve(shadowed, "cell")).toThrow(/"classes" means/);
  });
});
