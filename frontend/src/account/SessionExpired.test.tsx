import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { request } from "../api/client";
import { CATALOGUE, SESSION } from "../api/samples";
import { showPage } from "../testing";

const SIGNED_OUT = { status: 401, body: { code: "signed_out", message: "Sign in." } };

function answers(): Record<string, unknown> {
  return {
    "GET /api/session": SESSION,
    "GET /api/catalogue": CATALOGUE,
    "GET /api/workers": [],
    "GET /api/spaces": [],
    "GET /api/runs": [],
    "GET /api/runs?state=live": [],
  };
}

it("asks for the password in place when the session ends, and leaves the page as it is", async () => {
  const known = answers();
  const { asked, router } = await showPage("/", known);
  await screen.findByRole("link", { name: "Find a network for digits" });
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();

  await expect(request("GET", "/api/runs/r1", {})).rejects.toThrow();
  expect(screen.queryByRole("dialog"), "a run that is not there").not.toBeInTheDocument();
  known["GET /api/runs/r1"] = SIGNED_OUT;
  await expect(request("GET", "/api/runs/r1", {})).rejects.toThrow("Sign in.");

  const dialog = await screen.findByRole("dialog", { name: "Your session has ended" });
  expect(router.state.location.pathname).toBe("/");
  expect(within(dialog).getByRole("textbox", { name: /Name/ })).toHaveValue("ada");
  known["POST /api/session/sign-in"] = { ...SESSION, csrf: "new" };
  await userEvent.type(within(dialog).getByLabelText(/Password/), "secret");
  await userEvent.click(within(dialog).getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  const sent = asked.find(({ path }) => path === "/api/session/sign-in");
  expect(sent?.body).toEqual({ username: "ada", password: "secret" });
  expect(asked.filter(({ path }) => path === "/api/spaces").length).toBeGreaterThan(1);
});

it("a wrong password is told in the dialog, which stays", async () => {
  const known = answers();
  await showPage("/", known);
  await screen.findByRole("link", { name: "Find a network for digits" });
  known["GET /api/runs/r1"] = SIGNED_OUT;
  await expect(request("GET", "/api/runs/r1", {})).rejects.toThrow();
  const dialog = await screen.findByRole("dialog");
  known["POST /api/session/sign-in"] = {
    status: 401,
    body: { code: "wrong_credentials", message: "Name and password do not fit." },
  };
  await userEvent.type(within(dialog).getByLabelText(/Password/), "wrong");
  await userEvent.click(within(dialog).getByRole("button", { name: "Sign in" }));
  expect(await within(dialog).findByText("Name and password do not fit.")).toBeInTheDocument();
  expect(within(dialog).queryByText("wrong_credentials"), "its code").not.toBeInTheDocument();
});

it("a sign-in link that was used says so, and how to get another", async () => {
  await showPage("/sign-in?link=expired", {});
  expect(await screen.findByText("This sign-in link no longer works")).toBeInTheDocument();
  expect(screen.getByText(/make link/)).toBeInTheDocument();
});

it("a sign-in link that was used leads whoever is signed in to the first page, which says so", async () => {
  await showPage("/?link=expired", answers());
  expect(await screen.findByText("This sign-in link no longer works")).toBeInTheDocument();
  expect(screen.getByText(/still signed in as ada/)).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "Start here" })).toBeInTheDocument();
});

it("the sign-in page alone says nothing of links that no longer work", async () => {
  await showPage("/sign-in", {});
  await screen.findByRole("heading", { name: "Sign in to nasweb" });
  expect(screen.queryByText("This sign-in link no longer works")).not.toBeInTheDocument();
});

it("an address of nobody keeps the bar above it", async () => {
  await showPage("/no/such/page", answers());
  expect(await screen.findByRole("heading", { name: "There is nothing here" })).toBeInTheDocument();
  expect(screen.getByRole("navigation", { name: "Main" })).toBeInTheDocument();
});

it("the menu of the account is fetched when it is wanted", async () => {
  await showPage("/", answers());
  await userEvent.click(await screen.findByRole("button", { name: "Account of ada" }));
  expect(await screen.findByRole("menuitem", { name: "Sign out" })).toBeInTheDocument();
});
