import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { catalogue } from "../document/samples";
import { Targets } from "./panel/Targets";
import { aim, pressPort, stepPort } from "./portWalk";
import { renderIn } from "./rendering";
import { opened } from "./samples";
import type { DesignerStore } from "./store";

const wires = (store: DesignerStore) =>
  (store.getState().history.document.modules.cell?.edges ?? []).map(
    ({ source, target }) => `${source}>${target}`,
  );

it("P goes from port to port of the selected node, and tells what each is", () => {
  const store = opened("cell");
  store.getState().select({ nodes: ["op"] });
  stepPort(store, catalogue, 1);
  expect(store.getState().port).toBe("target op.x");
  stepPort(store, catalogue, 1);
  expect(store.getState().port).toBe("source op.y");
  expect(store.getState().announcement).toMatch(/^Output y of the choice .*: \d+×8×8$/);
  stepPort(store, catalogue, 1);
  expect(store.getState().port).toBe("target op.x");
  stepPort(store, catalogue, -1);
  expect(store.getState().port).toBe("source op.y");
  store.getState().select({ nodes: ["sum"] });
  expect(store.getState().port).toBeNull();
  store.getState().select({});
  stepPort(store, catalogue, 1);
  expect(store.getState().notice?.message).toMatch(/Select one node/);
});

it("Enter at a port begins a wire, and at another node ends it", () => {
  const store = opened("cell");
  store.getState().run({ name: "remove", arguments: { module: "cell", nodes: [], edges: ["b"] } });
  store.getState().select({ nodes: ["op"] });
  expect(pressPort(store, catalogue)).toBe(false);
  stepPort(store, catalogue, -1);
  expect(pressPort(store, catalogue)).toBe(true);
  expect(store.getState().wireFrom).toBe("source op.y");
  store.getState().select({ nodes: ["sum"] });
  expect(pressPort(store, catalogue)).toBe(true);
  expect(wires(store)).toContain("op.y>sum.x");
  expect(store.getState().wireFrom).toBeNull();
});

it("says why a wire cannot end there, and lets go of one where it began", () => {
  const store = opened("cell");
  store.getState().select({ nodes: ["sum"] });
  stepPort(store, catalogue, -1);
  pressPort(store, catalogue);
  store.getState().select({ nodes: ["in.x"] });
  stepPort(store, catalogue, 1);
  pressPort(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/ends at an input/);
  store.getState().select({ nodes: ["op"] });
  pressPort(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/circle/);
  store.getState().select({ nodes: ["sum"] });
  stepPort(store, catalogue, -1);
  pressPort(store, catalogue);
  pressPort(store, catalogue);
  expect(store.getState().wireFrom).toBeNull();
});

it("C lists what takes a wire, and Enter draws it", async () => {
  const store = opened("cell");
  store.getState().run({ name: "remove", arguments: { module: "cell", nodes: [], edges: ["b"] } });
  renderIn(store, <Targets />);
  act(() => store.getState().select({ nodes: ["op"] }));
  act(() => aim(store, catalogue));
  expect(await screen.findByRole("option", { name: /^Input x of Sum/ })).toBeInTheDocument();
  expect(screen.getAllByRole("option")).toHaveLength(1);
  await userEvent.type(screen.getByRole("combobox"), "sum{Enter}");
  expect(wires(store)).toContain("op.y>sum.x");
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("C from an input lists outputs; Escape leaves all as it was", async () => {
  const store = opened("cell");
  store.getState().run({ name: "remove", arguments: { module: "cell", nodes: [], edges: ["a"] } });
  renderIn(store, <Targets />);
  act(() => store.getState().select({ nodes: ["op"] }));
  act(() => stepPort(store, catalogue, 1));
  act(() => aim(store, catalogue));
  expect(
    (await screen.findAllByRole("option")).map(({ textContent }) => textContent?.split(":")[0]),
  ).toEqual(["Input x of the module"]);
  const before = store.getState().history;
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(store.getState().history).toBe(before);
});

it("C says so where there is nothing that fits", () => {
  const store = opened("cell");
  store.getState().select({ nodes: ["out.y"] });
  aim(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/^Nothing here takes another wire/);
  store.getState().select({});
  aim(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/Select one node/);
});
