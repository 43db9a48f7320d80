import { describe, expect, it, vi } from "vitest";

import { catalogue } from "../document/samples";
import { opened } from "./samples";
import { openModule } from "./store";
import { handleKey } from "./useKeys";

function keyboard(module = "cell") {
  const store = opened(module);
  const actions = { onSave: vi.fn(), onShortcuts: vi.fn(), onCommands: vi.fn() };
  const press = (
    key: string,
    more: KeyboardEventInit = {},
    target: HTMLElement = document.body,
  ) => {
    const event = new KeyboardEvent("keydown", { key, ...more, bubbles: true });
    Object.defineProperty(event, "target", { value: target });
    return handleKey(event, { store, catalogue }, actions);
  };
  return { store, actions, press };
}

describe("the keyboard of the designer", () => {
  it("deletes what is selected, and takes it back", () => {
    const { store, press } = keyboard();
    store.getState().select({ edges: ["c"] });
    press("Delete");
    const edges = () => store.getState().history.document.modules.cell?.edges?.length;
    expect(edges()).toBe(3);
    press("z", { ctrlKey: true });
    expect(edges()).toBe(4);
    press("Z", { ctrlKey: true, shiftKey: true });
    expect(edges()).toBe(3);
  });

  it("leaves keys to the field that has them, save for saving", () => {
    const { store, press, actions } = keyboard();
    store.getState().select({ edges: ["c"] });
    const input = document.createElement("input");
    expect(press("Delete", {}, input)).toBe(false);
    expect(press("s", { ctrlKey: true }, input)).toBe(true);
    expect(actions.onSave).toHaveBeenCalledTimes(1);
  });

  it("takes a notice away by Escape, in a field too", () => {
    const { store, press } = keyboard();
    const input = document.createElement("input");
    expect(press("Escape", {}, input)).toBe(false);
    store.getState().refuse({ message: "no", fixes: [] });
    expect(press("Escape", {}, input)).toBe(true);
    expect(store.getState().notice).toBeNull();
  });

  it("walks along the wires with arrows, and moves with Alt", () => {
    const { store, press } = keyboard();
    store.getState().select({ nodes: ["op"] });
    press("ArrowRight");
    expect(store.getState().selection.nodes).toEqual(["sum"]);
    press("ArrowDown", { altKey: true });
    press("ArrowDown", { altKey: true, shiftKey: true });
    expect(store.getState().history.document.view?.positions?.["cell/sum"]).toEqual([200, 40]);
    expect(store.getState().history.past).toHaveLength(1);
  });

  it("goes in with Enter and out with Escape", () => {
    const { store, press } = keyboard("net");
    store.getState().select({ nodes: ["cells"] });
    press("Enter");
    expect(openModule(store.getState())).toBe("cell");
    press("Escape");
    expect(openModule(store.getState())).toBe("net");
  });

  it("goes from problem to problem with F8", () => {
    const { store, press } = keyboard("net");
    store.getState().run({
      name: "set_operator",
      arguments: { module: "cell", place: "op/skip", operator: "nothing_known" },
    });
    press("F8");
    expect([openModule(store.getState()), store.getState().selection.nodes]).toEqual([
      "cell",
      ["op"],
    ]);
  });

  it("opens the sheet of keys", () => {
    const { press, actions } = keyboard();
    press("?", { shiftKey: true });
    expect(actions.onShortcuts).toHaveBeenCalledTimes(1);
  });

  it("opens the palette of commands, and makes and dissolves modules", () => {
    const { store, press, actions } = keyboard("net");
    press("k", { ctrlKey: true });
    expect(actions.onCommands).toHaveBeenCalledTimes(1);
    store.getState().select({ nodes: ["gap", "fc"] });
    press("g", { ctrlKey: true });
    expect(store.getState().selection.nodes).toEqual(["cell_2"]);
    press("G", { ctrlKey: true, shiftKey: true });
    expect(store.getState().selection.nodes).toEqual(["gap", "fc"]);
  });

  it("selects what feeds a node, and what it feeds", () => {
    const { store, press } = keyboard("net");
    store.getState().select({ nodes: ["cells"] });
    press("u");
    expect(store.getState().selection.nodes).toEqual(["cells", "stem"]);
    store.getState().select({ nodes: ["cells"] });
    press("d");
    expect(store.getState().selection.nodes).toEqual(["cells", "gap", "fc"]);
  });

  it("goes to the title with F2", () => {
    const title = document.createElement("input");
    title.setAttribute("aria-label", "Title");
    title.value = "Stem";
    document.body.append(title);
    const { store, press } = keyboard("net");
    press("F2");
    expect(document.activeElement).toBe(title);
    expect([title.selectionStart, title.selectionEnd]).toEqual([0, 4]);
    expect(store.getState().pane).toBe("inspector");
    title.remove();
  });

  it("has no opinion on other keys", () => {
    expect(keyboard().press("q")).toBe(false);
  });
});
