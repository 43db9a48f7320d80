import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { aRun, CATALOGUE, SESSION } from "../api/samples";
import { showPage } from "../testing";

const EMPTY = {
  "GET /api/session": SESSION,
  "GET /api/catalogue": CATALOGUE,
  "GET /api/workers": [],
  "GET /api/spaces": [],
  "GET /api/runs": [],
  "GET /api/runs?state=live": [],
};

it("a newcomer's first link leads to a launch page with everything filled in", async () => {
  await showPage("/", EMPTY);
  const link = await screen.findByRole("link", { name: "Find a network for digits" });
  expect(link).toHaveAttribute("href", "/launch?preset=residual-cnn");
});

it("every template has its exact size, a way into the designer and a way to run", async () => {
  await showPage("/", EMPTY);
  const card = await screen.findByRole("article", { name: "NAS-Bench-201" });
  expect(within(card).getByText("15,625 architectures")).toBeInTheDocument();
  expect(within(card).getByRole("link", { name: "Run NAS-Bench-201" })).toHaveAttribute(
    "href",
    "/launch?preset=nas-bench-201",
  );
});

it("opening a template makes a space in the reader's project", async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the server hands the token over
  document.cookie = "nasweb_csrf=token";
  const { asked } = await showPage("/", {
    ...EMPTY,
    "POST /api/spaces": {
      status: 403,
      body: { code: "forbidden", message: "Viewers may not draw." },
    },
  });
  await userEvent.click(
    await screen.findByRole("button", { name: "Open NAS-Bench-201 in the designer" }),
  );
  expect(await screen.findByText("Viewers may not draw.")).toBeInTheDocument();
  const post = asked.find((request) => request.method === "POST");
  expect(post?.body).toEqual({ project: "p1", preset: "nas-bench-201" });
  expect(post?.headers["X-CSRFToken"]).toBe("token");
});

it("empty lists say what will be there", async () => {
  await showPage("/", EMPTY);
  expect(await screen.findByText("Nothing is running")).toBeInTheDocument();
  expect(await screen.findByText("No spaces yet")).toBeInTheDocument();
});

it("live runs show state, progress and best", async () => {
  const run = aRun({
    name: "Digits, wide",
    n_finished: 3,
    n_failed: 1,
    best: { candidate: "c2", index: 2, value: 0.97361 },
  });
  await showPage("/", { ...EMPTY, "GET /api/runs?state=live": [run], "GET /api/runs": [run] });
  const link = await screen.findByRole("link", { name: /Digits, wide/ });
  expect(link).toHaveTextContent("Running");
  expect(link).toHaveTextContent("4 of 10 · best 0.9736");
  expect(link).toHaveTextContent(/left$/);
});

it("one card that fails leaves the others", async () => {
  await showPage("/", {
    ...EMPTY,
    "GET /api/spaces": { status: 500, body: { code: "server_error", message: "It broke (e-17)." } },
  });
  expect(await screen.findByText("It broke (e-17).", {}, { timeout: 5_000 })).toBeInTheDocument();
  expect(screen.getByText("Nothing is running")).toBeInTheDocument();
});

it("those who are not signed in are asked to, and come back to where they were going", async () => {
  const { router } = await showPage("/runs?x=1", {
    "GET /api/session": { status: 401, body: { code: "signed_out", message: "Sign in." } },
    "POST /api/session/sign-in": SESSION,
  });
  expect(await screen.findByRole("heading", { name: "Sign in to nasweb" })).toBeInTheDocument();
  expect(router.state.location.search).toEqual({ next: "/runs?x=1" });
});

it("templates come best known first, those for tables last", async () => {
  const presets = [...CATALOGUE.presets].reverse();
  const large = {
    ...CATALOGUE.presets[1],
    name: "darts",
    title: "DARTS",
    size: "1076746950455072400",
  };
  const table = { ...large, name: "mlp", title: "Table", problem: "tabular_regression", size: "1" };
  await showPage("/", {
    ...EMPTY,
    "GET /api/catalogue": { ...CATALOGUE, presets: [table, ...presets, large] },
  });
  await screen.findByRole("article", { name: "DARTS" });
  expect(screen.getAllByRole("article").map((card) => card.getAttribute("aria-label"))).toEqual([
    "DARTS",
    "NAS-Bench-201",
    "Residual CNN",
    "Table",
  ]);
});

it("a blank space is begun for a problem, under a name of its own, as a draft", async () => {
  const problem = {
    ...CATALOGUE.problems[0],
    input_shapes: ["[channels, height, width]"],
    output_shapes: ["[classes]"],
  };
  const { asked } = await showPage("/", {
    ...EMPTY,
    "GET /api/catalogue": { ...CATALOGUE, problems: [problem] },
    "GET /api/spaces": [{ id: "s1", name: "Untitled", latest_version: null, runs: 0 }],
    "POST /api/spaces": { status: 403, body: { code: "no", message: "Ask an editor." } },
  });
  await screen.findByRole("link", { name: /Untitled/ });
  await userEvent.click(screen.getByRole("button", { name: "Draw from blank" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Image classification" }));
  expect(await screen.findByText("Ask an editor.")).toBeInTheDocument();
  const { body } = asked.find(({ method }) => method === "POST") as { body: { document: string } };
  expect(body).toMatchObject({ project: "p1", is_draft: true });
  expect(JSON.parse(body.document)).toMatchObject({
    name: "Untitled 2",
    modules: { network: { inputs: [{ id: "image" }], outputs: [{ id: "scores" }] } },
  });
});
