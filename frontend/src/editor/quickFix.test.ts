import { expect, it } from "vitest";

import type { Report } from "../api/forms";
import { catalogue } from "../document/samples";
import { connect, removeSelection } from "./editing";
import { quickFix } from "./quickFix";
import { opened } from "./samples";

it("does the first thing that helps after a refusal", () => {
  const store = opened("net");
  store.getState().select({ nodes: ["stem"] });
  removeSelection(store, catalogue);
  expect(store.getState().notice?.fixes).toHaveLength(1);
  quickFix(store, catalogue);
  expect(store.getState().notice).toBeNull();
  expect(store.getState().history.document.modules.net?.edges?.at(-1)).toMatchObject({
    source: "in.image",
    target: "cells",
  });
  store.getState().undo();
  store.getState().undo();
  connect(store, catalogue, "net", "stem.y", "fc.x");
  quickFix(store, catalogue);
  expect(store.getState().history.document.modules.net?.edges).toHaveLength(5);
});

it("mends the problem of what is selected, also one that only the server can mend", () => {
  const store = opened("net");
  const give = (name: string) =>
    store.getState().run({
      name: "set_argument",
      arguments: { module: "net", place: "cells/body", name, value: 3 },
    });
  give("depth");
  store.getState().select({ nodes: ["cells"] });
  quickFix(store, catalogue);
  const given = () => JSON.stringify(store.getState().history.document.modules.net?.nodes?.[1]);
  expect(given()).not.toContain("depth");
  quickFix(store, catalogue);
  expect(store.getState().notice?.message).toBe("There is no problem to fix.");

  const path = ["modules", "net", "nodes", "gap"];
  const fix = {
    title: "Use conv",
    command: "set_operator",
    arguments: { module: "net", place: "gap", operator: "conv" },
  };
  const issue = { path, code: "odd", message: "Odd.", severity: "error" as const, fix };
  store.setState({ report: { issues: [issue] } as unknown as Report });
  quickFix(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/F8 goes to the next/);
  store.getState().select({ nodes: ["gap"] });
  quickFix(store, catalogue);
  expect(store.getState().history.document.modules.net?.nodes?.[2]).toMatchObject({
    operator: "conv",
  });
});

it("says what is to be mended by hand", () => {
  const store = opened("cell");
  store.getState().run({ name: "remove", arguments: { module: "cell", nodes: [], edges: ["a"] } });
  store.getState().select({ nodes: ["op"] });
  quickFix(store, catalogue);
  expect(store.getState().notice?.message).toMatch(/^There is no quick fix for this: .*wire/);
});
