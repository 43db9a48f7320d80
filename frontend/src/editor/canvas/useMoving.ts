/**
 * Dragging: the picture follows the pointer, and the lines of other nodes where it comes near; the
 * document changes once at the end.
 */

import type { EdgeChange, NodeChange, OnNodeDrag, SelectionDragHandler } from "@xyflow/react";
import { type PointerEvent, useCallback, useRef, useState } from "react";

import { useOpened } from "../context";
import { moveNodes } from "../editing";
import { type Drag, drawnToLines } from "./aligning";
import type { NodeBoxNode } from "./NodeBox";
import type { Picture } from "./picture";
import type { Flow } from "./useView";
import type { WireEdge } from "./Wire";

const NOTHING: Drag = { moved: new Map(), guides: [] };
/** How near a line draws what is moved to it, in pixels of the screen. */
const REACH = 6;

export function useMoving(module: string, flow: Flow | null) {
  const { store, catalogue } = useOpened();
  const [drag, setDrag] = useState(NOTHING);
  const latest = useRef(NOTHING);
  const isFree = useRef(false);
  const standing = useRef<Pick<Picture, "flow" | "nodes">>({ flow: "right", nodes: [] });
  const show = useCallback((next: Drag) => {
    latest.current = next;
    setDrag(next);
  }, []);

  const follow = useCallback(
    (moved: Drag["moved"]) => {
      const reach = REACH / (flow?.getZoom() ?? 1);
      const sight = store.getState().sight();
      show(
        isFree.current
          ? { moved, guides: [] }
          : drawnToLines(moved, standing.current.nodes, sight, reach, standing.current.flow),
      );
    },
    [store, flow, show],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<NodeBoxNode>[]) => {
      const positions = changes.flatMap((change) =>
        change.type === "position" && change.position && change.dragging
          ? [[change.id, change.position] as const]
          : [],
      );
      if (positions.length > 0) follow(new Map(positions));
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
    [store, follow],
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
      const { moved } = latest.current;
      const positions = nodes.map(({ id, position }) => [id, moved.get(id) ?? position] as const);
      moveNodes(store, catalogue, module, new Map(positions));
      show(NOTHING);
    },
    [store, catalogue, module, show],
  );
  const onNodeDragStop: OnNodeDrag<NodeBoxNode> = useCallback(
    (_event, _node, nodes) => settle(nodes),
    [settle],
  );
  const onSelectionDragStop: SelectionDragHandler<NodeBoxNode> = useCallback(
    (_event, nodes) => settle(nodes),
    [settle],
  );

  /** The pointer is heard before what it drags: with Alt down no line draws it. */
  const onPointerMoveCapture = useCallback((event: PointerEvent) => {
    isFree.current = event.altKey;
  }, []);

  return {
    ...drag,
    standing,
    handlers: { onNodesChange, onEdgesChange, onNodeDragStop, onSelectionDragStop },
    onPointerMoveCapture,
  };
}
