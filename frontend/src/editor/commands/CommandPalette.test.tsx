import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { smallSpace } from "../../document/samples";
import { renderIn } from "../rendering";
import { opened } from "../samples";
import { CommandPalette } from "./CommandPalette";

function show(isReadOnly = false) {
  const store = opened("net", smallSpace(), isReadOnly);
  const actions = {
    onClose: vi.fn(),
    onSave: vi.fn(),
    onShortcuts: vi.fn(),
    onVersions: vi.fn(),
    onPreview: vi.fn(),
    onRun: vi.fn(),
    onTalk: vi.fn(),
  };
  renderIn(store, <CommandPalette isOpened {...actions} />);
  return { store, actions };
}

async function type(text: string) {
  await userEvent.type(await screen.findByRole("combobox"), text);
}

it("goes to a node of another module, closed first", async () => {
  const { store, actions } = show();
  await type("go to sum{Enter}");
  expect(actions.onClose).toHaveBeenCalledOnce();
  expect(store.getState().trail).toEqual(["net", "cell"]);
  expect(store.getState().selection.nodes).toEqual(["sum"]);
});

it("adds an operator behind the selected node, and does commands", async () => {
  const { store, actions } = show();
  store.getState().select({ nodes: ["stem"] });
  await type("add relu{Enter}");
  const { nodes, edges } = store.getState().history.document.modules.net ?? {};
  expect(nodes?.at(-1)).toMatchObject({ operator: "relu" });
  expect(edges?.at(-1)).toMatchObject({ source: "stem.y" });
  await userEvent.clear(screen.getByRole("combobox"));
  await type("save a{Enter}");
  expect(actions.onSave).toHaveBeenCalledOnce();
});

it("arrows walk through what is found; what is left out is told", async () => {
  const { store } = show();
  expect(await screen.findByText(/^12 of \d+: type on/)).toBeInTheDocument();
  await type("cell{ArrowDown}{Enter}");
  expect(store.getState().trail).toEqual(["net", "cell"]);
  await type(" nowhere");
  expect(screen.getByText("Nothing is called “cell nowhere”.")).toBeInTheDocument();
});

it("a version offers only what looks", async () => {
  show(true);
  await type("undo");
  expect(screen.getByText(/Nothing is called/)).toBeInTheDocument();
});

it("offers no command that there is nothing to do for", async () => {
  const { store } = show();
  await type("selected");
  expect(screen.getByText(/Nothing is called/)).toBeInTheDocument();
  act(() => store.getState().select({ nodes: ["stem"] }));
  expect(screen.getAllByRole("option")).toHaveLength(6);
  await userEvent.clear(screen.getByRole("combobox"));
  await type("undo");
  expect(screen.getByText(/Nothing is called/)).toBeInTheDocument();
  act(() => void store.getState().run({ name: "rename_space", arguments: { name: "One" } }));
  expect(screen.getByRole("option", { name: /^Undo/ })).toBeInTheDocument();
});
