/** What a comment on a space is about: a node, a wire, a module, or the whole. */

import type { CommentForm } from "../../api/forms";
import { begun } from "../../document/called";
import type { Catalogue } from "../../document/catalogue";
import type { SpaceDocument } from "../../document/model";
import { placeOf } from "../canvas/problems";
import { namesOfModules, placeTitle, shortName } from "../canvas/titles";
import type { Selection } from "../store";

const LONGEST = 300;

/** The path of what is selected; null where that is several things. The root's is the whole space. */
export function pathOf(
  document: SpaceDocument,
  module: string,
  { nodes, edges }: Selection,
): string[] | null {
  const [node, edge] = [nodes[0], edges[0]];
  if (nodes.length + edges.length > 1) return null;
  if (node !== undefined) return nodePath(module, node);
  if (edge !== undefined) return ["modules", module, "edges", edge];
  return module === document.root ? [] : ["modules", module];
}

/** Where a node of the canvas stands in the document: the module's own ports are `in.x` there. */
export function nodePath(module: string, node: string): string[] {
  const [, side, port = ""] = /^(in|out)\.(.*)$/.exec(node) ?? [];
  if (side) return ["modules", module, side === "in" ? "inputs" : "outputs", port];
  return ["modules", module, "nodes", node];
}

export const pathIn = ({ place }: CommentForm): string[] => place.path ?? [];

export const keyOf = (path: readonly string[]): string => path.join("/");

/** Whether the drawing has what the path names. */
export function isThere({ modules }: SpaceDocument, path: readonly string[]): boolean {
  if (path.length === 0) return true;
  const { module: id } = placeOf(path);
  if (id === null || !Object.hasOwn(modules, id)) return false;
  const [, , list, inner] = path;
  if (list === undefined) return true;
  const held = modules[id];
  const lists = {
    nodes: held?.nodes,
    edges: held?.edges,
    inputs: held?.inputs,
    outputs: held?.outputs,
  };
  const items = Object.hasOwn(lists, list) ? lists[list as keyof typeof lists] : undefined;
  return items?.some((item) => item.id === inner) ?? false;
}

/** The words of the drawing for a place that is there: "Cell › Sum n1". */
export function aboutWords(
  document: SpaceDocument,
  catalogue: Catalogue,
  path: readonly string[],
): string {
  const place = placeOf(path);
  if (place.module === null) return "The whole space";
  const module = shortName(namesOfModules(document), place.module);
  const isInside = place.node !== undefined || place.edge !== undefined;
  const inner = isInside ? placeTitle(place, document, catalogue) : "";
  return begun([module, inner].filter(Boolean).join(" › ")).slice(0, LONGEST);
}

/** What a comment was about, also where that is gone or called otherwise since. */
export function wasAbout(
  document: SpaceDocument,
  catalogue: Catalogue,
  comment: CommentForm,
): { words: string; since: string } {
  const path = pathIn(comment);
  const { about } = comment.place;
  if (!isThere(document, path))
    return { words: about || path.join(" › "), since: "not in this drawing" };
  const words = aboutWords(document, catalogue, path);
  return { words, since: about && about !== words ? `then called ${about}` : "" };
}

/** How many comments there are on each place; deleted ones are none. */
export function countsOf(said: readonly CommentForm[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const comment of said) {
    const key = keyOf(pathIn(comment));
    if (!comment.is_deleted) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
