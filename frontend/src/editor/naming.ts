/** The way to the field in which a node, or a port of the open module, is named. */

import { isModulePort } from "./canvas/ports";
import { type DesignerStore, openModule } from "./store";

/** The field of a node's title; a port's has the name of its pill. */
export const TITLE = "title";

export function goToName(store: DesignerStore, node: string): void {
  const state = store.getState();
  state.show(openModule(state), { node, argument: isModulePort(node) ? node : TITLE });
  state.turnTo("inspector");
}
