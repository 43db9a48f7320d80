import { describe, expect, it } from "vitest";

import { apply } from "../../document/commands";
import type { Module } from "../../document/model";
import { catalogue, smallSpace } from "../../document/samples";
import { dartsSpace } from "../samples";
import { issueWords, namesIn, wireTitle } from "./titles";

describe("names of nodes", () => {
  it("are titles, without ids where all differ", () => {
    const names = namesIn(smallSpace(), catalogue, "cell");
    expect([...names.values()]).toEqual([
      { title: "One of 2 operators", id: "" },
      { title: "Sum", id: "" },
      { title: "x", id: "" },
      { title: "y", id: "" },
    ]);
  });

  it("have ids where two are called alike", () => {
    const names = namesIn(dartsSpace(), catalogue, "darts");
    expect(names.get("n2")).toEqual({ title: "Sum", id: "n2" });
    expect(names.get("cat")).toEqual({ title: "Concatenation", id: "" });
  });

  it("do not say a word twice", () => {
    const titled = apply(dartsSpace(), {
      name: "set_field",
      arguments: { module: "darts", place: "n2", field: "title", value: "n2" },
    });
    expect(namesIn(titled, catalogue, "darts").get("n2")).toEqual({ title: "n2", id: "" });
  });

  it("stand in an issue for the quoted ids of its own place", () => {
    const titled = apply(dartsSpace(), {
      name: "set_field",
      arguments: { module: "darts", place: "n2", field: "title", value: "1" },
    });
    const words = (path: string, message: string, code = "") =>
      issueWords(
        { path: path.split("/"), message, code, severity: "error", fix: null },
        titled,
        catalogue,
      );
    const node = "modules/darts/nodes/n2";
    expect(words(node, "'n2' joins wires, but none enters")).toBe(
      "“1” joins wires, but none enters",
    );
    expect(words(node, "'cat' is no operator")).toBe("'cat' is no operator");
    expect(words(node, "wires go in a circle: 'n2' → 'cat' → 'n3'", "cycle")).toBe(
      "wires go in a circle: “1” → “Concatenation” → “Sum n3”",
    );
    expect(words("modules/mixed/nodes/op", "nothing reads 'op'")).toBe(
      "nothing reads the choice between Identity and Convolution 3×3",
    );
    expect(words("variables/n2", "'n2' is unused")).toBe("'n2' is unused");
    const edge = titled.modules.darts?.edges?.find(({ target }) => target === "n2");
    expect(words(`modules/darts/edges/${edge?.id}`, `Wire "${edge?.id}" is cut`)).toMatch(
      /^Wire “.+ → 1” is cut$/,
    );
  });

  it("name the ends of wires, ports only where a node has several", () => {
    const document = dartsSpace();
    const titleOf = (source: string, target: string, id = "darts") => {
      const names = namesIn(document, catalogue, id);
      const module = document.modules[id] as Module;
      return wireTitle(names, { source, target }, module, document, catalogue);
    };
    expect(titleOf("in.p", "n2.x")).toBe("p → Sum n2");
    expect(titleOf("cat.y", "out")).toBe("Concatenation → y");
    expect(titleOf("ghost", "n2")).toBe("ghost → Sum n2");
    const use = { id: "use", kind: "reference", module: "darts", arguments: { C: 8 } } as const;
    const used = apply(document, { name: "add_node", arguments: { module: "net", node: use } });
    const names = namesIn(used, catalogue, "net");
    const edge = { source: "in", target: "use.q" };
    expect(wireTitle(names, edge, used.modules.net as Module, used, catalogue)).toBe(
      "image → darts.q",
    );
  });
});
