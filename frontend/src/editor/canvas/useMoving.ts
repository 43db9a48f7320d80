/** Dragging: the picture follows the pointer, the document changes once at the end. */

import type { EdgeChange, NodeChange, OnNodeDrag, SelectionDragHandler } from "@xyflow/react";
import { useCallback, useState } from "react";

import { useOpened } from "../context";
import { moveNodes } from "../editing";
import type { NodeBoxNode } from "./NodeBox";
import type { Point } from "./routing";
import type { WireEdge } from "./Wire";

const NOTHING: ReadonlyMap<string, Point> = new Map();

export function useMoving(module: string) {
  const { store, catalogue } = useOpened();
  const [moved, setMoved] = useState(NOTHING);

  const onNodesChange = useCallback(
    (changes: NodeChange<NodeBoxNode>[]) => {
      const positions = changes.flatMap((change) =>
        change.type === "position" && change.position && change.dragging
          ? [[change.id, change.position] as const]
          : [],
      );
      if (positions.length > 0) setMoved((before) => new Map([...before, ...positions]));
      const picks = changes.filter((change) => change.type === "select");
      if (picks.length === 0) return;
      const { selection, select } = store.getState();
      const nodes = new Set(selection.nodes);
      for (const { id, selected } of picks) selected ? nodes.add(id) : nodes.delete(id);
      const isAdded = picks.some(({ selected }) => selected);
      // A click takes the place of what was selected; what is added to nodes leaves wires alone.
      const isAlone = isAdded && nodes.size === 1;
      select({ nodes: [...nodes], edges: isAlone ? [] : selection.edges });
    },
    [store],
  );
  /** Wires come and go with a box that is drawn round them. */
  const onEdgesChange = useCallback(
    (changes: EdgeChange<WireEdge>[]) => {
      const picks = changes.filter((change) => change.type === "select");
      if (picks.length === 0) return;
      const { selection, select } = store.getState();
      const edges = new Set(selection.edges);
      for (const { id, selected } of picks) selected ? edges.add(id) : edges.delete(id);
      select({ nodes: selection.nodes, edges: [...edges] });
    },
    [store],
  );

  const settle = useCallback(
    (nodes: NodeBoxNode[]) => {
      const positions = nodes.map(({ id, position }) => [id, position] as const);
      moveNodes(store, catalogue, module, new Map(positions));
      setMoved(NOTHING);
    },
    [store, catalogue, module],
  );
  const onNodeDragStop: OnNodeDrag<NodeBoxNode> = useCallback(
    (_event, _node, nodes) => settle(nodes),
    [settle],
  );
  const onSelectionDragStop: SelectionDragHandler<NodeBoxNode> = useCallback(
    (_event, nodes) => settle(nodes),
    [settle],
  );

  return { moved, onNodesChange, onEdgesChange, onNodeDragStop, onSelectionDragStop };
}
