import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { Envelope, ServerMessage, Snapshot } from "../api/forms";
import { aCandidate, anEvent, aRun, aSnapshot, aSummary, CATALOGUE, SESSION } from "../api/samples";
import { type FakeSocket, fakeSockets, sockets } from "../fakeSocket";
import { showPage } from "../testing";

const line = (): FakeSocket => {
  const socket = sockets.at(-1);
  if (socket === undefined) throw new Error("the page opened no socket");
  return socket;
};

const say = (message: ServerMessage): void =>
  act(() => line().onmessage?.({ data: JSON.stringify(message) }));

const page = (from: number, events: Envelope[]): ServerMessage => ({
  op: "page",
  epoch: "e1",
  from_seq: from,
  to_seq: from + events.length - 1,
  head: from + events.length - 1,
  events,
});

const ANSWERS = { "GET /api/session": SESSION, "GET /api/workers": [] };

async function showRun(snapshot: Snapshot, answers: Record<string, unknown> = {}) {
  const shown = await showPage("/runs/r1", { ...ANSWERS, ...answers });
  await waitFor(() => expect(sockets.length).toBeGreaterThan(0));
  say({ op: "reset", snapshot });
  await screen.findByTestId("run-state");
  return shown;
}

beforeEach(() => {
  fakeSockets();
});

const proposed = (seq: number, index: number): Envelope =>
  anEvent(seq, {
    kind: "candidate_proposed",
    index,
    decisions: {},
    architecture_id: "a",
    graph_hash: "g",
    parents: [],
    how: {},
    fidelity: { epochs: 4, fraction: 1 },
    parameters: 36912,
    macs: 1_200_000,
  });

it("is fed by the socket alone, and keeps up with its events", async () => {
  const { asked } = await showRun(aSnapshot());
  expect(screen.getByTestId("run-state")).toHaveTextContent("Running");
  expect(screen.getByText("no estimate yet")).toBeInTheDocument();
  say(
    page(1, [
      proposed(1, 0),
      anEvent(2, { kind: "measured", index: 0, steps: [1, 2], values: { accuracy: [0.5, 0.8] } }),
      anEvent(3, { kind: "candidate_evaluated", index: 0, scores: { accuracy: 0.8 }, seconds: 2 }),
    ]),
  );
  const board = screen.getByRole("table", { name: "Leaderboard" });
  await waitFor(() => expect(within(board).getAllByRole("row")).toHaveLength(2));
  expect(within(board).getByText("0.8000")).toBeInTheDocument();
  expect(within(board).getByText("36.9k")).toBeInTheDocument();
  expect(screen.getByRole("figure", { name: "Learning curves" })).toHaveAttribute(
    "data-points",
    "2",
  );
  expect(line().sent.map((text) => JSON.parse(text))).toContainEqual({ op: "ack", seq: 3 });
  expect(asked.filter(({ path }) => path.startsWith("/api/runs/r1"))).toEqual([]);
});

it("offers what may be done, and does it", async () => {
  const { asked } = await showRun(aSnapshot(), { "POST /api/runs/r1/pause": aRun() });
  expect(screen.queryByRole("button", { name: "Resume" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Pause" }));
  expect(asked.some(({ method, path }) => method === "POST" && path === "/api/runs/r1/pause")).toBe(
    true,
  );
});

it("keeps every deed in its place, and asks before it ends a run for good", async () => {
  const { asked } = await showRun(aSnapshot(), { "POST /api/runs/r1/stop": aRun() });
  const places = (): (string | null)[] =>
    [...screen.getByRole("group", { name: "Steering" }).querySelectorAll("[class*=place]")].map(
      (element) => element.textContent,
    );
  expect(places()).toEqual(["Pause", "Stop…"]);
  const paused = anEvent(1, {
    ...{ kind: "run_changed", state: "paused", n_proposed: 3, n_finished: 1 },
    ...{ n_failed: 0, n_cancelled: 0, best: null, error: "", started_at: null, ended_at: null },
    ...{ paused_at: null, paused_seconds: 0 },
  } as Envelope["body"]);
  say(page(1, [paused]));
  await screen.findByRole("button", { name: "Resume" });
  expect(places(), "one place, no hole").toEqual(["Resume", "Stop…"]);
  await userEvent.click(screen.getByRole("button", { name: "Stop…" }));
  const dialog = await screen.findByRole("dialog", { name: "Stop this run for good?" });
  expect(within(dialog).getByText("2 candidates under way will be cancelled.")).toBeInTheDocument();
  const stops = () => asked.filter(({ path }) => path === "/api/runs/r1/stop").length;
  expect(stops()).toBe(0);
  await userEvent.click(within(dialog).getByRole("button", { name: "Stop run" }));
  await waitFor(() => expect(stops()).toBe(1));
});

it("shows what was asked for, by the names of the launch page, and asks for it again", async () => {
  const request = {
    ...aRun().request,
    ...{ strategy: { name: "regularized_evolution", settings: { population: 7 } } },
    ...{ evaluator: { name: "training", settings: { batch_size: 32 } }, seed: 5, concurrency: 3 },
  };
  await showRun(aSnapshot({ run: aRun({ request }) }), { "GET /api/catalogue": CATALOGUE });
  await userEvent.click(screen.getByRole("button", { name: "Settings" }));
  const panel = await screen.findByRole("region", { name: "Settings" });
  const rows = within(panel)
    .getAllByRole("term")
    .map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent}`);
  for (const row of [
    "Space: Residual CNN v1",
    "Strategy: Regularized evolution",
    "Population: 7",
    "Batch size: 32",
    "Seed: 5",
    "Side by side: 3",
    "Candidates: 10",
    "Epochs each: 4",
    "Objective: highest accuracy",
  ])
    expect(rows).toContain(row);
  expect(within(panel).getByRole("link", { name: /another run/ })).toHaveAttribute(
    "href",
    "/launch?run=r1",
  );
});

it("an ended run offers to be run again once", async () => {
  const run = aRun({ state: "finished", can: [], ended_at: "2026-01-01T00:10:00Z" });
  await showRun(aSnapshot({ run }), { "GET /api/catalogue": CATALOGUE });
  await userEvent.click(screen.getByRole("button", { name: "Settings" }));
  await screen.findByRole("region", { name: "Settings" });
  const links = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(links.filter((href) => href === "/launch?run=r1")).toHaveLength(1);
});

it("a run that is stopping says so where its first curve would be, and what it waits for", async () => {
  const training = aSummary(0, { state: "evaluating", scores: {}, seconds: null });
  const run = aRun({ state: "stopping", can: [], n_proposed: 1 });
  await showRun(aSnapshot({ run, candidates: [training], total: 1 }));
  expect(screen.getByText("The run is stopping")).toBeInTheDocument();
  expect(
    screen.getByText(/1 candidate in training: it ends when the epoch that it is in is over/),
  ).toBeInTheDocument();
  expect(screen.queryByText("The first curve is on its way")).not.toBeInTheDocument();
  expect(screen.queryByText("no estimate yet")).not.toBeInTheDocument();
});

it("says how long it worked, and how long it rested", async () => {
  const times = { started_at: "2026-01-01T00:00:00Z", ended_at: "2026-01-01T00:10:00Z" };
  const run = aRun({ state: "finished", can: [], ...times, paused_seconds: 240 });
  await showRun(aSnapshot({ run }));
  expect(screen.getByTitle(/pauses are not counted/)).toHaveTextContent("Took6 min + 4 min paused");
});

it("before the first result it says what the launch estimated, and that it is an estimate", async () => {
  const estimate = { seconds_low: 7200, seconds_high: 14400, basis: "guessed", blockers: [] };
  const run = aRun({ started_at: new Date().toISOString() });
  await showRun(aSnapshot({ run }), { "POST /api/runs/estimate": estimate });
  const fact = () => screen.getByText("Remaining").nextElementSibling;
  await waitFor(() =>
    expect(fact()).toHaveTextContent("2 h to 4 h estimated, nothing measured yet"),
  );
  say(
    page(1, [
      proposed(1, 0),
      anEvent(2, { kind: "candidate_evaluated", index: 0, scores: { accuracy: 0.8 }, seconds: 2 }),
    ]),
  );
  await waitFor(() => expect(fact()).not.toHaveTextContent("nothing measured yet"));
});

it("a repeated network says so in a few words, and its origin is not cut at its front", async () => {
  const how = { mutated: "cell/e03/op", repeats: 2 };
  const item = aSummary(6, { seconds: 0, parents: [3], how });
  await showRun(aSnapshot({ candidates: [item], total: 1 }));
  const board = screen.getByRole("table", { name: "Leaderboard" });
  const time = within(board).getByText("same as #2");
  expect(time).toHaveAttribute("title", "same network as #2");
  const origin = within(board).getByText("#3, changed cell/e03/op");
  expect(origin).toHaveAttribute("title", "#3, changed cell/e03/op");
});

it("counts what a stop cut short apart from what failed", async () => {
  const counts = { n_proposed: 9, n_finished: 5, n_failed: 1, n_cancelled: 3 };
  const cut = aSummary(8, { state: "failed", failure: "cancelled", scores: {} });
  const run = aRun({ ...counts, state: "stopped", can: [], ended_at: "2026-01-01T00:10:00Z" });
  await showRun(aSnapshot({ run, candidates: [cut], total: 1 }));
  expect(screen.getByText("Progress").nextElementSibling).toHaveTextContent(
    "6 of 10 · 1 failed · 3 cancelled",
  );
  expect(screen.getByRole("table", { name: "Leaderboard" })).toHaveTextContent("Cancelled");
});

it("a stopped run has its best candidate tested; one that was not says so", async () => {
  const best = { candidate: "c7", index: 7, value: 0.98 };
  const run = aRun({ state: "stopped", can: [], best, ended_at: "2026-01-01T00:10:00Z" });
  await showRun(aSnapshot({ run }));
  expect(screen.getByTitle(/pauses are not counted/)).toHaveTextContent(/^Took10 min/);
  const fact = () => screen.getByText("Test accuracy").nextElementSibling;
  expect(fact()).toHaveTextContent("not measured");
  const queued = { kind: "candidate_exported", index: 7, archive: "queued", message: "" } as const;
  say(page(1, [anEvent(1, queued)]));
  await waitFor(() => expect(fact()).toHaveTextContent("being measured"));
});

it("tells that the run was taken up again after a restart, until a candidate has ended", async () => {
  await showRun(aSnapshot());
  say(page(1, [anEvent(1, { kind: "run_resumed", n_open: 1 })]));
  expect(await screen.findByText(/^Taken up again at /)).toBeInTheDocument();
  say(
    page(2, [
      proposed(2, 0),
      anEvent(3, { kind: "candidate_evaluated", index: 0, scores: { accuracy: 0.8 }, seconds: 2 }),
    ]),
  );
  await waitFor(() => expect(screen.queryByText(/^Taken up again/)).not.toBeInTheDocument());
  expect(screen.getByText(/The search goes on after a restart/)).toBeInTheDocument();
});

it("shows the cell of the best candidate, or the network if there is no cell", async () => {
  const best = { candidate: "c7", index: 7, value: 0.98 };
  await showRun(aSnapshot({ run: aRun({ best }) }));
  const cell = screen.getByRole("img", { name: "Cell of the best candidate, number 7" });
  expect(cell).toHaveAttribute("src", "/api/candidates/c7/graph.svg?part=cells");
  await userEvent.click(screen.getByRole("button", { name: "Network" }));
  expect(screen.getByRole("img", { name: /^Graph of the best/ })).toHaveAttribute(
    "src",
    "/api/candidates/c7/graph.svg",
  );
  await userEvent.click(screen.getByRole("button", { name: "Cell" }));
  fireEvent.error(screen.getByRole("img", { name: /^Cell of the best/ }));
  expect(screen.getByRole("img", { name: /^Graph of the best/ })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Cell" })).not.toBeInTheDocument();
});

it("tells those who may only watch so", async () => {
  await showRun(aSnapshot({ run: aRun({ can: [] }) }));
  expect(screen.queryByRole("button", { name: /^Stop/ })).not.toBeInTheDocument();
  expect(screen.getByText(/You may watch this run/)).toBeInTheDocument();
});

it("keeps what it shows when the line is cut, and says how old it is", async () => {
  await showRun(aSnapshot({ candidates: [aSummary(0, { rank: 1 })], total: 1 }));
  act(() => line().onclose?.({ code: 1006 }));
  expect(await screen.findByText(/Reconnecting in \d+ s \(attempt 1\)/)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "#0" })).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Pause" })).toBeDisabled();
  expect(screen.getByText("Steering waits for the connection.")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Reconnect now" }));
  expect(line().address).toContain("after=0&epoch=e1");
  say(page(1, [proposed(1, 1)]));
  expect(await screen.findByText("Reconnected; nothing was missed")).toBeInTheDocument();
});

it("asks for the workers as soon as the line is cut, and claims none that it cannot see", async () => {
  const alive = { id: "w1", is_alive: true, devices: ["cpu"], queues: [] };
  await showRun(aSnapshot(), { "GET /api/workers": [alive] });
  const link = screen.getByRole("link", { name: /^Workers/ });
  await waitFor(() => expect(link).toHaveTextContent("Workers1 alive"));
  vi.stubGlobal("fetch", () => new Promise(() => {})); // a server that starts anew lets one wait
  act(() => line().onclose?.({ code: 1006 }));
  await waitFor(() => expect(link).toHaveTextContent(/^Workers$/));
});

it("shows the first line of the error of a failed run", async () => {
  await showRun(
    aSnapshot({
      run: aRun({
        state: "failed",
        can: [],
        error: "All of the first 5 failed.",
        error_detail: "Traceback\n  File\nValueError: no data",
      }),
    }),
  );
  expect(screen.getByText("The run failed: All of the first 5 failed.")).toBeInTheDocument();
  expect(screen.getByText("ValueError: no data")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Change the settings and run again" })).toHaveAttribute(
    "href",
    "/launch?run=r1",
  );
});

it("a run that came to nothing awaits no curve", async () => {
  const ended = { state: "failed", can: [], ended_at: "2026-01-01T00:10:00Z" } as const;
  await showRun(aSnapshot({ run: aRun({ ...ended, can: [], error: "all failed" }) }));
  expect(screen.getByText("There is no curve")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Change settings and run again" })).toBeInTheDocument();
});

it("says when no worker is there", async () => {
  await showRun(aSnapshot());
  say({
    op: "beat",
    at: "2026-01-01T00:00:00Z",
    head: 0,
    workers: 0,
    is_stalled: true,
    waiting: null,
  });
  expect(await screen.findByText("Stalled: a worker is missing")).toBeInTheDocument();
});

it("says what the run waits for, until something happens in it", async () => {
  const waiting = { reason: "turn", device: "cpu", runs_ahead: 1, jobs_ahead: 4 } as const;
  const words = "Waiting for a free worker: 4 candidates of 1 other run are ahead";
  await showRun(aSnapshot({ run: aRun({ waiting }) }));
  act(() => line().onopen?.());
  expect(screen.getAllByText(words)).toHaveLength(2); // beside the state, and where curves will be
  say(page(1, [proposed(1, 0)]));
  await waitFor(() => expect(screen.queryByText(words)).not.toBeInTheDocument());
  const at = "2026-01-01T00:00:00Z";
  const none = { reason: "no_trainer", device: "gpu", runs_ahead: 0, jobs_ahead: 0 } as const;
  say({ op: "beat", at, head: 1, workers: 2, is_stalled: false, waiting: none });
  expect(
    await screen.findByRole("link", { name: "run it again on another device" }),
  ).toHaveAttribute("href", "/launch?run=r1");
});

it("links the best candidate", async () => {
  const best = { candidate: "c7", index: 7, value: 0.98 };
  await showRun(
    aSnapshot({ run: aRun({ best }), candidates: [aSummary(7, { rank: 1 })], total: 1 }),
  );
  expect(screen.getByRole("link", { name: "Open best candidate" })).toHaveAttribute(
    "href",
    "/candidates/c7",
  );
});

it("does not move rows under the pointer; what changed waits behind a button", async () => {
  const ranked = (first: number, second: number): Snapshot["candidates"] => [
    aSummary(0, { rank: first, scores: { accuracy: 0.8 } }),
    aSummary(1, { rank: second, scores: { accuracy: 0.7 } }),
  ];
  await showRun(aSnapshot({ candidates: ranked(1, 2), total: 2 }));
  const board = screen.getByRole("table", { name: "Leaderboard" });
  const order = (): (string | null)[] =>
    within(board)
      .getAllByRole("link")
      .map((link) => link.textContent);
  await userEvent.hover(board);
  say(
    page(1, [
      proposed(1, 2),
      anEvent(2, { kind: "candidate_evaluated", index: 2, scores: { accuracy: 0.9 }, seconds: 1 }),
    ]),
  );
  const pill = await screen.findByRole("button", { name: /rows changed/ });
  expect(order()).toEqual(["#0", "#1"]);
  await userEvent.click(pill);
  expect(order()).toEqual(["#2", "#0", "#1"]);
});

it("a run that is not there is a page that says so", async () => {
  await showPage("/runs/r1", ANSWERS);
  await waitFor(() => expect(sockets.length).toBeGreaterThan(0));
  act(() => line().onclose?.({ code: 4404 }));
  expect(await screen.findByRole("heading", { name: "There is nothing here" })).toBeInTheDocument();
});

it("a run that has ended offers its model, its best candidate, and the test score", async () => {
  const best = { candidate: "c7", index: 7, value: 0.98 };
  const ended = { state: "finished", can: [], ended_at: "2026-01-01T00:10:00Z" } as const;
  await showRun(aSnapshot({ run: aRun({ ...ended, can: [], best }) }), {
    "GET /api/candidates/c7": aCandidate({ archive: "ready", can: ["download"] }),
  });
  expect(screen.getByText("being measured")).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Download model" })).not.toBeInTheDocument();
  say(
    page(1, [
      anEvent(1, { kind: "winner_tested", index: 7, scores: { accuracy: 0.9512 }, seconds: 3 }),
      anEvent(2, { kind: "candidate_exported", index: 7, archive: "ready", message: "" }),
    ]),
  );
  expect(await screen.findByRole("link", { name: "Download model" })).toHaveAttribute(
    "href",
    "/api/candidates/c7/model.zip",
  );
  expect(screen.getByText("Test accuracy").nextElementSibling).toHaveTextContent("0.9512");
  expect(screen.getAllByRole("link", { name: "Open best candidate" })).toHaveLength(1);
});

it("sorts by score too, with the arrow where it was asked", async () => {
  await showRun(
    aSnapshot({ candidates: [aSummary(0, { rank: 2 }), aSummary(1, { rank: 1 })], total: 2 }),
  );
  const head = (name: RegExp): HTMLElement => screen.getByRole("columnheader", { name });
  expect(head(/Rank/)).toHaveAttribute("aria-sort", "ascending");
  expect(head(/Rank/)).toHaveAttribute("title", expect.stringMatching(/fewer parameters/));
  await userEvent.click(screen.getByRole("button", { name: "Accuracy" }));
  expect(head(/Accuracy/)).toHaveAttribute("aria-sort", "descending");
  expect(head(/Rank/)).not.toHaveAttribute("aria-sort");
});
