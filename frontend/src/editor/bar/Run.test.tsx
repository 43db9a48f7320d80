import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { renderIn } from "../rendering";
import { opened } from "../samples";
import { askRun, Run } from "./Run";

it("a draft that has no version yet is saved as the first one, or says what is missing", async () => {
  const onSave = vi.fn().mockRejectedValue(new Error("Output scores needs a wire."));
  renderIn(opened(), <Run version={null} isChanged onSave={onSave} />);
  await userEvent.click(screen.getByRole("button", { name: "Run" }));
  expect(onSave).toHaveBeenCalledOnce();
  expect(await screen.findByText("Output scores needs a wire.")).toBeInTheDocument();
  expect(screen.queryByRole("link")).toBeNull();
});

it("what is known to be wrong is told at once, and asks the server for nothing", async () => {
  const onSave = vi.fn();
  const store = opened("cell");
  act(() => {
    store
      .getState()
      .run({ name: "remove", arguments: { module: "cell", nodes: [], edges: ["a"] } });
  });
  expect(askRun()).toBe(false);
  renderIn(store, <Run version={null} isChanged onSave={onSave} />);
  act(() => expect(askRun()).toBe(true));
  expect(await screen.findByRole("dialog")).toHaveTextContent(/Mend this first:.*needs a wire/);
  expect(onSave).not.toHaveBeenCalled();
  act(() => store.getState().undo());
  expect(screen.queryByText(/Mend this first/)).toBeNull();
});
