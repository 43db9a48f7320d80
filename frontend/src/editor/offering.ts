/** Keys that take things out of the search and in again: wires, and alternatives of a choice. */

import type { Catalogue } from "../document/catalogue";
import type { Command } from "../document/commands";
import {
  type Body,
  type ChoiceBody,
  type Edge,
  isDomain,
  type Module,
  type SpaceDocument,
  splitEndpoint,
  type Value,
} from "../document/model";
import { bodiesOf } from "../document/places";
import { fullEndpoint, portNamed, portsAt } from "../document/ports";
import { Refusal, type SpokenPlace } from "../document/refusal";
import { count } from "../ui/format";
import { describeBody } from "./canvas/bodies";
import { writeValue } from "./canvas/look";
import { isModulePort } from "./canvas/ports";
import { placeTitle } from "./canvas/titles";
import { attempted } from "./modules";
import { type DesignerStore, openModule } from "./store";

/** Leave the selected wires out, or those that leave the selected nodes; all are out: take them in. */
export function excludeSelection(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const { document } = state.history;
  const module = openModule(state);
  const wires = attempted(state, () => wiresMeant(document, catalogue, module, state.selection));
  if (!wires) return;
  const isOut = wires.every(({ when }) => presence(when) === "out");
  const commands = wires
    .filter(({ when }) => (presence(when) === "out") === isOut)
    .map(
      ({ id, when }): Command => ({
        name: "set_when",
        arguments: { module, edge: id, value: turned(when, isOut) },
      }),
    );
  const title = `${isOut ? "take in" : "leave out"} ${count(commands.length, "wire")}`;
  state.run({ name: "batch", arguments: { commands, title } });
}

/** The wires that the key means. Throws a `Refusal` where one of them cannot be left out. */
function wiresMeant(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: string,
  { nodes, edges }: { nodes: readonly string[]; edges: readonly string[] },
): Edge[] {
  const held = document.modules[module] as Module;
  const leaves = ({ source }: Edge) => {
    const full = fullEndpoint(document, catalogue, held, source, "outputs") ?? source;
    return nodes.some((node) => (isModulePort(node) ? full === node : full.startsWith(`${node}.`)));
  };
  const wires = (held.edges ?? []).filter((edge) => edges.includes(edge.id) || leaves(edge));
  if (wires.length === 0) {
    throw new Refusal(
      nodes.length > 0
        ? "No wire leaves what is selected: there is nothing to leave out."
        : "Select wires, or a node for all wires that leave it: they are left out then, or taken in.",
    );
  }
  for (const wire of wires) checkOptional(document, catalogue, module, wire);
  return wires;
}

function checkOptional(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: string,
  { id, target, when }: Edge,
): void {
  const held = document.modules[module] as Module;
  const called = placeTitle({ module, edge: id }, document, catalogue);
  const place = { module, edge: id };
  const [node, port] = splitEndpoint(target);
  const ports = portsAt(document, catalogue, held, node)?.inputs ?? [];
  if (!portNamed(ports, port)?.many) {
    throw new Refusal(
      `The wire ${called} cannot be left out: only sums and concatenations do without one of their wires.`,
      [],
      [place],
    );
  }
  if (presence(when) !== "told") return;
  const drop: Command = { name: "set_when", arguments: { module, edge: id, value: false } };
  throw new Refusal(
    `Whether the wire ${called} is there is said by ${writeValue(when as Value)}: change that in the inspector.`,
    [{ name: "batch", arguments: { commands: [drop], title: "leave it out always" } }],
    [place],
  );
}

/** Whether a wire is there, is not, or something else than a key decides it. */
function presence(when: Value | undefined): "in" | "out" | "told" {
  if (when === undefined || when === true) return "in";
  if (when === false) return "out";
  if (!isDomain(when) || when.domain !== "bool") return "told";
  return when.pinned === false ? "out" : "in";
}

/** What the search decides is only held fast while it is out: taken in, the search decides again. */
function turned(when: Value | undefined, isIn: boolean): Value {
  if (!isDomain(when) || when.domain !== "bool") return isIn;
  const { pinned: _, ...open } = when;
  return isIn ? open : { ...open, pinned: false };
}

/** Offer the alternative at a place of the selected choice (1 is the first), or offer it no more. */
export function toggleAlternative(store: DesignerStore, catalogue: Catalogue, digit: number): void {
  const state = store.getState();
  const { document } = state.history;
  const module = openModule(state);
  const made = attempted(state, () => {
    const [place, body] = choiceMeant(document, catalogue, module, state.selection);
    return toggling(document, catalogue, module, place, body, digit);
  });
  if (made) state.run(made);
}

function toggling(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: string,
  place: string,
  { of }: ChoiceBody,
  digit: number,
): Command {
  const option = of[digit - 1];
  if (!option) {
    const held = count(of.length, "alternative");
    throw new Refusal(`There is no alternative ${digit} here: the choice has ${held}.`);
  }
  const isOffered = option.enabled !== false;
  if (isOffered && of.every((other) => other === option || other.enabled === false)) {
    throw new Refusal("A choice offers at least one alternative: offer another one first.");
  }
  const look = describeBody(option.node, document, catalogue);
  const name = [option.title || look.title, look.subtitle].filter(Boolean).join(" ");
  const title = isOffered ? `offer ${name} no more` : `offer ${name}`;
  const set: Command = {
    name: "set_alternative",
    arguments: { module, place, alternative: option.id, enabled: !isOffered },
  };
  return { name: "batch", arguments: { commands: [set], title } };
}

/** The choice that is selected: a node, what a wire carries, or what is repeated there. */
function choiceMeant(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: string,
  { nodes, edges }: { nodes: readonly string[]; edges: readonly string[] },
): [place: string, body: ChoiceBody] {
  const held = document.modules[module] as Module;
  const [node, edge = ""] = [nodes[0], edges[0]];
  if (nodes.length + edges.length !== 1 || (node && isModulePort(node)))
    throw new Refusal("Select one choice first: a digit offers its alternative, or no more.");
  const body = node
    ? held.nodes?.find(({ id }) => id === node)
    : held.edges?.find(({ id }) => id === edge)?.carries;
  const place = node ?? `edge:${edge}`;
  const found = body && choiceIn(place, body);
  if (found) return found;
  const called = placeTitle({ module, ...(node ? { node } : { edge }) }, document, catalogue);
  if (!body) throw new Refusal(`The wire ${called} carries no choice: digits are for those.`);
  const inside = insideModule(document, body);
  if (inside)
    throw new Refusal(
      `The alternatives of ${called} are in the module that it uses.`,
      [],
      [inside],
    );
  const make: Command = { name: "make_choice", arguments: { module, place } };
  const fixes = body.kind === "operator" || body.kind === "reference" ? [make] : [];
  throw new Refusal(`${called} is no choice: digits offer alternatives, or no more.`, fixes);
}

function choiceIn(place: string, body: Body): [string, ChoiceBody] | null {
  if (body.kind === "choice") return [place, body];
  return body.kind === "repeat" ? choiceIn(`${place}/body`, body.body) : null;
}

/** The first choice of the module that a body uses. */
function insideModule({ modules }: SpaceDocument, body: Body): SpokenPlace | null {
  if (body.kind === "repeat") return insideModule({ modules } as SpaceDocument, body.body);
  if (body.kind !== "reference" || !Object.hasOwn(modules, body.module)) return null;
  const [place] = [...bodiesOf(modules[body.module] as Module)].find(
    ([, inner]) => inner.kind === "choice",
  ) ?? [null];
  const [first = ""] = place?.split("/") ?? [];
  if (!first) return null;
  const module = body.module;
  return first.startsWith("edge:") ? { module, edge: first.slice(5) } : { module, node: first };
}
