import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { Run } from "./Run";

it("a draft that has no version yet is saved as the first one, or says what is missing", async () => {
  const onSave = vi.fn().mockRejectedValue(new Error("Output scores needs a wire."));
  render(
    <MantineProvider env="test">
      <Run version={null} isChanged onSave={onSave} />
    </MantineProvider>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Run" }));
  expect(onSave).toHaveBeenCalledOnce();
  expect(await screen.findByText("Output scores needs a wire.")).toBeInTheDocument();
  expect(screen.queryByRole("link")).toBeNull();
});
