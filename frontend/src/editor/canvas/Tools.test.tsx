import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { catalogue } from "../../document/samples";
import { pictureOf } from "../editing";
import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Tools } from "./Tools";
import { VIEW } from "./viewing";

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

const map = { hasMap: false, onMap: () => {} };

describe("the tools of the view", () => {
  it("zoom, fit and tidy without keys or wheel", () => {
    const wishes: unknown[] = [];
    const hear = ({ detail }: CustomEventInit) => wishes.push(detail);
    window.addEventListener(VIEW, hear);
    const store = opened();
    renderIn(store, <Tools flow="right" {...map} />);
    press("Zoom in (+)");
    press("Zoom out (-)");
    press("Fit into the view (F)");
    expect(wishes).toEqual(["in", "out", "fit"]);
    press("Tidy (L)");
    expect(store.getState().history.document.view?.positions?.["cell/sum"]).not.toEqual([200, 0]);
    press("Draw top to bottom (T)");
    expect(store.getState().history.document.view?.flows).toEqual({ cell: "down" });
    window.removeEventListener(VIEW, hear);
  });

  it("align several selected nodes, which one alone is not offered", async () => {
    const store = opened();
    renderIn(store, <Tools flow="right" {...map} />);
    expect(screen.queryByRole("button", { name: "Align and distribute" })).toBeNull();
    act(() => store.getState().select({ nodes: ["op", "sum"] }));
    press("Align and distribute");
    expect(await screen.findByRole("menuitem", { name: "Across" })).toBeDisabled();
    fireEvent.click(screen.getByRole("menuitem", { name: "Middles" }));
    const { op, sum } = Object.fromEntries(
      pictureOf(store.getState(), catalogue, "cell").nodes.map((node) => [node.id, node]),
    );
    expect((op?.y ?? 0) + (op?.height ?? 0) / 2).toBe((sum?.y ?? 1) + (sum?.height ?? 0) / 2);
  });

  it("change nothing where nothing may be edited", () => {
    renderIn(opened("cell", undefined, true), <Tools flow="right" {...map} />);
    for (const name of ["Tidy (L)", "Draw top to bottom (T)"])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });
});

it("the map is asked for, and put away again", () => {
  const onMap = vi.fn();
  const shown = renderIn(opened(), <Tools flow="right" hasMap={false} onMap={onMap} />);
  press("Show the map");
  expect(onMap).toHaveBeenCalledOnce();
  shown.unmount();
  renderIn(opened(), <Tools flow="right" hasMap onMap={onMap} />);
  expect(screen.getByRole("button", { name: "Hide the map" })).toBeInTheDocument();
});
