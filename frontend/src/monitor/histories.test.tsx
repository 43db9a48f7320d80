/**
 * Runs made by chance in Python, followed over a line that doubles, delays, reorders and breaks: the
 * page ends with the snapshot that the server has.
 */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import agreed from "../../../tests/fixtures/conformance/histories.json";
import type { Envelope, ServerMessage, Snapshot } from "../api/forms";
import type { Wire } from "../api/socket";
import { applyEvents } from "./applyEvent";
import { follow } from "./follow";

interface History {
  snapshot: Snapshot;
  events: Envelope[];
  results: Snapshot[];
}

const histories = agreed as unknown as History[];
const numbered = histories.map((history, place) => [place, history] as const);

const lastOf = ({ results }: History): Snapshot => results.at(-1) as Snapshot;

describe.each(numbered)("history %i", (_, history) => {
  it("gives the server's snapshot at each stop on the way", () => {
    for (const result of history.results) {
      const events = history.events.filter(({ seq }) => seq <= result.seq);
      expect(applyEvents(history.snapshot, events)).toEqual(result);
    }
  });

  it("gives the same wherever it is cut in two", () => {
    for (let cut = 0; cut <= history.events.length; cut += 1) {
      const first = applyEvents(history.snapshot, history.events.slice(0, cut));
      expect(applyEvents(first, history.events.slice(cut))).toEqual(lastOf(history));
    }
  });

  it("is followed from any of the server's snapshots", () => {
    for (const result of history.results) {
      const rest = history.events.filter(({ seq }) => seq > result.seq);
      expect(applyEvents(result, rest)).toEqual(lastOf(history));
    }
  });
});

/** A server that keeps the whole history and answers each new line by where it says it is. */
class Server {
  readonly wires: ServerWire[] = [];

  constructor(
    readonly history: History,
    readonly epoch: string,
  ) {}

  open = (address: string): Wire => {
    const wire = new ServerWire(address);
    this.wires.push(wire);
    return wire;
  };

  get wire(): ServerWire {
    return this.wires.at(-1) as ServerWire;
  }

  /** What a line is sent first: a snapshot, or what it has missed. */
  greet(): void {
    const after = new URL(this.wire.address).searchParams;
    if (after.get("epoch") === this.epoch) this.page(Number(after.get("after")) + 1, 1e9);
    else this.reset(0);
  }

  reset(result: number): void {
    const snapshot = this.history.results[result] ?? this.history.snapshot;
    this.wire.say({ op: "reset", snapshot: { ...snapshot, epoch: this.epoch } });
  }

  page(from: number, to: number, epoch = this.epoch): void {
    const events = this.history.events.filter(({ seq }) => seq >= from && seq <= to);
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return;
    const head = lastOf(this.history).seq;
    this.wire.say({ op: "page", epoch, from_seq: first.seq, to_seq: last.seq, head, events });
  }
}

class ServerWire implements Wire {
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;

  constructor(readonly address: string) {}

  send(): void {}
  close(): void {}

  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

/** What may befall a line, by name; numbers say which part of the history is meant. */
type Fate =
  | { kind: "page"; from: number; size: number }
  | { kind: "reset"; result: number }
  | { kind: "stranger"; from: number }
  | { kind: "drop" }
  | { kind: "draw" };

const seq = fc.integer({ min: 1, max: 50 });
const fates = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("page" as const), from: seq, size: fc.integer({ max: 20 }) }),
    fc.record({ kind: fc.constant("reset" as const), result: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ kind: fc.constant("stranger" as const), from: seq }),
    fc.constant({ kind: "drop" as const }),
    fc.constant({ kind: "draw" as const }),
  ),
  { maxLength: 25 },
);

/** Follow a history through a fate, then let the line recover. Returns every snapshot that was shown. */
function suffer(history: History, way: Fate[]): Snapshot[] {
  const server = new Server(history, "e1");
  const frames: (() => void)[] = [];
  const follower = follow("r1", {
    open: server.open,
    random: () => 0.5,
    now: () => 0,
    frame: (draw) => frames.push(draw),
  });
  const shown: Snapshot[] = [];
  follower.store.subscribe(({ snapshot }) => snapshot && shown.push(snapshot));
  const draw = () => {
    for (const frame of frames.splice(0)) frame();
  };
  server.reset(-1);
  for (const fate of way) {
    if (fate.kind === "page") server.page(fate.from, fate.from + fate.size);
    else if (fate.kind === "reset") server.reset(fate.result);
    else if (fate.kind === "stranger") server.page(fate.from, 1e9, "another epoch");
    else if (fate.kind === "drop") server.wire.onclose?.({ code: 1006 });
    else draw();
  }
  draw();
  server.wire.onclose?.({ code: 1006 });
  vi.advanceTimersByTime(15_000);
  server.greet();
  draw();
  follower.stop();
  return shown;
}

describe("a line that fails in every way", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const [history] = histories as [History, ...History[]];
  const plain = ({ epoch: _, ...rest }: Snapshot) => rest;

  it("ends with what the server has", () => {
    fc.assert(
      fc.property(fates, (way) => {
        const end = suffer(history, way).at(-1) as Snapshot;
        expect(plain(end)).toEqual(plain(lastOf(history)));
      }),
      { numRuns: 100 },
    );
  });

  it("never shows what no history could be", () => {
    const truth = new Map(
      [history.snapshot.seq, ...history.events.map((event) => event.seq)].map((at) => {
        const events = history.events.filter((event) => event.seq <= at);
        return [at, JSON.stringify(plain(applyEvents(history.snapshot, events)))];
      }),
    );
    fc.assert(
      fc.property(fates, (way) => {
        for (const snapshot of suffer(history, way))
          expect(JSON.parse(JSON.stringify(plain(snapshot)))).toEqual(
            JSON.parse(truth.get(snapshot.seq) ?? "null"),
          );
      }),
      { numRuns: 30 },
    );
  });

  it("asks again where it stands after a restart with another epoch, and takes the reset", () => {
    const server = new Server(history, "e1");
    const follower = follow("r1", { open: server.open, random: () => 0.5, now: () => 0 });
    server.reset(0);
    server.page(14, 20, "e2");
    vi.advanceTimersByTime(500);
    expect(server.wires).toHaveLength(2);
    const asked = new URL(server.wire.address).searchParams;
    expect([asked.get("after"), asked.get("epoch")]).toEqual(["13", "e1"]);
    const renewed = new Server(history, "e2");
    server.wire.say({ op: "reset", snapshot: { ...lastOf(renewed.history), epoch: "e2" } });
    expect(follower.store.getState().snapshot?.epoch).toBe("e2");
    expect(follower.store.getState().behind).toBe(0);
    follower.stop();
  });
});
