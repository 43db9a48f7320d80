import { beforeEach, describe, expect, it } from "vitest";

import { openOutbox } from "./outbox";

/** What one tab sees: its own session, the browser's common store. */
class Tab implements Storage {
  [name: string]: unknown;
  private held = new Map<string, string>();
  get length() {
    return this.held.size;
  }
  key = (at: number) => [...this.held.keys()][at] ?? null;
  clear = () => this.held.clear();
  getItem = (key: string) => this.held.get(key) ?? null;
  setItem = (key: string, value: string) => void this.held.set(key, value);
  removeItem = (key: string) => void this.held.delete(key);
}

const entry = { document: "{}", revision: 3, at: 0 };

beforeEach(() => localStorage.clear());

describe("the outbox", () => {
  it("gives a tab its own change back after a reload", () => {
    const session = new Tab();
    openOutbox("s1", localStorage, session).write(entry);
    expect(openOutbox("s1", localStorage, session).read()).toEqual(entry);
  });

  it("keeps tabs and spaces apart", () => {
    const session = new Tab();
    openOutbox("s1", localStorage, session).write(entry);
    expect(openOutbox("s1", localStorage, new Tab()).read()).toBeNull();
    expect(openOutbox("s2", localStorage, session).read()).toBeNull();
  });

  it("is empty when cleared, and when what it holds cannot be read", () => {
    const session = new Tab();
    const outbox = openOutbox("s1", localStorage, session);
    outbox.write(entry);
    outbox.clear();
    expect(outbox.read()).toBeNull();
    outbox.write(entry);
    const key = Object.keys(localStorage)[0] ?? "";
    localStorage.setItem(key, "{");
    expect(outbox.read()).toBeNull();
  });

  it("does not stop the work when the store is full", () => {
    const full = new Tab();
    full.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    expect(() => openOutbox("s1", full, new Tab()).write(entry)).not.toThrow();
  });
});
