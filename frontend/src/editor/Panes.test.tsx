import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { catalogue } from "../document/samples";
import { PaneTabs } from "./Panes";
import { Palette } from "./panel/Palette";
import { renderIn } from "./rendering";
import { opened } from "./samples";
import { handleKey } from "./useKeys";

const tabs = () => within(screen.getByRole("navigation", { name: "Parts of the designer" }));
const tab = (name: RegExp | string) => tabs().getByRole("button", { name });

describe("the parts of the designer on a small screen", () => {
  it("are chosen one at a time, and say how much is selected", () => {
    const store = opened();
    store.getState().select({ nodes: ["op"] });
    renderIn(store, <PaneTabs />);
    expect(tab("Canvas")).toHaveAttribute("aria-pressed", "true");
    fireEvent.click(tab(/^Inspect/));
    expect(store.getState().pane).toBe("inspector");
    expect(tab("Inspect 1 selected")).toHaveAttribute("aria-pressed", "true");
    expect(tab("Canvas")).toHaveAttribute("aria-pressed", "false");
  });

  it("have nothing to add where nothing may be edited", () => {
    renderIn(opened("cell", undefined, true), <PaneTabs />);
    expect(tabs().queryByRole("button", { name: "Add" })).toBeNull();
    expect(tab("Outline")).toBeInTheDocument();
  });

  it("show what was added, and the search that a key asks for", () => {
    const store = opened();
    store.getState().turnTo("palette");
    renderIn(store, <Palette />);
    fireEvent.click(screen.getByRole("button", { name: "ReLU" }));
    expect(store.getState()).toMatchObject({ pane: "canvas", spotlight: { node: "relu" } });
    const key = new KeyboardEvent("keydown", { key: "/" });
    const actions = { onSave: vi.fn(), onShortcuts: vi.fn(), onCommands: vi.fn(), onRun: vi.fn() };
    handleKey(key, { store, catalogue }, actions);
    expect(store.getState().pane).toBe("palette");
    expect(screen.getByRole("searchbox")).toHaveFocus();
  });
});
