import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Tools } from "./Tools";
import type { Flow } from "./useView";

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

describe("the tools of the view", () => {
  it("zoom, fit and tidy without keys or wheel", () => {
    const [zoomIn, zoomOut, fit] = [vi.fn(), vi.fn(), vi.fn()];
    window.addEventListener("nasweb:fit", fit);
    const store = opened();
    renderIn(store, <Tools flow={{ zoomIn, zoomOut } as unknown as Flow} />);
    press("Zoom in");
    press("Zoom out");
    press("Fit into the view (F)");
    expect([zoomIn, zoomOut, fit].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
    press("Tidy (L)");
    expect(store.getState().history.document.view?.positions?.["cell/sum"]).not.toEqual([200, 0]);
    window.removeEventListener("nasweb:fit", fit);
  });

  it("change nothing where nothing may be edited", () => {
    renderIn(opened("cell", undefined, true), <Tools flow={null} />);
    expect(screen.queryByRole("button", { name: "Tidy (L)" })).toBeNull();
  });
});
