import { fireEvent } from "@testing-library/react";
import { expect, it } from "vitest";

import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Canvas } from "./Canvas";

const twice = (store: ReturnType<typeof opened>, id: string) => {
  const node = document.querySelector(`.react-flow__node[data-id="${id}"]`);
  if (node) fireEvent.doubleClick(node);
  return store.getState();
};

it("a double click leads to the name of a node or port, and into a use of a module", () => {
  const store = opened("net");
  renderIn(store, <Canvas />);
  expect(twice(store, "stem").spotlight).toMatchObject({ node: "stem", argument: "title" });
  const { selection, spotlight } = twice(store, "in.image");
  expect(selection.nodes).toEqual(["in.image"]);
  expect(spotlight.argument).toBe("in.image");
  expect(twice(store, "cells").trail).toEqual(["net", "cell"]);
});
