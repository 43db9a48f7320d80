/** What a removed node leaves apart, and the wire that would join it. */

import { calledIn } from "../document/called";
import type { Catalogue } from "../document/catalogue";
import type { Command } from "../document/commands";
import { type Module, splitEndpoint } from "../document/model";
import { canConnect } from "../document/rules";
import { analysisOf } from "./context";
import type { DesignerStore } from "./store";

type Connect = Extract<Command, { name: "connect" }>;

/** The wire that would join what a node between two wires leaves apart. */
export function bridgeOver(module: Module, id: string, nodes: readonly string[]): Connect | null {
  const [node, another] = nodes;
  if (node === undefined || another !== undefined) return null;
  const edges = module.edges ?? [];
  const [before, ...entering] = edges.filter(({ target }) => splitEndpoint(target)[0] === node);
  const [after, ...leaving] = edges.filter(({ source }) => splitEndpoint(source)[0] === node);
  if (!before || !after || entering.length + leaving.length > 0) return null;
  const ends = { source: before.source, target: after.target };
  return { name: "connect", arguments: { module: id, ...ends } };
}

/** Where the two ends fit together, say that they are apart now, with the wire that joins them. */
export function offerBridge(store: DesignerStore, catalogue: Catalogue, bridge: Connect): void {
  const { history, refuse } = store.getState();
  const { document } = history;
  const { module, source, target } = bridge.arguments;
  if (canConnect(document, analysisOf(document, catalogue), module, source, target)) return;
  const { end } = calledIn(document, catalogue);
  const message = `What stood between ${end(module, source)} and ${end(module, target)} is gone.`;
  refuse({ message, fixes: [bridge], isDoubt: true });
}
