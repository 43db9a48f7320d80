/** Drawing a wire: while it is drawn every port says whether it would take it, and why not. */

import type { Connection, OnConnectEnd, OnConnectStart } from "@xyflow/react";
import { useCallback, useMemo } from "react";

import { canConnect } from "../../document/rules";
import { useAnalysis, useDesigner, useDocument, useOpened } from "../context";
import { connect } from "../editing";
import type { Fit, NodeBoxData } from "./NodeBox";
import { writeEnd } from "./ports";

function endpointOf(node: string, port: string | null | undefined): string {
  return writeEnd({ node, port: port ?? "" });
}

export function useConnecting(module: string) {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const analysis = useAnalysis();
  const from = useDesigner((state) => state.wireFrom);

  const fit: NodeBoxData["fit"] = useMemo(() => {
    if (!from) return () => ({ fit: null as Fit, reason: "" });
    const { endpoint, side } = readWireFrom(from);
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
  const onEnd: OnConnectEnd = useCallback(() => store.getState().drawFrom(null), [store]);
  const onConnect = useCallback(
    ({ source, sourceHandle, target, targetHandle }: Connection) =>
      connect(
        store,
        catalogue,
        module,
        endpointOf(source, sourceHandle),
        endpointOf(target, targetHandle),
      ),
    [store, catalogue, module],
  );

  return {
    fit,
    handlers: {
      onConnect,
      onConnectStart: onStart,
      onConnectEnd: onEnd,
      onClickConnectStart: onStart,
      onClickConnectEnd: onEnd,
    },
  };
}

function readWireFrom(text: string): { side: "source" | "target"; endpoint: string } {
  const [side, endpoint = ""] = text.split(" ");
  return { side: side === "target" ? "target" : "source", endpoint };
}
