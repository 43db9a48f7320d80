/** Drawing a wire: while it is drawn every port says whether it would take it, and why not. */

import type { Connection, OnConnectEnd, OnConnectStart } from "@xyflow/react";
import { useCallback, useMemo } from "react";

import { canConnect } from "../../document/rules";
import { useAnalysis, useDesigner, useDocument, useOpened } from "../context";
import { connect } from "../editing";
import { connectAll } from "../gestures";
import { readPort } from "../portWalk";
import type { Fit, NodeBoxData } from "./NodeBox";
import { writeEnd } from "./ports";
import type { Point } from "./routing";

function endpointOf(node: string, port: string | null | undefined): string {
  return writeEnd({ node, port: port ?? "" });
}

export function useConnecting(module: string, onRelease: (at: Point, from: string) => void) {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const analysis = useAnalysis();
  const from = useDesigner((state) => state.wireFrom);

  const fit: NodeBoxData["fit"] = useMemo(() => {
    if (!from) return () => ({ fit: null as Fit, reason: "" });
    const { endpoint, side } = readPort(from);
    return (other, otherSide) => {
      if (other === endpoint) return { fit: null, reason: "" };
      if (otherSide === side) return { fit: "refuses", reason: "" };
      const [source, target] = side === "source" ? [endpoint, other] : [other, endpoint];
      const refusal = canConnect(document, analysis, module, source, target);
      return { fit: refusal ? "refuses" : "fits", reason: refusal?.message ?? "" };
    };
  }, [from, document, analysis, module]);

  const onStart: OnConnectStart = useCallback(
    (_event, { nodeId, handleId, handleType }) => {
      const endpoint = endpointOf(nodeId ?? "", handleId);
      store.getState().drawFrom(`${handleType ?? "source"} ${endpoint}`);
    },
    [store],
  );
  const onEnd: OnConnectEnd = useCallback(
    (event, { fromHandle, toNode, toHandle }) => {
      store.getState().drawFrom(null);
      // A wire let go over nothing asks what it should lead to.
      const isOverNothing = !toNode && !toHandle && onPane(event);
      if (!isOverNothing || fromHandle?.type !== "source" || store.getState().isReadOnly) return;
      onRelease(pointOf(event), endpointOf(fromHandle.nodeId, fromHandle.id));
    },
    [store, onRelease],
  );
  const onClickEnd = useCallback(() => store.getState().drawFrom(null), [store]);
  const onConnect = useCallback(
    ({ source, sourceHandle, target, targetHandle }: Connection) => {
      const to = endpointOf(target, targetHandle);
      const { nodes } = store.getState().selection;
      // A wire from one of several selected nodes is a wire from each of them.
      if (nodes.length > 1 && nodes.includes(source)) connectAll(store, catalogue, nodes, to);
      else connect(store, catalogue, module, endpointOf(source, sourceHandle), to);
    },
    [store, catalogue, module],
  );

  return {
    fit,
    handlers: {
      onConnect,
      onConnectStart: onStart,
      onConnectEnd: onEnd,
      onClickConnectStart: onStart,
      onClickConnectEnd: onClickEnd,
    },
  };
}

function onPane({ target }: MouseEvent | TouchEvent): boolean {
  return target instanceof Element && target.closest(".react-flow__pane") !== null;
}

function pointOf(event: MouseEvent | TouchEvent): Point {
  const { clientX: x, clientY: y } =
    "changedTouches" in event ? (event.changedTouches[0] as Touch) : event;
  return { x, y };
}
