import { act, renderHook } from "@testing-library/react";
import type { PointerEvent, ReactNode } from "react";
import { describe, expect, it } from "vitest";

import { catalogue } from "../../document/samples";
import { DesignerProvider } from "../context";
import { pictureOf } from "../editing";
import { opened } from "../samples";
import type { NodeBoxNode } from "./NodeBox";
import { useMoving } from "./useMoving";
import type { Flow } from "./useView";

describe("dragging a node", () => {
  /** Drag the sum of the cell to where its middle is three below that of the choice. */
  const drag = (altKey: boolean, zoom = 1) => {
    const store = opened();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <DesignerProvider value={{ store, catalogue }}>{children}</DesignerProvider>
    );
    const view = { getZoom: () => zoom } as Flow;
    const { result } = renderHook(() => useMoving("cell", view), { wrapper });
    const picture = pictureOf(store.getState(), catalogue, "cell");
    const boxes = picture.nodes;
    const box = (id: string) => boxes.find((one) => one.id === id) ?? { y: 0, height: 0 };
    const level = box("op").y + (box("op").height - box("sum").height) / 2;
    const position = { x: 403, y: level + 3 };
    result.current.standing.current = picture;
    act(() => {
      result.current.onPointerMoveCapture({ altKey } as PointerEvent);
      result.current.handlers.onNodesChange([
        { type: "position", id: "sum", position, dragging: true },
      ]);
    });
    const { guides } = result.current;
    const node = { id: "sum", position } as NodeBoxNode;
    act(() => result.current.handlers.onSelectionDragStop({} as never, [node]));
    const { positions } = store.getState().history.document.view ?? {};
    expect(result.current.guides).toEqual([]);
    return { guides: guides.length, off: (positions?.["cell/sum"]?.[1] ?? 0) - level };
  };

  it("is drawn to the middle of another, and stays there when let go", () => {
    expect(drag(false)).toEqual({ guides: 1, off: 0 });
  });

  it("is not drawn to anything with Alt, or from farther than a few pixels of the screen", () => {
    expect(drag(true)).toEqual({ guides: 0, off: 3 });
    expect(drag(false, 2.5)).toMatchObject({ guides: 0 });
  });
});
