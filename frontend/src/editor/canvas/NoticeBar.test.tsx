import { act, fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { renderIn } from "../rendering";
import { opened } from "../samples";
import { NoticeBar } from "./NoticeBar";

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("leads to the place that a refusal speaks of, and is gone then", () => {
  const store = opened("cell");
  renderIn(store, <NoticeBar />);
  act(() => void store.getState().run({ name: "remove_module", arguments: { id: "cell" } }));
  expect(screen.getByRole("alert")).toHaveTextContent("is used in net. Remove it there first.");
  press("Show it");
  expect(store.getState()).toMatchObject({ trail: ["net"], selection: { nodes: ["cells"] } });
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

it("is closed by its button", () => {
  const store = opened("cell");
  renderIn(store, <NoticeBar />);
  act(() => store.getState().refuse({ message: "That is not possible.", fixes: [] }));
  press("Dismiss");
  expect(store.getState().notice).toBeNull();
});
