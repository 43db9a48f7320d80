import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Envelope, ServerMessage } from "../api/forms";
import { anEvent, aSnapshot } from "../api/samples";
import { fakeSockets, sockets } from "../fakeSocket";
import { connectionLine } from "./ConnectionText";
import { follow } from "./follow";

const measured = (seq: number): Envelope =>
  anEvent(seq, { kind: "logged", level: "info", text: `line ${seq}` });

const lines = (from: number, to: number): Envelope[] =>
  Array.from({ length: to - from + 1 }, (_, k) => measured(from + k));

const say = (message: ServerMessage): void =>
  sockets.at(-1)?.onmessage?.({ data: JSON.stringify(message) });

const page = (from: number, to: number, head = to): ServerMessage => ({
  op: "page",
  epoch: "e1",
  from_seq: from,
  to_seq: to,
  head,
  events: lines(from, to),
});

/** Follow run r1; `draw` does what the browser does once a frame. */
function followed() {
  const frames: (() => void)[] = [];
  const follower = follow("r1", { frame: (draw) => frames.push(draw), now: () => 1_000 });
  say({ op: "reset", snapshot: aSnapshot() });
  const draw = (): void => {
    for (const frame of frames.splice(0)) frame();
  };
  const seq = (): number | undefined => follower.store.getState().snapshot?.seq;
  return { follower, draw, frames, seq };
}

let isHidden = false;

function hide(hidden: boolean): void {
  isHidden = hidden;
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  isHidden = false;
  fakeSockets();
  vi.spyOn(document, "hidden", "get").mockImplementation(() => isHidden);
});

afterEach(() => vi.unstubAllGlobals());

it("many pages before a frame are one step", () => {
  const { draw, frames, seq } = followed();
  say(page(1, 3));
  say(page(4, 5));
  expect(frames).toHaveLength(1);
  expect(seq()).toBe(0);
  draw();
  expect(seq()).toBe(5);
});

it("far behind it says that it catches up, and by how much, until it has", () => {
  const { follower, draw } = followed();
  const text = (): string => connectionLine(follower.store.getState(), 1_000).text;
  sockets.at(-1)?.onopen?.();
  say(page(1, 10, 400));
  expect(text()).toBe("Catching up 400 events");
  draw();
  expect(text()).toBe("Catching up 390 events");
  say(page(11, 400));
  draw();
  expect(text()).toBe("Live 0.0 s");
});

it("a hidden tab counts what comes without drawing it, and draws it all when it is shown", () => {
  const { follower, frames, seq } = followed();
  hide(true);
  say(page(1, 30));
  say(page(31, 70));
  expect(frames).toHaveLength(0);
  expect(seq()).toBe(0);
  expect(follower.store.getState().behind).toBe(70);
  expect(
    sockets
      .at(-1)
      ?.sent.map((text) => JSON.parse(text))
      .at(-1),
  ).toEqual({
    op: "ack",
    seq: 70,
  });
  hide(false);
  expect(seq()).toBe(70);
  expect(follower.store.getState().behind).toBe(0);
});

it("a tab that is hidden for long lets go of the line, and asks again when it is shown", () => {
  const { seq } = followed();
  hide(true);
  say(page(1, 2_001));
  expect(sockets).toHaveLength(1);
  expect(sockets[0]?.isClosed).toBe(true);
  hide(false);
  expect(sockets).toHaveLength(2);
  expect(sockets[1]?.address).toContain("after=0&epoch=e1");
  say({ op: "reset", snapshot: aSnapshot({ seq: 2_001 }) });
  expect(seq()).toBe(2_001);
});

it("a run that has ended is up to date, not live", () => {
  const { follower } = followed();
  sockets.at(-1)?.onopen?.();
  const ended = aSnapshot();
  ended.run.ended_at = "2026-01-01T00:10:00Z";
  say({ op: "reset", snapshot: ended });
  expect(connectionLine(follower.store.getState(), 1_000).text).toBe("Up to date");
});
