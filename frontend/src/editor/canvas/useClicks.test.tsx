import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";

import { catalogue } from "../../document/samples";
import { DesignerProvider } from "../context";
import { opened } from "../samples";
import { useClicks } from "./useClicks";

it("is the same at every step of a drag: the library would draw everything again", () => {
  const store = opened();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <DesignerProvider value={{ store, catalogue }}>{children}</DesignerProvider>
  );
  const onWire = vi.fn();
  const { result, rerender } = renderHook(() => useClicks(onWire), { wrapper });
  const first = result.current;
  rerender();
  expect(Object.entries(result.current)).toEqual(Object.entries(first));
  for (const [name, click] of Object.entries(result.current)) {
    expect(click).toBe(first[name as keyof typeof first]);
  }
});
