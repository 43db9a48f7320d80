import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { Tool } from "./Tool";

function show(reason?: string) {
  const onClick = vi.fn();
  render(
    <MantineProvider env="test">
      <Tool icon="close" words="Remove it" reason={reason} onClick={onClick} />
    </MantineProvider>,
  );
  return { onClick, button: screen.getByRole("button", { name: "Remove it" }) };
}

it("an icon says in words what it does", async () => {
  const { onClick, button } = show();
  await userEvent.hover(button);
  expect(await screen.findByText("Remove it")).toBeInTheDocument();
  await userEvent.click(button);
  expect(onClick).toHaveBeenCalledOnce();
});

it("one that can do nothing says why, and does nothing", async () => {
  const { onClick, button } = show("It is the last one.");
  expect(button).toHaveAttribute("aria-disabled", "true");
  expect(button).toHaveAccessibleDescription("It is the last one.");
  await userEvent.hover(button);
  expect(await screen.findByText("It is the last one.")).toBeInTheDocument();
  await userEvent.click(button, { pointerEventsCheck: 0 });
  expect(onClick).not.toHaveBeenCalled();
});
