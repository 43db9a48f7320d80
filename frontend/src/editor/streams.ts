/** What feeds the selected nodes, and what they feed. */

import { splitEndpoint } from "../document/model";
import { type DesignerStore, openModule } from "./store";

/** Add all nodes to the selection that wires lead to from it: against their way, or along it. */
export function selectStream(store: DesignerStore, way: "up" | "down"): void {
  const state = store.getState();
  const { edges = [] } = state.history.document.modules[openModule(state)] ?? {};
  const steps = edges.map(({ source, target }): [string, string] => {
    const [from, to] = [splitEndpoint(source)[0], splitEndpoint(target)[0]];
    return way === "down" ? [from, to] : [to, from];
  });
  const found = [...state.selection.nodes];
  for (const node of found) {
    for (const [from, to] of steps) {
      const isPort = to === "in" || to === "out";
      if (from === node && !isPort && !found.includes(to)) found.push(to);
    }
  }
  state.select({ nodes: found });
}
