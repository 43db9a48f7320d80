import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { DataForm } from "../api/forms";
import { CATALOGUE, DATASETS, SESSION } from "../api/samples";
import { type Answers, showPage } from "../testing";
import { PROFILE, someData, someTable } from "./samples";

const open = (data: DataForm, more: Answers = {}) =>
  showPage("/data/d9", {
    "GET /api/session": SESSION,
    "GET /api/workers": [],
    "GET /api/catalogue": CATALOGUE,
    "GET /api/datasets": DATASETS,
    "GET /api/datasets/d9": data,
    ...more,
  });

const issue = (code: string, message: string, ...path: string[]): DataForm["issues"][number] => ({
  ...{ code, message, path, severity: "warning", fix: null },
});

describe("data that is not ready", () => {
  it("waits for a worker, and is asked for until it is ready", async () => {
    const answers: Answers = {};
    const { asked } = await open(
      someData({ state: "waiting", card: null, profile: null }),
      answers,
    );
    expect(await screen.findByRole("region", { name: "Waiting for a worker" })).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Look at the workers" })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Delete" })).not.toBeInTheDocument();
    const times = () => asked.filter(({ path }) => path === "/api/datasets/d9").length;
    await waitFor(() => expect(times()).toBeGreaterThan(1), { timeout: 5_000 });
  });

  it("that is being checked says what is done", async () => {
    await open(someData({ state: "checking", card: null, profile: null }));
    expect(await screen.findByRole("region", { name: "Being checked" })).toBeInTheDocument();
    expect(screen.getByText("Read whole").closest("li")).toHaveAttribute("aria-current", "step");
  });

  it("that was refused tells every fault with its place, and the ways on", async () => {
    const issues = [
      issue("ragged_row", "every row has 2 cells, this one 1", "line 2"),
      issue("ragged_row", "every row has 2 cells, this one 3", "line 3"),
      issue("no_rows", "there are no rows"),
    ];
    await open(
      someData({ ...{ state: "failed", card: null, profile: null, issues }, file_name: "a.csv" }),
    );
    const faults = within(await screen.findByRole("list", { name: "Faults" })).getAllByRole(
      "listitem",
    );
    expect(faults.map((fault) => fault.textContent)).toEqual([
      "line 2Every row has 2 cells, this one 1.",
      "line 3Every row has 2 cells, this one 3.",
      "whole fileThere are no rows.",
    ]);
    expect(screen.getByRole("link", { name: "Upload another file" })).toHaveAttribute(
      "href",
      "/data",
    );
    await userEvent.click(screen.getByRole("button", { name: "Show options" }));
    expect(screen.getByRole("textbox", { name: "Target column" })).toBeInTheDocument();
  });
});

describe("data that is ready", () => {
  it("shows facts, pictures, balance, split and warnings", async () => {
    await open(someData({ issues: [issue("duplicates", "3 items equal to an earlier one")] }));
    const facts = await screen.findByLabelText("Facts");
    expect(facts).toHaveTextContent(
      /Items80Each item8 × 8 pixels, grey.*0123456789ab.*pets.zip1.23 MB/,
    );
    const cat = screen.getByRole("img", { name: "An item of class cat" });
    expect(cat.getAttribute("src")).toMatch(/^\/api\/datasets\/d9\/samples\/0\.png\?of=0123/);
    const bars = within(screen.getByRole("list", { name: "Items of each class" }));
    expect(bars.getAllByRole("listitem").map((bar) => bar.textContent)).toEqual(["cat50", "dog30"]);
    const parts = within(screen.getByRole("list", { name: "Parts" })).getAllByRole("listitem");
    expect(parts).toHaveLength(4);
    expect(parts[3]).toHaveTextContent(/Test.*16 20 %/);
    expect(screen.getByText("Some items are there more than once")).toBeInTheDocument();
    expect(screen.getByText("3 items equal to an earlier one.")).toBeInTheDocument();
  });

  it("shows rows, columns and the spread of a number", async () => {
    await open(someTable());
    const samples = await screen.findByRole("table", { name: "Samples" });
    expect(screen.getByLabelText("Facts")).toHaveTextContent("1 input column1 number, 1 left out");
    expect(within(samples).getAllByRole("row")[1]).toHaveTextContent("r1empty7.5");
    const [, id, built, price] = within(
      screen.getByRole("table", { name: "Columns" }),
    ).getAllByRole("row");
    expect(id).toHaveTextContent(/left out.*nearly every cell is different/);
    expect(built).toHaveTextContent("builtnumber3401990 · 2006 · 2024");
    expect(price).toHaveTextContent("target");
    const bins = within(screen.getByRole("list", { name: "Items by target" }));
    expect(bins.getAllByRole("listitem")).toHaveLength(2);
    expect(
      await screen.findByText("No template is for this problem.", { exact: false }),
    ).toBeInTheDocument();
  });

  it("opens the classes that are beyond the first thirty", async () => {
    const classes = Array.from({ length: 34 }, (_, n) => ({ name: `c${n}`, items: 100 - n }));
    await open(someData({ profile: { ...PROFILE, classes } }));
    const list = within(await screen.findByRole("list", { name: "Items of each class" }));
    expect(list.getAllByRole("listitem")).toHaveLength(30);
    await userEvent.click(screen.getByRole("button", { name: "and 4 more" }));
    expect(list.getAllByRole("listitem")).toHaveLength(34);
  });

  it("leads to the launch page with each template that fits, the simplest first", async () => {
    await open(someData());
    expect(await screen.findByRole("link", { name: "Search on this data" })).toHaveAttribute(
      "href",
      "/launch?preset=residual-cnn&data=d9",
    );
    expect(screen.getByRole("link", { name: "with NAS-Bench-201" })).toHaveAttribute(
      "href",
      "/launch?preset=nas-bench-201&data=d9",
    );
  });

  it("that is built in shows what its card says, and cannot be changed", async () => {
    const card = { ...someData().card, source: "scikit-learn", licence: "CC BY 4.0" };
    await open(
      someData({
        ...{ is_built_in: true, profile: null, can: [], fingerprint: "", project: null },
        card: card as DataForm["card"],
      }),
    );
    expect(await screen.findByText("scikit-learn")).toBeInTheDocument();
    for (const name of ["Rename", "Delete", "Show options"])
      expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
  });
});

describe("a change of data", () => {
  it("renames it in place", async () => {
    const { asked } = await open(someData(), {
      "PATCH /api/datasets/d9": someData({
        name: "Animals",
        card: { ...(someData().card as NonNullable<DataForm["card"]>), title: "Animals" },
      }),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Rename" }));
    const field = screen.getByRole("textbox", { name: "Name" });
    await userEvent.clear(field);
    await userEvent.click(screen.getByRole("button", { name: "Save name" }));
    expect(screen.getByText("The name must not be empty.")).toBeInTheDocument();
    await userEvent.type(field, " Animals {Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Animals" })).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole("button", { name: "Rename" })).toHaveFocus());
    expect(asked.findLast(({ method }) => method === "PATCH")?.body).toEqual({ name: "Animals" });
  });

  it("reads it otherwise with what was chosen, and nothing else", async () => {
    const { asked } = await open(someTable({ options: { test: 0.3 } }), {
      "PATCH /api/datasets/d9": someTable({ state: "waiting" }),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Show options" }));
    await userEvent.click(screen.getByRole("combobox", { name: "Target column" }));
    await userEvent.click(await screen.findByRole("option", { name: "built" }));
    await userEvent.type(screen.getByRole("combobox", { name: "Columns left out" }), "id{Enter}");
    await userEvent.click(screen.getByRole("button", { name: "Read it again" }));
    expect(await screen.findByRole("region", { name: "Waiting for a worker" })).toBeInTheDocument();
    expect(asked.findLast(({ method }) => method === "PATCH")?.body).toEqual({
      options: { target: "built", ignored: ["id"], test: 0.3 },
    });
  });

  it("asks for nothing while an option is out of bounds, and says what must hold", async () => {
    const { asked } = await open(someData());
    await userEvent.click(await screen.findByRole("button", { name: "Show options" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Image size" }), "2");
    await userEvent.clear(screen.getByRole("textbox", { name: "Share of test" }));
    expect(
      screen.getByText("Image size must be a whole number from 4 to 256, not 2."),
    ).toBeInTheDocument();
    expect(screen.getByText(/share of the test part must be more than 0.*not empty/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Read it again" }));
    expect(asked.some(({ method }) => method === "PATCH")).toBe(false);
  });

  const IN_USE = {
    status: 409,
    body: { code: "in_use", message: "2 runs have learned from it", path: [], issues: [] },
  };

  it("is refused in the server's words when runs have used it", async () => {
    await open(someData({ runs: 2 }), { "PATCH /api/datasets/d9": IN_USE });
    await userEvent.click(await screen.findByRole("button", { name: "Show options" }));
    await userEvent.click(screen.getByRole("button", { name: "Read it again" }));
    expect(await screen.findByText("2 runs have learned from it.")).toBeInTheDocument();
  });

  it("deletes it only when told twice, and says why not", async () => {
    const { asked, router } = await open(someData(), { "DELETE /api/datasets/d9": IN_USE });
    await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    await userEvent.click(dialog.getByRole("button", { name: "Delete" }));
    expect(await dialog.findByText("2 runs have learned from it.")).toBeInTheDocument();
    expect(router.state.location.pathname).toBe("/data/d9");
  });

  it("leads back to the list once it is deleted", async () => {
    const { router } = await open(someData(), { "DELETE /api/datasets/d9": null });
    await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/data"));
  });
});
