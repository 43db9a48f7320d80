/** A page that cannot be shown says what happened, why, and where to go. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { SESSION } from "../api/samples";
import { showPage } from "../testing";

const problem = (status: number, message: string) => ({
  status,
  body: { code: `c${status}`, message, path: [], issues: [] },
});

describe("the session cannot be read", () => {
  it("because nobody is signed in: the sign-in page, which remembers the address", async () => {
    const { router } = await showPage("/workers", {
      "GET /api/session": problem(401, "Sign in."),
    });
    expect(await screen.findByRole("button", { name: "Sign in" })).toBeInTheDocument();
    expect(router.state.location.search).toEqual({ next: "/workers" });
    expect(screen.getByLabelText(/^Name/)).toBeRequired();
    expect(screen.getByLabelText(/^Password/)).toBeRequired();
  });

  it.each([
    [500, "The server failed"],
    [503, "The server failed"],
    [404, "There is nothing here"],
  ])("because of %i: its reason, and two ways on", async (status, title) => {
    const answers: Record<string, unknown> = {
      "GET /api/session": problem(status, "In the server's words."),
      "GET /api/workers": [],
    };
    await showPage("/workers", answers);
    expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();
    expect(screen.getByText("In the server's words.")).toBeInTheDocument();
    expect(screen.getByText(String(status))).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Go to the start page" })).toHaveAttribute("href", "/");
    answers["GET /api/session"] = SESSION;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: "Workers" })).toBeInTheDocument();
  });
});

describe("a page that breaks by itself", () => {
  it("does not blame the server, and says what broke", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {}); // React tells of it there too
    await showPage("/workers", { "GET /api/session": SESSION, "GET /api/workers": [null] });
    expect(await screen.findByRole("heading", { name: "This page broke" })).toBeInTheDocument();
    expect(screen.getByText(/null/)).toBeInTheDocument();
    expect(screen.queryByText(/server/i)).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });
});

describe("an address of nobody", () => {
  it("is told, under the bar that leads on", async () => {
    await showPage("/nowhere/at/all", { "GET /api/session": SESSION });
    expect(
      await screen.findByRole("heading", { name: "There is nothing here" }),
    ).toBeInTheDocument();
    expect(screen.getByRole("navigation")).toBeInTheDocument();
  });
});

describe("the page of workers", () => {
  const worker = {
    id: "w1",
    host: "box",
    queues: ["runs", "evaluate.cpu"],
    devices: ["cpu"],
    is_alive: true,
    is_warm: true,
    job: null,
    seen_at: "2026-01-01T00:00:00Z",
  };

  it("tells the living from the silent, and the busy from the idle, in words", async () => {
    const silent = { ...worker, id: "w2", host: "gone", is_alive: false, job: "j1", devices: [] };
    await showPage("/workers", {
      "GET /api/session": SESSION,
      "GET /api/workers": [worker, silent, { ...worker, id: "w3", host: "new", is_warm: false }],
    });
    const row = async (name: string) =>
      (await screen.findByRole("row", { name: RegExp(name) })) as HTMLElement;
    expect(await row("box")).toHaveTextContent(/Alive, warm.*conducts runs, trains on .*CPU.*idle/);
    expect(await row("gone")).toHaveTextContent(/No heartbeat.*no device.*busy/);
    expect(await row("new")).toHaveTextContent(/Alive, warming up/);
  });

  it("says how to get one where there is none", async () => {
    await showPage("/workers", { "GET /api/session": SESSION, "GET /api/workers": [] });
    expect(await screen.findByText("No worker has ever reported")).toBeInTheDocument();
    expect(screen.getByText("nasweb up")).toBeInTheDocument();
  });

  it("that cannot be fetched says why, and tries again when asked", async () => {
    const answers: Record<string, unknown> = {
      "GET /api/session": SESSION,
      "GET /api/workers": problem(429, "Too many questions; wait a minute."),
    };
    await showPage("/workers", answers);
    expect(await screen.findByText("Too many questions; wait a minute.")).toBeInTheDocument();
    answers["GET /api/workers"] = [worker];
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("box")).toBeInTheDocument();
  });
});

const thrown = vi.hoisted(() => ({ message: "" }));
vi.mock("../monitor/RunsPage", () => ({
  RunsPage: () => {
    throw new Error(thrown.message);
  },
}));

it.each([
  ["Unable to preload CSS for /static/assets/Page.css", "The server cannot be reached", "Offline"],
  ["Failed to fetch dynamically imported module: /a.js", "The server cannot be reached", "Offline"],
  ["Cannot read properties of undefined", "This page broke", "Error"],
])("what a page throws is told for what it is: %s", async (message, title, label) => {
  thrown.message = message;
  vi.spyOn(console, "error").mockReturnValue();
  await showPage("/runs", { "GET /api/session": SESSION });
  expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();
  expect(screen.getByText(label)).toBeInTheDocument();
  expect(screen.getByRole("navigation")).toBeInTheDocument();
});
