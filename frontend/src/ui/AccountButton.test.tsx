import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { SESSION } from "../api/samples";
import { showPage } from "../testing";
import classes from "./Shell.module.css";

it("keeps its look when its menu has been opened and closed", async () => {
  await showPage("/spaces", { "GET /api/session": SESSION, "GET /api/spaces": [] });
  const name = `Account of ${SESSION.user}`;
  const look = classes.account ?? "";
  expect(await screen.findByRole("button", { name })).toHaveClass(look);
  await userEvent.click(screen.getByRole("button", { name }));
  expect(await screen.findByRole("menuitem", { name: "Sign out" })).toBeInTheDocument();
  expect(screen.getByRole("button", { name })).toHaveClass(look);
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("button", { name })).toHaveClass(look);
});
