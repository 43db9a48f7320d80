import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Shortcuts } from "./Shortcuts";

it("the sheet lists every key that the designer has", async () => {
  renderIn(opened(), <Shortcuts isOpened onClose={() => undefined} />);
  await screen.findByRole("dialog");
  const listed = screen.getAllByRole("term").map(({ textContent }) => textContent?.trim());
  for (const keys of [
    "M",
    "1 … 9",
    "P",
    "C",
    ".",
    "0",
    "Ctrl Delete",
    "Ctrl Shift V",
    "Alt Enter",
    "Ctrl Enter",
  ])
    expect(listed).toContain(keys);
  expect(screen.getByText(/\+ closer, - farther/)).toBeInTheDocument();
  expect(screen.getByText(/On a Mac, Cmd does/)).toBeInTheDocument();
});
