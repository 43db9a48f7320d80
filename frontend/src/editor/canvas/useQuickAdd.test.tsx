/** A double click says what it means by where it falls: nodes and wires stand inside the pane. */

import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";

import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Canvas } from "./Canvas";

it("a double click opens the search on the free pane, and only the module on a node", async () => {
  const store = opened("net");
  const { container } = renderIn(store, <Canvas />);
  const part = (query: string) => container.querySelector(query) as Element;
  await waitFor(() => {
    fireEvent.doubleClick(part(".react-flow__pane"));
    expect(screen.getByRole("dialog", { name: "Add here" })).toBeInTheDocument();
  });
  fireEvent.pointerDown(document.body);
  expect(store.getState().quickAdd).toBeNull();
  fireEvent.doubleClick(part('.react-flow__node[data-id="stem"]'));
  expect(store.getState().quickAdd).toBeNull();
  fireEvent.doubleClick(part('.react-flow__node[data-id="cells"]'));
  expect(store.getState().trail).toEqual(["net", "cell"]);
  expect(store.getState().quickAdd).toBeNull();
});
