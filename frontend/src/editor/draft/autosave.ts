/**
 * Saves the draft a second after the last change, and never over somebody else's.
 *
 * Every change goes to the outbox first. A save names the revision it was made from; when another
 * save came first, saving stops until the user decides. Without a connection it tries again with
 * growing pauses.
 */

import type { Outbox } from "./outbox";

export type SaveState =
  | { kind: "saved"; at: number }
  | { kind: "pending" }
  | { kind: "saving" }
  | { kind: "offline" }
  | { kind: "conflict"; by: string }
  | { kind: "outrun"; by: string }
  | { kind: "refused"; message: string };

export interface SavedDraft {
  revision: number;
  document: string;
  saved_at: string;
  saved_by: string;
}

/** The server's answer to a save: taken, or not, and why. */
export type Answer =
  | { kind: "taken"; draft: SavedDraft }
  | { kind: "stale"; draft: SavedDraft }
  | { kind: "refused"; message: string };

/** Sends a draft; rejects only when the server cannot be reached. */
export type Send = (document: string, revision: number) => Promise<Answer>;

const PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

export class Autosave {
  private document: string;
  private confirmed: string;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private sending: Promise<void> | null = null;
  private failures = 0;
  private isHeld = false;
  /** The server's draft that the next save is made from. */
  revision: number;

  constructor(
    private readonly send: Send,
    private readonly outbox: Outbox,
    private readonly show: (state: SaveState) => void,
    draft: SavedDraft,
  ) {
    this.document = draft.document;
    this.confirmed = draft.document;
    this.revision = draft.revision;
  }

  /** Take a change; it is safe in this browser when this returns. */
  change(document: string): void {
    if (document === this.document) return;
    this.document = document;
    this.outbox.write({ document, revision: this.revision, at: Date.now() });
    if (this.isHeld) return;
    if (!this.sending) this.show({ kind: "pending" });
    this.wait(PAUSE);
  }

  /** Save now. Resolves to whether the server holds everything. */
  async flush(): Promise<boolean> {
    this.stopWaiting();
    while (this.sending) await this.sending;
    if (!this.isHeld && this.document !== this.confirmed) await this.begin();
    return this.document === this.confirmed;
  }

  /** Start again from what the server has. */
  accept(draft: SavedDraft): void {
    this.stopWaiting();
    this.isHeld = false;
    this.document = draft.document;
    this.settle(draft);
  }

  /** Stop for good; what is not saved stays in the outbox. */
  stop(): void {
    this.stopWaiting();
    this.isHeld = true;
  }

  /**
   * Look whether another save came first, while nothing here waits to be saved: whoever comes back
   * to this tab learns of it before the first edit, not by it.
   */
  async look(read: () => Promise<SavedDraft>): Promise<void> {
    if (!this.isAtRest()) return;
    const draft = await read().catch(() => null); // without a connection there is no news
    if (draft === null || !this.isAtRest() || draft.revision <= this.revision) return;
    if (draft.document === this.confirmed) this.settle(draft);
    else this.show({ kind: "outrun", by: draft.saved_by });
  }

  private isAtRest(): boolean {
    return !this.isHeld && this.sending === null && this.document === this.confirmed;
  }

  /** Give up what is not saved, because it lives on elsewhere. */
  forget(): void {
    this.stop();
    this.outbox.clear();
  }

  /** Hold back because the server's draft is another one than this change was made from. */
  hold(document: string, by: string): void {
    this.document = document;
    this.isHeld = true;
    this.show({ kind: "conflict", by });
  }

  private wait(pause: number): void {
    this.stopWaiting();
    this.timer = setTimeout(() => void this.begin(), pause);
  }

  private stopWaiting(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private begin(): Promise<void> {
    this.sending ??= this.save().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  private async save(): Promise<void> {
    this.stopWaiting();
    const document = this.document;
    if (this.isHeld) return;
    if (document === this.confirmed) return this.settleUnchanged();
    this.show({ kind: "saving" });
    const answer = await this.send(document, this.revision).catch(() => null);
    if (answer === null) return this.retryLater();
    this.failures = 0;
    if (answer.kind === "refused") return this.show(answer);
    if (answer.kind === "taken" || answer.draft.document === document) {
      return this.settle(answer.draft, document);
    }
    this.isHeld = true;
    this.show({ kind: "conflict", by: answer.draft.saved_by });
  }

  private settle(draft: SavedDraft, sent = draft.document): void {
    this.revision = draft.revision;
    this.confirmed = sent;
    if (this.document === sent) {
      this.outbox.clear();
      this.show({ kind: "saved", at: Date.parse(draft.saved_at) });
      return;
    }
    this.outbox.write({ document: this.document, revision: this.revision, at: Date.now() });
    this.show({ kind: "pending" });
    this.wait(PAUSE);
  }

  /** The changes took themselves back before they were sent. */
  private settleUnchanged(): void {
    this.outbox.clear();
    this.show({ kind: "saved", at: Date.now() });
  }

  private retryLater(): void {
    this.failures += 1;
    this.show({ kind: "offline" });
    this.wait(Math.min(LONGEST_PAUSE, PAUSE * 2 ** (this.failures - 1)));
  }
}
