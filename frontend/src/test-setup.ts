/** What Mantine and React Flow ask of a browser and jsdom does not have. */
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

class ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// What is awaited may take its time on a busy machine; a test that fails waits this long, once.
configure({ asyncUtilTimeout: 10_000 });

// The next test, perhaps of another file, finds a browser that nobody has used.
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  if (typeof Storage === "undefined") return;
  localStorage.clear();
  sessionStorage.clear();
});

globalThis.ResizeObserver ??= ResizeObserver;
// Tests of pure modules run without a browser: making one takes longer than the tests.
if (typeof Element !== "undefined") {
  Element.prototype.scrollIntoView ??= () => {};
  // The router asks for it after each step; jsdom's own only prints that there is none.
  globalThis.scrollTo = () => {};
}
globalThis.matchMedia ??= (query: string): MediaQueryList => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
});
