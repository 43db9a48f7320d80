import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Answer, Autosave, type SavedDraft, type SaveState } from "./autosave";
import type { Entry, Outbox } from "./outbox";

/** A server that keeps one draft, as the real one does. */
class Server {
  draft: SavedDraft = {
    revision: 1,
    document: "one",
    saved_at: "2026-01-01T00:00:00Z",
    saved_by: "ana",
  };
  isDown = false;
  loseAnswers = false;

  save = vi.fn(async (document: string, revision: number): Promise<Answer> => {
    if (this.isDown) throw new Error("unreachable");
    if (revision !== this.draft.revision) return { kind: "stale", draft: this.draft };
    this.draft = { ...this.draft, revision: revision + 1, document };
    if (this.loseAnswers) throw new Error("the answer was lost");
    return { kind: "taken", draft: this.draft };
  });
}

function memory(): Outbox & { entry: Entry | null } {
  return {
    entry: null,
    read() {
      return this.entry;
    },
    write(entry) {
      this.entry = entry;
    },
    clear() {
      this.entry = null;
    },
  };
}

function tab(server: Server) {
  const outbox = memory();
  const states: SaveState[] = [];
  const autosave = new Autosave(server.save, outbox, (state) => states.push(state), server.draft);
  return { autosave, outbox, states, last: () => states.at(-1)?.kind };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the autosaved draft", () => {
  it("is saved a second after the last change, once", async () => {
    const server = new Server();
    const { autosave, last } = tab(server);
    autosave.change("two");
    await vi.advanceTimersByTimeAsync(900);
    autosave.change("three");
    await vi.advanceTimersByTimeAsync(999);
    expect(server.save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(server.save.mock.calls).toEqual([["three", 1]]);
    expect([server.draft.document, last()]).toEqual(["three", "saved"]);
  });

  it("is in this browser before the server has it, and leaves when it does", async () => {
    const server = new Server();
    const { autosave, outbox } = tab(server);
    autosave.change("two");
    expect(outbox.entry).toMatchObject({ document: "two", revision: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(outbox.entry).toBeNull();
  });

  it("saves what changed while it was being saved, from the new revision", async () => {
    const server = new Server();
    const { autosave } = tab(server);
    let answer: (value: Answer) => void = () => {};
    server.save.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    autosave.change("two");
    await vi.advanceTimersByTimeAsync(1000);
    autosave.change("three");
    server.draft = { ...server.draft, revision: 2, document: "two" };
    answer({ kind: "taken", draft: server.draft });
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.save.mock.calls.at(-1)).toEqual(["three", 2]);
    expect(server.draft.document).toBe("three");
  });

  it("tries again with growing pauses while the server is away, and loses nothing", async () => {
    const server = new Server();
    server.isDown = true;
    const { autosave, outbox, last } = tab(server);
    autosave.change("two");
    await vi.advanceTimersByTimeAsync(1000);
    expect(last()).toBe("offline");
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000);
    expect(server.save).toHaveBeenCalledTimes(4);
    expect(outbox.entry?.document).toBe("two");
    server.isDown = false;
    await vi.advanceTimersByTimeAsync(8000);
    expect([server.draft.document, last(), outbox.entry]).toEqual(["two", "saved", null]);
  });

  it("knows its own save when the answer was lost on the way", async () => {
    const server = new Server();
    server.loseAnswers = true;
    const { autosave, last } = tab(server);
    autosave.change("two");
    await vi.advanceTimersByTimeAsync(1000);
    server.loseAnswers = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect([last(), autosave.revision]).toEqual(["saved", 2]);
  });

  it("shows a refusal in the server's words and keeps the change", async () => {
    const server = new Server();
    const { autosave, outbox, states } = tab(server);
    server.save.mockResolvedValueOnce({ kind: "refused", message: "more than 5 MB" });
    autosave.change("two");
    await vi.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toEqual({ kind: "refused", message: "more than 5 MB" });
    expect(outbox.entry?.document).toBe("two");
  });

  it("is saved again when undo brings back what the server has", async () => {
    const server = new Server();
    const { autosave, outbox, last } = tab(server);
    autosave.change("two");
    autosave.change("one");
    await vi.advanceTimersByTimeAsync(1000);
    expect([server.save.mock.calls.length, outbox.entry, last()]).toEqual([0, null, "saved"]);
  });

  it("is saved at once on demand", async () => {
    const server = new Server();
    const { autosave } = tab(server);
    autosave.change("two");
    expect(await autosave.flush()).toBe(true);
    expect(server.draft.document).toBe("two");
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.save).toHaveBeenCalledTimes(1);
  });

  it("says when it could not be saved on demand", async () => {
    const server = new Server();
    server.isDown = true;
    const { autosave } = tab(server);
    autosave.change("two");
    expect(await autosave.flush()).toBe(false);
  });
});

describe("two tabs on one draft", () => {
  async function collide() {
    const server = new Server();
    const [first, second] = [tab(server), tab(server)];
    first.autosave.change("first");
    await vi.advanceTimersByTimeAsync(1000);
    second.autosave.change("second");
    await vi.advanceTimersByTimeAsync(1000);
    return { server, first, second };
  }

  it("the second is told who saved, and nothing is overwritten", async () => {
    const { server, second } = await collide();
    expect(second.states.at(-1)).toEqual({ kind: "conflict", by: "ana" });
    expect(server.draft.document).toBe("first");
    expect(second.outbox.entry?.document).toBe("second");
  });

  it("the second sends nothing more until it is decided", async () => {
    const { server, second } = await collide();
    second.autosave.change("second and more");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.draft.document).toBe("first");
    expect(second.outbox.entry?.document).toBe("second and more");
  });

  it("taking theirs goes on from their revision", async () => {
    const { server, second } = await collide();
    second.autosave.accept(server.draft);
    expect([second.last(), second.outbox.entry]).toEqual(["saved", null]);
    second.autosave.change("third");
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.draft.document).toBe("third");
  });

  it("learns of another save when it is looked at again, and only while it is at rest", async () => {
    const server = new Server();
    const { autosave, states, last } = tab(server);
    const read = vi.fn(async () => server.draft);
    await autosave.look(read);
    expect(states).toEqual([]);

    server.draft = { ...server.draft, revision: 2, document: "theirs", saved_by: "ben" };
    await autosave.look(read);
    expect(states.at(-1)).toEqual({ kind: "outrun", by: "ben" });

    autosave.change("mine");
    read.mockClear();
    await autosave.look(read);
    expect(read).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toEqual({ kind: "conflict", by: "ben" });
    expect(server.draft.document).toBe("theirs");

    autosave.accept(server.draft);
    await autosave.look(async () => {
      throw new Error("unreachable");
    });
    expect(last()).toBe("saved");
  });
});
