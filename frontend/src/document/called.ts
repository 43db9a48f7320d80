/** What people call a node in words: as the drawing writes it. */

import { type Catalogue, operatorNamed } from "./catalogue";
import type { Body, Module, Node, SpaceDocument } from "./model";

/** The title of a node, or of what stands there; its id where there is none, or two are alike. */
export function drawnName(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: Module,
  id: string,
): string {
  const titleOf = (node: Node) => node.title || titleOfBody(document, catalogue, node);
  const nodes = module.nodes ?? [];
  const node = nodes.find((held) => held.id === id);
  const title = node ? titleOf(node) : "";
  const isShared = nodes.some((other) => other !== node && titleOf(other) === title);
  return title && !isShared ? title : id;
}

function titleOfBody(document: SpaceDocument, catalogue: Catalogue, body: Body): string {
  switch (body.kind) {
    case "operator":
      return operatorNamed(catalogue, body.operator)?.title ?? "";
    case "merge":
      return operatorNamed(catalogue, String(body.mode ?? "sum"))?.title ?? "";
    case "reference":
      return Object.hasOwn(document.modules, body.module)
        ? document.modules[body.module]?.title || body.module
        : "";
    case "repeat":
      return titleOfBody(document, catalogue, body.body);
    default:
      return "";
  }
}
