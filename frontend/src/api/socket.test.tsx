import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Envelope, ServerMessage, Snapshot } from "./forms";
import { anEvent, aSnapshot } from "./samples";
import { type Connection, delayFor, RunSocket, type Wire } from "./socket";

class FakeWire implements Wire {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: unknown[] = [];
  isClosed = false;

  constructor(readonly address: string) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.isClosed = true;
  }

  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  drop(code = 1006): void {
    this.onclose?.({ code });
  }
}

const event = (seq: number): Envelope =>
  anEvent(seq, { kind: "logged", level: "info", text: `${seq}` });

const page = (from: number, to: number, epoch = "e1"): ServerMessage => ({
  op: "page",
  epoch,
  from_seq: from,
  to_seq: to,
  head: to,
  events: Array.from({ length: to - from + 1 }, (_, k) => event(from + k)),
});

function start() {
  const wires: FakeWire[] = [];
  const heard: { resets: Snapshot[]; seqs: number[]; connections: Connection[] } = {
    resets: [],
    seqs: [],
    connections: [],
  };
  const socket = new RunSocket(
    "r1",
    {
      onReset: (snapshot) => heard.resets.push(snapshot),
      onEvents: (events) => heard.seqs.push(...events.map((item) => item.seq)),
      onBeat: () => {},
      onConnection: (connection) => heard.connections.push(connection),
    },
    {
      open: (address) => {
        const wire = new FakeWire(address);
        wires.push(wire);
        return wire;
      },
      random: () => 0.5,
      now: () => 0,
    },
  );
  socket.connect();
  const last = (): FakeWire => {
    const wire = wires.at(-1);
    if (wire === undefined) throw new Error("no connection was opened");
    return wire;
  };
  return { socket, wires, heard, last };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("the line to a run", () => {
  it("asks for everything first, and after a reset for what follows it", () => {
    const { last, heard } = start();
    expect(last().address).toMatch(/\/ws\/runs\/r1\/$/);
    last().say({ op: "reset", snapshot: aSnapshot({ seq: 7 }) });
    last().say(page(8, 10));
    last().drop();
    vi.advanceTimersByTime(500);
    expect(last().address).toContain("?after=10&epoch=e1");
    expect(heard.seqs).toEqual([8, 9, 10]);
  });

  it("neither loses nor doubles an event when pages overlap", () => {
    const { last, heard } = start();
    last().say({ op: "reset", snapshot: aSnapshot() });
    last().say(page(1, 3));
    last().say(page(2, 5));
    expect(heard.seqs).toEqual([1, 2, 3, 4, 5]);
  });

  it("connects again at a gap, and asks for what was missed", () => {
    const { last, heard, wires } = start();
    last().say({ op: "reset", snapshot: aSnapshot() });
    last().say(page(1, 1));
    last().say(page(3, 4));
    expect(wires[0]?.isClosed).toBe(true);
    vi.advanceTimersByTime(500);
    expect(wires).toHaveLength(2);
    expect(last().address).toContain("after=1&");
    expect(heard.seqs).toEqual([1]);
  });

  it("does not mix epochs", () => {
    const { last, heard, wires } = start();
    last().say({ op: "reset", snapshot: aSnapshot() });
    last().say(page(1, 1, "e2"));
    vi.advanceTimersByTime(500);
    expect(wires).toHaveLength(2);
    expect(heard.seqs).toEqual([]);
  });

  it("waits longer after each failure, and starts over once it hears the server", () => {
    const { last, wires, heard } = start();
    for (const [k, delay] of [500, 1000, 2000, 4000].entries()) {
      last().drop();
      expect(heard.connections.at(-1)).toEqual({ state: "waiting", attempt: k + 1, until: delay });
      vi.advanceTimersByTime(delay - 1);
      expect(wires).toHaveLength(k + 1);
      vi.advanceTimersByTime(1);
      expect(wires).toHaveLength(k + 2);
    }
    last().say({ op: "reset", snapshot: aSnapshot() });
    last().drop();
    expect(heard.connections.at(-1)).toMatchObject({ attempt: 1, until: 500 });
  });

  it("takes silence for a dead line", () => {
    const { last, wires } = start();
    last().say({ op: "reset", snapshot: aSnapshot() });
    vi.advanceTimersByTime(12_400);
    last().say({
      op: "beat",
      at: "2026-01-01T00:00:00Z",
      head: 0,
      workers: 1,
      is_stalled: false,
      waiting: null,
    });
    vi.advanceTimersByTime(12_400);
    expect(wires).toHaveLength(1);
    vi.advanceTimersByTime(100 + 500);
    expect(wires).toHaveLength(2);
  });

  it.each([
    [4401, "signed_out"],
    [4404, "gone"],
  ])("does not insist after %i", (code, reason) => {
    const { last, wires, heard } = start();
    last().drop(code);
    vi.advanceTimersByTime(60_000);
    expect(wires).toHaveLength(1);
    expect(heard.connections.at(-1)).toEqual({ state: "refused", reason });
  });

  it("acknowledges what was applied", () => {
    const { socket, last } = start();
    last().say({ op: "reset", snapshot: aSnapshot({ seq: 3 }) });
    socket.acknowledge(3);
    expect(last().sent).toEqual([{ op: "ack", seq: 3 }]);
  });

  it("acknowledges nothing on a line that has brought nothing yet", () => {
    const { socket, last, wires } = start();
    last().say({ op: "reset", snapshot: aSnapshot({ seq: 3 }) });
    last().drop();
    socket.acknowledge(3);
    vi.advanceTimersByTime(500);
    expect(wires).toHaveLength(2);
    socket.acknowledge(3);
    expect(last().sent).toEqual([]);
    last().say(page(4, 4));
    socket.acknowledge(4);
    expect(last().sent).toEqual([{ op: "ack", seq: 4 }]);
  });

  it("ignores what an abandoned line still says", () => {
    const { wires, socket, heard } = start();
    wires[0]?.say({ op: "reset", snapshot: aSnapshot() });
    socket.reconnectAfter(0);
    wires[0]?.say(page(1, 1));
    expect(heard.seqs).toEqual([]);
  });
});

it("delays grow to 15 s and differ by a fifth at most", () => {
  expect([0, 1, 2, 10].map((attempt) => delayFor(attempt, 0.5))).toEqual([500, 1000, 2000, 15000]);
  expect(delayFor(0, 0)).toBeCloseTo(400);
  expect(delayFor(0, 1)).toBeCloseTo(600);
});
