import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { Envelope, ServerMessage, Snapshot } from "../api/forms";
import { anEvent, aRun, aSnapshot, aSummary, SESSION } from "../api/samples";
import { showPage } from "../testing";

const sockets: FakeSocket[] = [];

/** The browser's WebSocket, with the test as its server. */
class FakeSocket {
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onopen: (() => void) | null = null;
  sent: string[] = [];

  constructor(readonly address: string) {
    sockets.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {}
}

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
  sockets.length = 0;
  vi.stubGlobal("WebSocket", FakeSocket);
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
  expect(asked.filter(({ path }) => path.startsWith("/api/runs"))).toEqual([]);
});

it("offers what may be done, and does it", async () => {
  const { asked } = await showRun(aSnapshot(), { "POST /api/runs/r1/pause": aRun() });
  expect(screen.queryByRole("button", { name: "Resume" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Pause" }));
  expect(asked.some(({ method, path }) => method === "POST" && path === "/api/runs/r1/pause")).toBe(
    true,
  );
});

it("tells those who may only watch so", async () => {
  await showRun(aSnapshot({ run: aRun({ can: [] }) }));
  expect(screen.queryByRole("button", { name: "Stop" })).not.toBeInTheDocument();
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
});

it("says when no worker is there", async () => {
  await showRun(aSnapshot());
  say({ op: "beat", at: "2026-01-01T00:00:00Z", head: 0, workers: 0, is_stalled: true });
  expect(await screen.findByText("Stalled: a worker is missing")).toBeInTheDocument();
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
  await showRun(aSnapshot({ run: aRun({ ...ended, can: [], best }) }));
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
  await userEvent.click(screen.getByRole("button", { name: "Accuracy" }));
  expect(head(/Accuracy/)).toHaveAttribute("aria-sort", "descending");
  expect(head(/Rank/)).not.toHaveAttribute("aria-sort");
});
