import { describe, expect, it } from "vitest";

import type { Command } from "../document/commands";
import { opened } from "./samples";
import { openModule } from "./store";

const rename: Command = { name: "rename_space", arguments: { name: "new" } };
const cut: Command = { name: "remove", arguments: { module: "cell", nodes: [], edges: ["a"] } };

describe("the designer's store", () => {
  it("carries out commands, and takes them back", () => {
    const store = opened();
    expect(store.getState().run(rename)).toBe(true);
    expect(store.getState().history.document.name).toBe("new");
    store.getState().undo();
    expect(store.getState().history.document.name).toBe("small");
    store.getState().redo();
    expect(store.getState().history.document.name).toBe("new");
  });

  it("keeps the document and says why when a command is refused", () => {
    const store = opened();
    const before = store.getState().history.document;
    const isDone = store.getState().run({ name: "remove_module", arguments: { id: "cell" } });
    expect(isDone).toBe(false);
    expect(store.getState().history.document).toBe(before);
    expect(store.getState().notice?.message).toContain("used in net");
  });

  it("names the places that a refusal speaks of", () => {
    const store = opened();
    store.getState().run({ name: "remove_module", arguments: { id: "cell" } });
    expect(store.getState().notice?.places).toEqual([{ module: "net", node: "cells" }]);
  });

  it("leaves a reason behind in its module, and where something is looked for", () => {
    const store = opened();
    const refuse = () => store.getState().refuse({ message: "no", fixes: [] });
    refuse();
    store.getState().open("cell");
    expect(store.getState().notice?.message).toBe("no");
    store.getState().open("net");
    expect(store.getState().notice).toBeNull();
    refuse();
    store.getState().search({ at: { x: 0, y: 0 } });
    expect(store.getState().notice).toBeNull();
  });

  it("forgets the reason with the next command that succeeds", () => {
    const store = opened();
    store.getState().run({ name: "remove_module", arguments: { id: "cell" } });
    store.getState().run(rename);
    expect(store.getState().notice).toBeNull();
  });

  it("changes nothing of what is shown read-only", () => {
    const store = opened("cell", undefined, true);
    expect(store.getState().run(rename)).toBe(false);
    expect(store.getState().history.document.name).toBe("small");
  });

  it("drops what is gone from the selection, also when it goes by undo", () => {
    const store = opened();
    store.getState().select({ edges: ["a"] });
    store.getState().run(cut);
    expect(store.getState().selection.edges).toEqual([]);
  });

  it("leaves a module that is taken back", () => {
    const store = opened();
    store.getState().run({
      name: "add_module",
      arguments: { id: "fresh", module: { role: "cell" } },
    });
    store.getState().open("fresh");
    store.getState().undo();
    expect(openModule(store.getState())).toBe("net");
  });

  it("remembers the way into nested modules, and goes back on it", () => {
    const store = opened("net");
    store.getState().open("cell", "here");
    expect(store.getState().trail).toEqual(["net", "cell"]);
    store.getState().open("net");
    expect(store.getState().trail).toEqual(["net"]);
  });

  it("opens the module of a place that is to be shown", () => {
    const store = opened("net");
    store.getState().show("cell", { node: "op" });
    expect(openModule(store.getState())).toBe("cell");
    expect(store.getState().selection.nodes).toEqual(["op"]);
  });

  it("stays where it is when asked for a module that is not there", () => {
    const store = opened();
    store.getState().open("gone");
    expect(openModule(store.getState())).toBe("cell");
  });
});
