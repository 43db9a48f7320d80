import { describe, expect, it, vi } from "vitest";

import { catalogue, smallSpace } from "../document/samples";
import { CANVAS } from "./canvas/focus";
import { VIEW } from "./canvas/viewing";
import { opened } from "./samples";
import { openModule } from "./store";
import { handleKey } from "./useKeys";

function keyboard(module = "cell") {
  const store = opened(module);
  const actions = { onSave: vi.fn(), onShortcuts: vi.fn(), onCommands: vi.fn(), onRun: vi.fn() };
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
    expect(keyboard().press("f", { altKey: true })).toBe(false);
  });

  it("asks the view to fit, to show what is selected, and to zoom", () => {
    const { store, press } = keyboard();
    const wishes: unknown[] = [];
    const hear = ({ detail }: CustomEventInit) => wishes.push(detail);
    window.addEventListener(VIEW, hear);
    press(".");
    expect(wishes).toEqual([]);
    expect(store.getState().notice?.message).toMatch(/Select something first/);
    store.getState().select({ nodes: ["op"] });
    for (const key of ["f", ".", "0", "+", "=", "-"]) press(key);
    window.removeEventListener(VIEW, hear);
    expect(wishes).toEqual(["fit", "selection", "whole", "in", "in", "out"]);
    expect(press("0", { ctrlKey: true })).toBe(false);
  });

  it("runs by Ctrl+Enter, or Cmd+Enter, but not while somebody types", () => {
    const { press, actions } = keyboard();
    press("Enter", { ctrlKey: true });
    press("Enter", { metaKey: true });
    expect(press("Enter", { ctrlKey: true }, document.createElement("textarea"))).toBe(false);
    expect(actions.onRun).toHaveBeenCalledTimes(2);
  });

  it("leaves Enter to the button that has the focus", () => {
    const { store, press } = keyboard("net");
    store.getState().select({ nodes: ["cells"] });
    expect(press("Enter", {}, document.createElement("button"))).toBe(false);
    expect(openModule(store.getState())).toBe("net");
  });

  it("says why nothing is changed where a drawing is only to be read", () => {
    const store = opened("cell", smallSpace(), true);
    store.getState().select({ nodes: ["op"], edges: ["b"] });
    const before = store.getState().history.document;
    const actions = { onSave: vi.fn(), onShortcuts: vi.fn(), onCommands: vi.fn(), onRun: vi.fn() };
    for (const [key, more] of Object.entries({
      Delete: {},
      "1": {},
      m: {},
      c: {},
      l: {},
      Enter: { altKey: true },
      d: { ctrlKey: true },
    })) {
      store.getState().refuse(null);
      handleKey(new KeyboardEvent("keydown", { key, ...more }), { store, catalogue }, actions);
      expect([key, store.getState().notice?.message]).toEqual([
        key,
        expect.stringMatching(/takes the role of an editor/),
      ]);
    }
    expect(store.getState().history.document).toBe(before);
  });

  it("goes to the canvas with P, where Enter draws from the port", () => {
    const { store, press } = keyboard();
    const canvas = document.createElement("section");
    canvas.id = CANVAS;
    canvas.tabIndex = -1;
    document.body.append(canvas);
    store.getState().select({ nodes: ["op"] });
    press("p");
    expect(document.activeElement).toBe(canvas);
    press("P", { shiftKey: true });
    expect(store.getState().port).toBe("source op.y");
    press("Enter");
    expect(store.getState().wireFrom).toBe("source op.y");
    press("Escape");
    expect(store.getState().wireFrom).toBeNull();
    canvas.remove();
  });

  it("does nothing by a key that is typed in a field", () => {
    const { store, press } = keyboard();
    store.getState().select({ nodes: ["op"] });
    const { history, selection } = store.getState();
    const input = document.createElement("input");
    const typed = ["m", "1", "9", "p", "c", ".", "0", "+", "-", "Delete"];
    for (const key of typed) expect(press(key, {}, input)).toBe(false);
    expect(press("Delete", { ctrlKey: true }, input)).toBe(false);
    expect(press("Enter", { altKey: true }, input)).toBe(false);
    expect(store.getState()).toMatchObject({ history, selection, notice: null, port: null });
  });
});
