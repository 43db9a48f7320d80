/**
 * The line to a run: it asks for what it has missed, notices silence, and comes back by itself.
 *
 * The server sends a `reset` (a whole snapshot), `page`s of events without a gap, and a `beat` every
 * 5 s. Each page is answered with an `ack` once it is applied; the owner says when that is.
 */
import type { Beat, Envelope, Page, ServerMessage, Snapshot } from "./forms";
import { byLink } from "./share";

/** What of a browser's WebSocket is used; tests bring their own. */
export interface Wire {
  onopen: (() => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export type Connection =
  | { state: "connecting" }
  | { state: "open" }
  | { state: "waiting"; attempt: number; until: number }
  | { state: "refused"; reason: "signed_out" | "gone" }
  | { state: "closed" };

export interface SocketEvents {
  onReset: (snapshot: Snapshot) => void;
  onEvents: (events: Envelope[], head: number) => void;
  onBeat: (beat: Beat) => void;
  onConnection: (connection: Connection) => void;
}

export interface SocketOptions {
  open?: (address: string) => Wire;
  random?: () => number;
  now?: () => number;
}

/** Beats come every 5 s: after two and a half of them the line is dead, whatever TCP thinks. */
const SILENCE = 12_500;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 15_000;
const SIGNED_OUT = 4401;
const GONE = 4404;

/** 0.5 s · 2^attempt up to 15 s, give or take a fifth, so that not all clients come back at once. */
export function delayFor(attempt: number, random: number): number {
  return Math.min(FIRST_DELAY * 2 ** attempt, LONGEST_DELAY) * (0.8 + 0.4 * random);
}

const openWebSocket = (address: string): Wire => new WebSocket(address) as unknown as Wire;

export class RunSocket {
  private wire: Wire | null = null;
  private hasHeard = false;
  private attempt = 0;
  private received = 0;
  private epoch: string | null = null;
  private reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly open: (address: string) => Wire;
  private readonly random: () => number;
  private readonly now: () => number;

  constructor(
    private readonly run: string,
    private readonly events: SocketEvents,
    options: SocketOptions = {},
  ) {
    this.open = options.open ?? openWebSocket;
    this.random = options.random ?? Math.random;
    this.now = options.now ?? Date.now;
  }

  /** Connect, now. A line that is up is left first. */
  connect(): void {
    this.leave();
    this.events.onConnection({ state: "connecting" });
    const wire = this.open(this.address());
    this.wire = wire;
    wire.onopen = () => this.listen();
    wire.onmessage = (event) => {
      if (wire === this.wire) this.receive(event.data);
    };
    wire.onclose = (event) => {
      if (wire === this.wire) this.lose(event.code);
    };
    this.listen();
  }

  /**
   * Say that everything up to `seq` is applied. A line that has brought nothing yet is not told: it
   * may still be opening, and the server has sent nothing on it that could be acknowledged.
   */
  acknowledge(seq: number): void {
    if (this.hasHeard) this.wire?.send(JSON.stringify({ op: "ack", seq }));
  }

  /** Start anew from `seq`, which the owner has applied. */
  reconnectAfter(seq: number): void {
    this.received = seq;
    this.connect();
  }

  close(): void {
    this.leave();
    this.events.onConnection({ state: "closed" });
  }

  private address(): string {
    const scheme = window.location.protocol === "https:" ? "wss" : "ws";
    const base = `${scheme}://${window.location.host}/ws/runs/${this.run}/`;
    if (this.epoch === null) return byLink(base);
    return byLink(`${base}?after=${this.received}&epoch=${encodeURIComponent(this.epoch)}`);
  }

  private listen(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.lose(0), SILENCE);
  }

  private receive(text: string): void {
    this.listen();
    const message = JSON.parse(text) as ServerMessage;
    this.hasHeard = true;
    if (message.op === "beat") this.events.onBeat(message);
    else if (message.op === "reset") this.reset(message.snapshot);
    else this.turn(message);
    if (this.wire === null) return;
    this.attempt = 0;
    this.events.onConnection({ state: "open" });
  }

  private reset(snapshot: Snapshot): void {
    this.received = snapshot.seq;
    this.epoch = snapshot.epoch;
    this.events.onReset(snapshot);
  }

  /** A page that repeats something is cut to what is new; one behind a gap is asked for again. */
  private turn(page: Page): void {
    if (page.from_seq > this.received + 1 || page.epoch !== this.epoch) {
      this.lose(0);
      return;
    }
    const fresh = page.events.filter((event) => event.seq > this.received);
    this.received = Math.max(this.received, page.to_seq);
    this.events.onEvents(fresh, page.head);
  }

  private lose(code: number): void {
    this.leave();
    if (code === SIGNED_OUT || code === GONE) {
      const reason = code === GONE ? "gone" : "signed_out";
      this.events.onConnection({ state: "refused", reason });
      return;
    }
    const delay = delayFor(this.attempt, this.random());
    this.attempt += 1;
    this.reconnectTimer = setTimeout(() => this.connect(), delay);
    this.events.onConnection({
      state: "waiting",
      attempt: this.attempt,
      until: this.now() + delay,
    });
  }

  private leave(): void {
    clearTimeout(this.reconnectTimer);
    clearTimeout(this.silenceTimer);
    const { wire } = this;
    this.wire = null;
    this.hasHeard = false;
    wire?.close();
  }
}
