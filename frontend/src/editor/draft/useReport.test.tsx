import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { catalogue } from "../../document/samples";
import { DesignerProvider } from "../context";
import { opened } from "../samples";
import { useReport } from "./useReport";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a server that was away is asked again", async () => {
  vi.useFakeTimers();
  const answers = [() => Promise.reject(new TypeError("away")), async () => Response.json({})];
  const fetch = vi.fn(() => (answers.shift() ?? (() => Promise.reject(new Error("asked"))))());
  vi.stubGlobal("fetch", fetch);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <DesignerProvider value={{ store: opened(), catalogue }}>{children}</DesignerProvider>
    </QueryClientProvider>
  );
  const { result } = renderHook(useReport, { wrapper });
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(result.current.error).not.toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(6_000));
  expect(result.current).toMatchObject({ report: {}, error: null });
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(fetch).toHaveBeenCalledTimes(2);
});
