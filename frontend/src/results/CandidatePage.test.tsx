import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { CandidateForm } from "../api/forms";
import { aCandidate, aSnapshot, aSummary, CATALOGUE, SESSION } from "../api/samples";
import { showPage } from "../testing";
import { isAwaiting } from "./CandidatePage";

const answersFor = (candidate: CandidateForm): Record<string, unknown> => ({
  "GET /api/session": SESSION,
  "GET /api/workers": [],
  "GET /api/candidates/c4": candidate,
  "GET /api/candidates/c4/curve": { index: 4, steps: {}, values: {} },
  "GET /api/candidates/c4/code": { model: "class Net:\n    pass\n" },
});

it("a tested candidate shows its test accuracy with four decimals, and its model", async () => {
  await showPage(
    "/candidates/c4",
    answersFor(
      aCandidate({ test_scores: { accuracy: 0.97222 }, archive: "ready", can: ["download"] }),
    ),
  );
  expect(await screen.findByTestId("test-accuracy")).toHaveTextContent("0.9722");
  expect(screen.getByRole("link", { name: "Download model" })).toHaveAttribute(
    "href",
    "/api/candidates/c4/model.zip",
  );
  expect(screen.getByRole("img", { name: "Candidate graph" })).toHaveAttribute(
    "src",
    "/api/candidates/c4/graph.svg",
  );
});

it.each([
  [
    ["MODEL_CARD.md", "model.onnx", "model.py"],
    "PyTorch code, weights, ONNX, predict.py, model card",
  ],
  [["MODEL_CARD.md", "model.py"], "PyTorch code, weights, predict.py, model card"],
  [[], "PyTorch code, weights, predict.py"], // made before archives told what they hold
])("the download says what the archive holds: %s", async (files, words) => {
  await showPage(
    "/candidates/c4",
    answersFor(aCandidate({ files, archive: "ready", can: ["download"] })),
  );
  expect(await screen.findByText(`${words}: runs without nasweb`)).toHaveAttribute(
    "title",
    files.join(", "),
  );
});

it("an archive that is not there can be asked for, and is waited for", async () => {
  const answers = answersFor(aCandidate({ test_scores: { accuracy: 0.9 } }));
  answers["POST /api/candidates/c4/export"] = aCandidate({ archive: "queued", can: [] });
  await showPage("/candidates/c4", answers);
  await userEvent.click(await screen.findByRole("button", { name: "Prepare download" }));
  expect(await screen.findByText("A worker is making the archive.")).toBeInTheDocument();
  answers["GET /api/candidates/c4"] = aCandidate({ archive: "ready", can: ["download"] });
  expect(
    await screen.findByRole("link", { name: "Download model" }, { timeout: 5_000 }),
  ).toBeInTheDocument();
});

it("a candidate without weights says why there is no model", async () => {
  await showPage(
    "/candidates/c4",
    answersFor(aCandidate({ has_weights: false, can: [], rank: 9 })),
  );
  expect(await screen.findByText(/Weights are kept for the best five/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Prepare download" })).not.toBeInTheDocument();
});

it("a child says what was changed in which parent", async () => {
  const answers = answersFor(
    aCandidate({
      parents: [2],
      how: { mutated: "cell/e03/op" },
      decisions: { "cell/e03/op": "skip" },
    }),
  );
  answers["GET /api/runs/r1/snapshot"] = aSnapshot({ candidates: [aSummary(2)] });
  answers["GET /api/candidates/c2"] = aCandidate({
    ...aSummary(2),
    decisions: { "cell/e03/op": "conv3" },
  });
  await showPage("/candidates/c4", answers);
  await waitFor(() => expect(screen.getByText(/conv3 → skip/)).toBeInTheDocument());
  expect(screen.getByRole("link", { name: "#2" })).toHaveAttribute("href", "/candidates/c2");
});

it("the last points of a candidate that ends while it is watched are there", async () => {
  const answers = answersFor(aCandidate({ state: "evaluating", rank: null, can: [] }));
  await showPage("/candidates/c4", answers);
  expect(await screen.findByText("No points yet")).toBeInTheDocument();
  answers["GET /api/candidates/c4"] = aCandidate({ test_scores: { accuracy: 0.9 } });
  answers["GET /api/candidates/c4/curve"] = {
    index: 4,
    steps: { accuracy: [1] },
    values: { accuracy: [0.9] },
  };
  expect(
    await screen.findByRole("figure", { name: "Learning curves: Scores" }, { timeout: 5_000 }),
  ).toBeInTheDocument();
  expect(screen.getByText("epoch 1")).toBeInTheDocument();
});

it("a failed candidate says what happened", async () => {
  await showPage(
    "/candidates/c4",
    answersFor(
      aCandidate({
        state: "failed",
        failure: "out_of_memory",
        message: "2 GiB wanted.",
        rank: null,
        can: [],
      }),
    ),
  );
  expect(await screen.findByText("It failed: out of memory")).toBeInTheDocument();
  expect(screen.getByText("2 GiB wanted.")).toBeInTheDocument();
});

it("a candidate that a stop cut short is not blamed", async () => {
  const cut = { state: "failed", failure: "cancelled", rank: null, can: [] } as const;
  await showPage("/candidates/c4", answersFor(aCandidate({ ...cut, can: [] })));
  expect(await screen.findByText("It was cut short")).toBeInTheDocument();
  expect(screen.getByText("Cancelled")).toBeInTheDocument();
  expect(screen.queryByText(/It failed/)).not.toBeInTheDocument();
});

it("decisions are said in the words of the drawing, with the ids as hints", async () => {
  const answers = answersFor(aCandidate({ decisions: { op: "flat" } }));
  const modules = {
    net: {
      role: "network",
      nodes: [
        {
          ...{ id: "op", title: "First layer", kind: "choice" },
          of: [
            { id: "flat", title: "Nothing at all", node: { kind: "operator", operator: "skip" } },
          ],
        },
      ],
    },
  };
  const document = { format: "nasweb.space/1", name: "S", problem: {}, modules, root: "net" };
  answers["GET /api/catalogue"] = CATALOGUE;
  answers["GET /api/versions/v1"] = { document: JSON.stringify(document) };
  await showPage("/candidates/c4", answers);
  const where = await screen.findByRole("rowheader", { name: "First layer" });
  expect(where).toHaveAttribute("title", "op");
  expect(where.nextElementSibling).toHaveTextContent("Nothing at all");
});

it("decisions stand in the order of the graph, and either points at the other", async () => {
  const answers = answersFor(
    aCandidate({ decisions: { $width: 8, "#cell/e1/op": "conv3", "#cell/e2/op": "skip" } }),
  );
  const area = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
  answers["GET /api/candidates/c4/legend"] = {
    areas: [area, { ...area, x: 0.5 }],
    lines: [
      { path: "$width", frame: "", boxes: [] },
      { path: "#cell/e2/op", frame: "Cell", boxes: [1] },
      { path: "#cell/e1/op", frame: "Cell", boxes: [0] },
    ],
  };
  await showPage("/candidates/c4", answers);
  const graph = await screen.findByRole("img", { name: "Candidate graph" });
  Object.defineProperties(graph, { naturalWidth: { value: 90 }, naturalHeight: { value: 60 } });
  fireEvent.load(graph);
  await screen.findByText("Whole space");
  const rows = within(screen.getByRole("table", { name: "Decisions" })).getAllByRole("row");
  const heads = rows.map((row) => row.querySelector("th")?.textContent);
  expect(heads).toEqual(["Choice", "Whole space", "$width", "Cell", "#cell/e2/op", "#cell/e1/op"]);
  Element.prototype.hasPointerCapture ??= () => false; // jsdom has none
  const mark = screen.getByRole("button", { name: "#cell/e2/op: skip" });
  const row = screen.getByRole("row", { name: "#cell/e2/op skip" });
  expect(mark).toHaveStyle({ left: "50%", height: "40%" });
  await userEvent.hover(mark);
  expect(row).toHaveAttribute("data-lit", "true");
  await userEvent.unhover(mark);
  expect(row).not.toHaveAttribute("data-lit");
  await userEvent.click(screen.getByRole("button", { name: "#cell/e2/op" }));
  expect(mark).toHaveAttribute("data-lit", "true");
  expect(mark).toHaveAttribute("aria-pressed", "true");
});

it("what is not there is a page that says so", async () => {
  await showPage("/candidates/c9", { "GET /api/session": SESSION, "GET /api/workers": [] });
  expect(await screen.findByRole("heading", { name: "There is nothing here" })).toBeInTheDocument();
});

it.each([
  ["running", true],
  ["stopped", false],
] as const)("the best of a %s run without a test score is asked for again: %s", (state, asks) => {
  expect(isAwaiting(aCandidate({ run_state: state, rank: 1 }))).toBe(asks);
});

it("every number stands there once", async () => {
  const scores = { train_loss: 0.1, accuracy: 0.9, loss: 0.3, parameters: 1004, macs: 5004 };
  await showPage(
    "/candidates/c4",
    answersFor(aCandidate({ scores, test_scores: { accuracy: 0.88 } })),
  );
  await screen.findByTestId("test-accuracy");
  const labels = screen.getAllByRole("term").map((term) => term.textContent);
  expect(labels).toEqual([
    "Rank",
    "Test accuracy",
    "Validation accuracy",
    "Validation loss",
    "Parameters",
    "MACs",
    "Training",
  ]);
});

it("a candidate belongs to the runs, and the navigation shows it", async () => {
  await showPage("/candidates/c4", answersFor(aCandidate()));
  expect(await screen.findByRole("link", { name: "Runs" })).toHaveAttribute("aria-current", "true");
});
