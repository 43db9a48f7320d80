/** Deleting with healing: the wires that ran through what goes are joined where their ends fit. */

import { calledIn } from "../document/called";
import type { Catalogue } from "../document/catalogue";
import { apply, type Command, describe } from "../document/commands";
import { misfit } from "../document/fits";
import { type Edge, type Module, type SpaceDocument, splitEndpoint } from "../document/model";
import { freshId } from "../document/places";
import { canConnect, doubt, wiringRefusal } from "../document/rules";
import { count } from "../ui/format";
import { isModulePort } from "./canvas/ports";
import { analysisOf } from "./context";
import { pictureOf, pinAll } from "./editing";
import { type DesignerState, type DesignerStore, openModule } from "./store";

/** Remove the selected nodes and wires, and join what ran through the nodes: one step of the history. */
export function healSelection(store: DesignerStore, catalogue: Catalogue): void {
  const state = store.getState();
  const nodes = state.selection.nodes.filter((id) => !isModulePort(id));
  const { edges } = state.selection;
  if (nodes.length + edges.length === 0) {
    const message = "Select the node that is to go first: the wires through it are joined then.";
    state.refuse({ message, fixes: [] });
    return;
  }
  const module = openModule(state);
  const { nodes: boxes, flow } = pictureOf(state, catalogue, module);
  const remove: Command = { name: "remove", arguments: { module, nodes, edges } };
  const { document } = state.history;
  const { wires, reason } = healed(document, catalogue, module, remove);
  const title = [
    describe(remove, calledIn(document, catalogue)),
    ...(wires.length > 0 ? [`join ${count(wires.length, "wire")}`] : []),
  ].join(" and ");
  const commands: Command[] = [
    pinAll(module, boxes, flow),
    remove,
    ...(wires.length > 0
      ? [{ name: "add_wires", arguments: { module, edges: wires } } as const]
      : []),
  ];
  if (!state.run({ name: "batch", arguments: { commands, title } })) return;
  state.select({});
  tellOutcome(store.getState(), catalogue, module, wires, reason);
}

/** What of the wires through the nodes that go can be joined, and why the rest cannot. */
function healed(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: string,
  remove: Extract<Command, { name: "remove" }>,
): { wires: Edge[]; reason: string | null } {
  const held = document.modules[module] as Module;
  let rest = apply(document, remove);
  const wires: Edge[] = [];
  let reason: string | null = null;
  for (const wish of throughWires(held, remove.arguments)) {
    const refusal = refusalOf(rest, catalogue, module, wish);
    if (refusal !== null) {
      reason ??= refusal;
      continue;
    }
    const taken = [...(held.nodes ?? []), ...(held.edges ?? []), ...wires].map(({ id }) => id);
    const isFree = !wires.some(({ id }) => id === wish.id);
    const wire = { ...wish, id: isFree ? wish.id : freshId(taken, wish.id) };
    wires.push(wire);
    rest = apply(rest, { name: "add_wires", arguments: { module, edges: [wire] } });
  }
  return { wires, reason };
}

/**
 * The wires that would join both sides. Each is the wire that left, with its id, so that what names it
 * still does; what neither carries nor conditions anything takes over from the wire that entered.
 */
function throughWires(
  { edges = [] }: Module,
  gone: { nodes: readonly string[]; edges: readonly string[] },
): Edge[] {
  const isGone = (end: string) => gone.nodes.includes(splitEndpoint(end)[0]);
  const standing = edges.filter(({ id }) => !gone.edges.includes(id));
  const inner = standing.filter(({ source, target }) => isGone(source) && isGone(target));
  const entering = standing.filter(({ source, target }) => !isGone(source) && isGone(target));
  const leaving = standing.filter(({ source, target }) => isGone(source) && !isGone(target));
  return leaving.flatMap((leave) =>
    entering
      .filter(({ target }) =>
        leads(splitEndpoint(target)[0], splitEndpoint(leave.source)[0], inner),
      )
      .map((enter): Edge => {
        const carries = leave.carries ?? enter.carries;
        const when = leave.when ?? enter.when;
        return {
          id: leave.id,
          source: enter.source,
          target: leave.target,
          ...(carries ? { carries } : {}),
          ...(when === undefined ? {} : { when }),
        };
      }),
  );
}

function leads(from: string, to: string, edges: readonly Edge[]): boolean {
  const met = [from];
  for (const node of met) {
    for (const { source, target } of edges) {
      const next = splitEndpoint(target)[0];
      if (splitEndpoint(source)[0] === node && !met.includes(next)) met.push(next);
    }
  }
  return met.includes(to);
}

/** Of a wire that carries something the shape behind it is not known: only what it carries is asked. */
function refusalOf(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: string,
  { source, target, carries }: Edge,
): string | null {
  const analysis = analysisOf(document, catalogue);
  if (!carries) return canConnect(document, analysis, module, source, target)?.message ?? null;
  const wiring = wiringRefusal(document, analysis, module, source, target);
  if (wiring) return wiring.message;
  const reason = misfit(
    catalogue,
    analysis.scopes(module),
    carries,
    analysis.shapes(module, source),
  );
  return reason && `${reason}.`;
}

/** What could not be joined, or was and is doubtful. */
function tellOutcome(
  state: DesignerState,
  catalogue: Catalogue,
  module: string,
  wires: readonly Edge[],
  reason: string | null,
): void {
  const { document } = state.history;
  const analysis = analysisOf(document, catalogue);
  if (reason !== null) {
    const begin = wires.length > 0 ? "Not all ends were joined" : "The ends were not joined";
    state.refuse({ message: `${begin}. ${reason}`, fixes: [], isDoubt: true });
    return;
  }
  for (const { source, target, carries } of wires) {
    const doubtful = carries ? null : doubt(document, analysis, module, source, target);
    if (!doubtful) continue;
    state.refuse({ message: doubtful.message, fixes: doubtful.fixes, isDoubt: true });
    return;
  }
}
