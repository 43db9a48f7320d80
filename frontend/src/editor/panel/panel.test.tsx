import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { CANVAS } from "../canvas/focus";
import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Outline } from "./Outline";
import { Palette } from "./Palette";
import { QuickAdd } from "./QuickAdd";

const nodes = (store: ReturnType<typeof opened>) => {
  const { history, trail } = store.getState();
  return history.document.modules[trail.at(-1) ?? ""]?.nodes?.map(({ id }) => id);
};

describe("the palette", () => {
  it("adds what is clicked after the selected node", () => {
    const store = opened();
    store.getState().select({ nodes: ["op"] });
    renderIn(store, <Palette />);
    fireEvent.click(screen.getByRole("button", { name: "ReLU" }));
    expect(nodes(store)).toEqual(["op", "sum", "relu"]);
    expect(store.getState().history.document.modules.cell?.edges?.at(-1)).toMatchObject({
      source: "op.y",
      target: "relu.x",
    });
  });

  it("fades what does not take the selected output, with the reason", () => {
    const store = opened("net");
    store.getState().select({ nodes: ["stem"] });
    renderIn(store, <Palette />);
    const linear = screen.getByRole("button", { name: "Linear" });
    expect(linear).toHaveAttribute("data-fits", "false");
    expect(linear.title).toMatch(/row of features/);
    expect(screen.getByRole("button", { name: "Max pooling" })).toHaveAttribute(
      "data-fits",
      "true",
    );
  });

  it("finds by every word, and says when nothing is called so", () => {
    renderIn(opened(), <Palette />);
    const search = screen.getByRole("searchbox", { name: "Find an operator" });
    fireEvent.change(search, { target: { value: "adaptive pool" } });
    expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining("Adaptive pooling"),
    ]);
    fireEvent.change(search, { target: { value: "nonsense" } });
    expect(screen.getByText("No operator is called “nonsense”.")).toBeInTheDocument();
  });

  it("is worked by keys: Enter adds what is nearest, arrows walk, a slash says nothing", () => {
    const store = opened();
    renderIn(store, <Palette />);
    const search = screen.getByRole("searchbox", { name: "Find an operator" });
    fireEvent.change(search, { target: { value: "max pool" } });
    fireEvent.keyDown(search, { key: "Enter" });
    expect(nodes(store)).toEqual(["op", "sum", "max_pool"]);
    expect(fireEvent.keyDown(search, { key: "/" })).toBe(false);
    fireEvent.change(search, { target: { value: "max pool" } });
    fireEvent.keyDown(search, { key: "ArrowDown" });
    const found = screen.getByRole("button", { name: "Max pooling" });
    expect(found).toHaveFocus();
    fireEvent.keyDown(found, { key: "ArrowUp" });
    expect(search).toHaveFocus();
    fireEvent.keyDown(search, { key: "Escape" });
    expect(search).toHaveValue("");
  });

  it("hands the focus to the canvas, with the new node selected", async () => {
    const store = opened();
    renderIn(
      store,
      <>
        <Palette />
        <section id={CANVAS} tabIndex={-1} aria-label="Canvas" />
      </>,
    );
    const search = screen.getByRole("searchbox", { name: "Find an operator" });
    search.focus();
    fireEvent.change(search, { target: { value: "max pool" } });
    fireEvent.keyDown(search, { key: "Enter" });
    await waitFor(() => expect(screen.getByRole("region", { name: "Canvas" })).toHaveFocus());
    expect(store.getState().selection.nodes).toEqual(["max_pool"]);
    expect(search).toHaveValue("");
  });

  it("keeps its order whatever is selected", () => {
    const store = opened("net");
    const shown = () => screen.getAllByRole("button").map(({ textContent }) => textContent);
    renderIn(store, <Palette />);
    const before = shown();
    act(() => store.getState().select({ nodes: ["stem"] }));
    expect(screen.getByRole("button", { name: "Linear" })).toHaveAttribute("data-fits", "false");
    expect(shown()).toEqual(before);
  });

  it("makes a new module and opens it", () => {
    const store = opened();
    renderIn(store, <Palette />);
    fireEvent.click(screen.getByRole("button", { name: "New module" }));
    expect(store.getState().trail.at(-1)).toBe("module");
  });
});

describe("adding at a place", () => {
  function search(wanted: { from?: string; edge?: string } = {}) {
    const store = opened();
    store.getState().search({ at: { x: 0, y: 600 }, ...wanted });
    renderIn(store, <QuickAdd at={{ x: 0, y: 0 }} />);
    return { store, box: screen.getByRole("combobox", { name: "What to add" }) };
  }

  it("puts what is found first there with Enter, and goes away", () => {
    const { store, box } = search();
    fireEvent.change(box, { target: { value: "linear" } });
    fireEvent.keyDown(box, { key: "Enter" });
    expect(nodes(store)).toEqual(["op", "sum", "linear"]);
    const { positions, sizes } = store.getState().history.document.view ?? {};
    const [[x, y], [width, height]] = [positions?.["cell/linear"], sizes?.["cell/linear"]] as [
      [number, number],
      [number, number],
    ];
    expect([x + width / 2, y + height / 2]).toEqual([0, 600]);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("hands the focus to the node that was added, not to one that was selected before", async () => {
    const store = opened();
    store.getState().search({ at: { x: 0, y: 600 } });
    renderIn(store, <QuickAdd at={{ x: 0, y: 0 }} />);
    const canvas = document.createElement("section");
    canvas.id = CANVAS;
    canvas.innerHTML = '<div class="react-flow__node selected" tabindex="-1"></div>';
    document.body.append(canvas);
    const [before] = canvas.children;
    const box = screen.getByRole("combobox", { name: "What to add" });
    fireEvent.change(box, { target: { value: "linear" } });
    fireEvent.keyDown(box, { key: "Enter" });
    before?.classList.remove("selected");
    const added = Object.assign(document.createElement("div"), {
      className: "react-flow__node selected",
      tabIndex: -1,
    });
    canvas.append(added);
    await waitFor(() => expect(added).toHaveFocus());
    canvas.remove();
  });

  it("walks by arrows, and Escape adds nothing", () => {
    const { store, box } = search();
    const options = screen.getAllByRole("option");
    fireEvent.keyDown(box, { key: "ArrowDown" });
    expect(options[1]).toHaveAttribute("aria-selected", "true");
    fireEvent.keyDown(box, { key: "ArrowUp" });
    fireEvent.keyDown(box, { key: "ArrowUp" });
    expect(options.at(-1)).toHaveAttribute("aria-selected", "true");
    fireEvent.keyDown(box, { key: "Escape" });
    expect([nodes(store)?.length, store.getState().quickAdd]).toEqual([2, null]);
  });

  it("wires the new node to the output that a wire was drawn from", () => {
    const { store } = search({ from: "op.y" });
    fireEvent.click(screen.getByRole("option", { name: "Sum" }));
    expect(store.getState().history.document.modules.cell?.edges?.at(-1)).toMatchObject({
      source: "op.y",
      target: "sum2.x",
    });
  });

  it("closes when something else is pressed", () => {
    const { store } = search();
    fireEvent.pointerDown(document.body);
    expect(store.getState().quickAdd).toBeNull();
  });
});

describe("the outline", () => {
  it("adds to the selection by a click with Control or Command, and selects no text", () => {
    const store = opened();
    renderIn(store, <Outline />);
    fireEvent.click(screen.getByRole("treeitem", { name: "Node op" }));
    const sum = screen.getByRole("treeitem", { name: "Node sum" });
    expect(fireEvent.mouseDown(sum, { ctrlKey: true })).toBe(false);
    fireEvent.click(sum, { ctrlKey: true });
    fireEvent.click(screen.getByRole("treeitem", { name: "Wire d" }), { ctrlKey: true });
    expect(store.getState().selection).toEqual({ nodes: ["op", "sum"], edges: ["d"] });
    fireEvent.click(sum, { metaKey: true });
    expect(store.getState().selection.nodes).toEqual(["op"]);
  });

  it("takes all from the last chosen row to one that is clicked with Shift", () => {
    const store = opened();
    renderIn(store, <Outline />);
    const row = (name: string) => screen.getByRole("treeitem", { name });
    fireEvent.click(row("Node sum"));
    expect(fireEvent.mouseDown(row("Wire b"), { shiftKey: true })).toBe(false);
    fireEvent.click(row("Wire b"), { shiftKey: true });
    expect(store.getState().selection).toEqual({ nodes: ["sum"], edges: ["a", "b"] });
    fireEvent.click(row("Node op"), { shiftKey: true });
    expect(store.getState().selection).toEqual({ nodes: ["op", "sum"], edges: [] });
  });

  it("breaks the row of a wire between its ends", () => {
    renderIn(opened(), <Outline />);
    const words = within(screen.getByRole("treeitem", { name: "Wire d" })).getAllByText(/./);
    expect(words.map(({ textContent }) => textContent)).toEqual(["Sum →", "y"]);
  });

  it("is walked by keys and shows what is chosen", () => {
    const store = opened();
    renderIn(store, <Outline />);
    const cell = screen.getByRole("treeitem", { name: "cell" });
    fireEvent.keyDown(cell, { key: "ArrowDown" });
    const op = screen.getByRole("treeitem", { name: "Node op" });
    expect(op).toHaveFocus();
    fireEvent.keyDown(op, { key: "Enter" });
    expect(store.getState().selection.nodes).toEqual(["op"]);
    fireEvent.keyDown(op, { key: "ArrowLeft" });
    expect(cell).toHaveFocus();
    fireEvent.keyDown(cell, { key: "ArrowLeft" });
    expect(cell).toHaveAttribute("aria-expanded", "false");
    fireEvent.keyDown(cell, { key: "ArrowRight" });
    expect(screen.getByRole("treeitem", { name: "Wire d" })).toBeInTheDocument();
  });
});
