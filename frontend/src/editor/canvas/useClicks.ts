/**
 * What clicks on the drawing do.
 *
 * Each is the same function for as long as the canvas stands: the library draws all nodes and wires
 * again for a new one, which while something is dragged would be at every step.
 */

import type { EdgeMouseHandler, NodeMouseHandler } from "@xyflow/react";
import { type MouseEvent, useCallback } from "react";

import { useOpened } from "../context";
import { goToName } from "../naming";
import type { NodeBoxNode } from "./NodeBox";
import type { WireEdge } from "./Wire";

export function useClicks(onWire: (event: MouseEvent, edge: string) => void) {
  const { store } = useOpened();
  const onNodeDoubleClick: NodeMouseHandler<NodeBoxNode> = useCallback(
    (_, { id, data: { node } }) =>
      node.opens ? store.getState().open(node.opens, "here") : goToName(store, id),
    [store],
  );
  const onEdgeDoubleClick: EdgeMouseHandler<WireEdge> = useCallback(
    (event, { id, data }) =>
      data?.wire.opens ? store.getState().open(data.wire.opens, "here") : onWire(event, id),
    [store, onWire],
  );
  const onPaneClick = useCallback(() => store.getState().select({}), [store]);
  return { onNodeDoubleClick, onEdgeDoubleClick, onPaneClick };
}
