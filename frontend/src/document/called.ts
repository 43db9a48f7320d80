/** What people call a node in words: as the drawing writes it. */

import { type Catalogue, operatorNamed } from "./catalogue";
import type { Called } from "./commands";
import { type Body, type Module, type Node, type SpaceDocument, splitEndpoint } from "./model";

const MOST_NAMED = 3;

/**
 * The title of a node, or what stands there: "ReLU", "the choice between Skip and Convolution 3×3".
 * The id is said only where two here are alike ("ReLU n2"), or nothing else is known.
 */
export function drawnName(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: Module,
  id: string,
): string {
  const titleOf = (node: Node, mark = "") => titled(document, catalogue, node, mark);
  const nodes = module.nodes ?? [];
  const node = nodes.find((held) => held.id === id);
  const title = node ? titleOf(node) : "";
  if (!node || !title || title === id) return id;
  const isShared = nodes.some((other) => other !== node && titleOf(other) === title);
  return isShared ? titleOf(node, ` ${id}`) : title;
}

/** How undo, announcements and fixes name the parts of a space. */
export function calledIn(document: SpaceDocument, catalogue: Catalogue): Called {
  const module = (id: string) => document.modules[id]?.title || id;
  const end = (id: string, endpoint: string) => {
    const held = document.modules[id];
    const [node, port] = splitEndpoint(endpoint);
    if (!held) return endpoint;
    if (node !== "in" && node !== "out") return drawnName(document, catalogue, held, node);
    const ports = (node === "in" ? held.inputs : held.outputs) ?? [];
    const named = ports.length === 1 && !port ? ports[0] : ports.find((one) => one.id === port);
    return named?.title || named?.id || endpoint;
  };
  const place = (id: string, at: string) => {
    const [first = at] = at.split("/");
    const wire = document.modules[id]?.edges?.find((edge) => first === `edge:${edge.id}`);
    return wire
      ? `the wire from ${end(id, wire.source)} to ${end(id, wire.target)}`
      : end(id, first);
  };
  return { module, place, end };
}

/** Words that begin a sentence. */
export function begun(words: string): string {
  return words.startsWith("the ") ? `T${words.slice(1)}` : words;
}

function titled(document: SpaceDocument, catalogue: Catalogue, node: Node, mark: string): string {
  const title = node.title || titleOfBody(document, catalogue, node, mark);
  return title && (node.title || !isOfOptions(node)) ? title + mark : title;
}

function isOfOptions(body: Body): body is Extract<Body, { kind: "choice" | "switch" }> {
  return body.kind === "choice" || body.kind === "switch";
}

/** `mark` stands behind the noun: "the choice n2 between …"; others take it at their end. */
function titleOfBody(document: SpaceDocument, catalogue: Catalogue, body: Body, mark = ""): string {
  switch (body.kind) {
    case "operator":
      return operatorNamed(catalogue, body.operator)?.title ?? body.operator;
    case "merge":
      return operatorNamed(catalogue, String(body.mode ?? "sum"))?.title ?? "";
    case "reference":
      return Object.hasOwn(document.modules, body.module)
        ? document.modules[body.module]?.title || body.module
        : body.module;
    case "repeat":
      return isOfOptions(body.body)
        ? `the repeated ${body.body.kind}`
        : titleOfBody(document, catalogue, body.body);
    case "choice": {
      const enabled = body.of.filter((option) => option.enabled !== false);
      return `the choice${mark} between ${optionsIn(document, catalogue, enabled)}`;
    }
    case "switch":
      return `the switch${mark} between ${optionsIn(document, catalogue, body.cases)}`;
  }
}

function optionsIn(
  document: SpaceDocument,
  catalogue: Catalogue,
  options: readonly { id: string; title?: string; node: Body }[],
): string {
  const words = options.map(({ id, title, node }) => {
    if (title || isOfOptions(node)) return title || id;
    const kernel = node.kind === "operator" ? node.arguments?.kernel : undefined;
    const size = typeof kernel === "number" ? ` ${kernel}×${kernel}` : "";
    return (titleOfBody(document, catalogue, node) || id) + size;
  });
  const isLong = words.length > MOST_NAMED;
  const named = isLong ? words.slice(0, MOST_NAMED - 1) : words;
  const last = isLong ? `${words.length - named.length} more` : named.pop();
  return [named.join(", "), last].filter(Boolean).join(" and ");
}
