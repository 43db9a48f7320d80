import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Estimate } from "../api/forms";
import { aRun, CATALOGUE, DATASETS, SESSION } from "../api/samples";
import { someData, someTable } from "../data/samples";
import { showPage } from "../testing";

const ESTIMATE: Estimate = {
  seconds_low: 48,
  seconds_high: 85,
  basis: "16 candidates, one at a time.",
  blockers: [],
};

const ANSWERS = {
  "GET /api/session": SESSION,
  "GET /api/catalogue": CATALOGUE,
  "GET /api/workers": [],
  "GET /api/datasets": DATASETS,
  "POST /api/runs/estimate": ESTIMATE,
  "POST /api/runs": { status: 201, body: aRun({ id: "r9" }) },
};

describe("a launch with the settings of a run", () => {
  it("asks for the same, on the same version", async () => {
    const request = {
      ...{ project: "p1", version: "v1", preset: "residual-cnn", dataset: "digits", name: "Twice" },
      strategy: { name: "regularized_evolution", settings: { population: 7 } },
      evaluator: { name: "training", settings: { batch_size: 32 } },
      objectives: [{ metric: "loss", direction: "min" as const }],
      ...{ budget: { candidates: 5 }, fidelity: { epochs: 3, fraction: 0.5 } },
      ...{ seed: 9, concurrency: 2, device: "cpu" as const },
    };
    const { asked } = await showPage("/launch?run=r1", {
      ...ANSWERS,
      "GET /api/runs/r1": aRun({ request }),
      "GET /api/versions/v1": {
        ...{ id: "v1", space: "s1", number: 1, message: "" },
        document: JSON.stringify({ problem: { kind: "image_classification" } }),
      },
      "GET /api/spaces/s1": { id: "s1", name: "Residual CNN", preset: "residual-cnn" },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Start search" }));
    await waitFor(() => expect(asked.some(({ path }) => path === "/api/runs")).toBe(true));
    const { preset: _preset, ...same } = request;
    expect(asked.find(({ path }) => path === "/api/runs")?.body).toEqual(same);
  });
});

describe("a launch from a template", () => {
  it("needs one click: everything is filled in", async () => {
    const { asked, router } = await showPage("/launch?preset=residual-cnn", ANSWERS);
    expect(await screen.findByText("50 s to 1 min 25 s")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Start search" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/runs/r9"));
    const start = asked.find(({ method, path }) => method === "POST" && path === "/api/runs");
    expect(start?.body).toMatchObject({
      project: "p1",
      preset: "residual-cnn",
      dataset: "digits",
      strategy: { name: "regularized_evolution", settings: { population: 6 } },
      evaluator: { name: "training", settings: { batch_size: 64 } },
      objectives: [{ metric: "accuracy", direction: "max" }],
      budget: { candidates: 16 },
      fidelity: { epochs: 8 },
    });
    expect(start?.headers["Idempotency-Key"]).toMatch(/^[\w-]{36}$/);
  });

  it("takes what is changed, and estimates that", async () => {
    const { asked } = await showPage("/launch?preset=residual-cnn", ANSWERS);
    const candidates = await screen.findByRole("textbox", { name: "Candidates" });
    await userEvent.clear(candidates);
    await userEvent.type(candidates, "2");
    await userEvent.clear(screen.getByRole("textbox", { name: "Epochs" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Epochs" }), "1");
    await waitFor(() => {
      const last = asked.findLast(({ path }) => path === "/api/runs/estimate");
      expect(last?.body).toMatchObject({ budget: { candidates: 2 }, fidelity: { epochs: 1 } });
    });
    expect(screen.getByText(/2 candidates · 1 epoch each/)).toBeInTheDocument();
  });

  it("is titled by what is searched and on which data", async () => {
    const datasets = DATASETS.map((item) => ({ ...item, is_installed: true }));
    await showPage("/launch?preset=residual-cnn", { ...ANSWERS, "GET /api/datasets": datasets });
    await screen.findByRole("heading", { name: "Find a network for digits", level: 1 });
    await userEvent.click(screen.getByRole("combobox", { name: "Data" }));
    await userEvent.click(await screen.findByRole("option", { name: "Fashion-MNIST" }));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(
      "Search Residual CNN on Fashion-MNIST",
    );
  });

  it("shows its place in the navigation", async () => {
    await showPage("/launch?preset=residual-cnn", ANSWERS);
    const link = await screen.findByRole("link", { name: "Runs" });
    expect(link).toHaveAttribute("aria-current", "true");
    expect(screen.getByRole("link", { name: "Spaces" })).not.toHaveAttribute("aria-current");
  });

  it("shows another strategy with its own settings", async () => {
    await showPage("/launch?preset=residual-cnn", ANSWERS);
    expect(await screen.findByRole("textbox", { name: "Population" })).toHaveValue("6");
    await userEvent.click(screen.getByRole("combobox", { name: "Strategy" }));
    await userEvent.click(await screen.findByRole("option", { name: "Random search" }));
    expect(screen.queryByRole("textbox", { name: "Population" })).not.toBeInTheDocument();
    expect(screen.getByText("Draws by chance.")).toBeInTheDocument();
  });

  it("lists what is not installed, with the way to get it", async () => {
    await showPage("/launch?preset=residual-cnn", ANSWERS);
    expect(
      await screen.findByText("Fashion-MNIST is not installed. Install its package."),
    ).toBeInTheDocument();
  });
});

describe("a launch on data of one's own", () => {
  const withOwn = { ...ANSWERS, "GET /api/datasets": [...DATASETS, someData()] };

  it("takes the data from the address, by its id", async () => {
    const { asked } = await showPage("/launch?preset=residual-cnn&data=d9", withOwn);
    expect(await screen.findByRole("combobox", { name: "Data" })).toHaveValue("pets");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(
      "Search Residual CNN on pets",
    );
    expect(screen.getByRole("link", { name: "All data and upload" })).toHaveAttribute(
      "href",
      "/data",
    );
    await userEvent.click(screen.getByRole("combobox", { name: "Data" }));
    expect(await screen.findByText("Your data")).toBeInTheDocument();
    expect(screen.getByText("Built in")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Start search" }));
    await waitFor(() => expect(asked.some(({ path }) => path === "/api/runs")).toBe(true));
    expect(asked.find(({ path }) => path === "/api/runs")?.body).toMatchObject({ dataset: "d9" });
  });

  it("does not trust a list that is older than the data", async () => {
    const answers: Record<string, unknown> = { ...ANSWERS, "GET /api/datasets/d9": someData() };
    const { router } = await showPage("/data", answers);
    await screen.findByText("No data of your own yet");
    answers["GET /api/datasets"] = withOwn["GET /api/datasets"];
    await router.navigate({ to: "/data/$id", params: { id: "d9" } });
    await userEvent.click(await screen.findByRole("link", { name: "Search on this data" }));
    expect(await screen.findByRole("combobox", { name: "Data" })).toHaveValue("pets");
  });

  it("says so when the data is of another problem", async () => {
    await showPage("/launch?preset=residual-cnn&data=d8", {
      ...ANSWERS,
      "GET /api/datasets": [...DATASETS, someTable({ id: "d8" })],
    });
    expect(await screen.findByText("houses cannot be searched on here")).toBeInTheDocument();
    expect(screen.getByRole("combobox", { name: "Data" })).toHaveValue("Digits");
  });

  it("says so when the data is not there", async () => {
    await showPage("/launch?preset=residual-cnn&data=gone", ANSWERS);
    expect(await screen.findByText(/data that the address names is not there/)).toBeInTheDocument();
  });
});

describe("a search that cannot start", () => {
  it.each([
    ["Candidates", "0", "Candidates must be at least 1, not 0."],
    ["Candidates", "", "Candidates must be at least 1, not empty."],
    ["Epochs", "10001", "Epochs must be at most 10,000, not 10,001."],
    ["Seed", "-1", "Seed must be at least 0, not -1."],
    ["Seed", "1.5", "Seed must be a whole number, not 1.5."],
    ["Population", "2.5", "Population must be a whole number, not 2.5."],
    ["Seed", "", "Seed must be at least 0, not empty."],
    ["Population", "0", "Population must be at least 1, not 0."],
  ])(
    "shows %s “%s” as it was typed, says what must hold, and asks for nothing",
    async (name, typed, fault) => {
      const { asked } = await showPage("/launch?preset=residual-cnn", ANSWERS);
      const field = await screen.findByRole("textbox", { name });
      await userEvent.clear(field);
      if (typed !== "") await userEvent.type(field, typed);
      await userEvent.tab();
      expect(field).toHaveValue(typed);
      expect(field).toBeInvalid();
      expect(screen.getAllByText(fault)).toHaveLength(2);
      await userEvent.click(screen.getByRole("button", { name: "Start search" }));
      expect(asked.some(({ path }) => path === "/api/runs")).toBe(false);
      await userEvent.clear(field);
      await userEvent.type(field, "3");
      expect(screen.queryByText("This search cannot start yet")).not.toBeInTheDocument();
    },
  );

  it("says every reason, with the way to deal with it, and keeps its button", async () => {
    const blockers: Estimate["blockers"] = [
      { path: [], code: "no_worker", message: "No worker is alive.", severity: "error", fix: null },
      {
        path: ["spaces", "s1"],
        code: "invalid_document",
        message: "Wire e3 has two shapes.",
        severity: "error",
        fix: null,
      },
    ];
    await showPage("/launch?preset=residual-cnn", {
      ...ANSWERS,
      "POST /api/runs/estimate": { ...ESTIMATE, blockers },
    });
    expect(await screen.findByText(/No worker is alive/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Look at the workers" })).toHaveAttribute(
      "href",
      "/workers",
    );
    expect(screen.getByRole("link", { name: "Open the space" })).toHaveAttribute(
      "href",
      "/spaces/s1",
    );
    expect(screen.getByRole("button", { name: "Start search" })).toBeEnabled();
  });

  it("that only lacks a worker may start, and is told to wait", async () => {
    const path = ["workers"];
    const blockers: Estimate["blockers"] = [
      { path, code: "no_worker", message: "a worker must be there", severity: "error", fix: null },
    ];
    await showPage("/launch?preset=residual-cnn", {
      ...ANSWERS,
      "POST /api/runs/estimate": { ...ESTIMATE, blockers },
    });
    expect(await screen.findByText("Started now, this search waits")).toBeInTheDocument();
    expect(screen.getByText(/A worker must be there\./)).toBeInTheDocument();
  });

  it("without an estimate says so, and asks again when told to", async () => {
    await showPage("/launch?preset=residual-cnn", {
      ...ANSWERS,
      "POST /api/runs/estimate": { status: 400, body: { code: "x", message: "no estimate" } },
    });
    expect(await screen.findByRole("button", { name: "Try again" })).toBeInTheDocument();
    expect(screen.queryByText("working it out")).not.toBeInTheDocument();
  });

  it("shows the server's refusal in its words", async () => {
    await showPage("/launch?preset=residual-cnn", {
      ...ANSWERS,
      "POST /api/runs": {
        status: 400,
        body: {
          code: "invalid",
          message: "The budget is too large.",
          path: ["budget"],
          issues: [],
        },
      },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Start search" }));
    expect(await screen.findByText("The budget is too large.")).toBeInTheDocument();
  });

  it("names an unknown template", async () => {
    await showPage("/launch?preset=nope", ANSWERS);
    expect(await screen.findByText("No template is named “nope”")).toBeInTheDocument();
  });
});
