/** Edits of a module's graph: nodes, wires, where they stand. */

import type { Edits } from "./commands";
import { type Edge, ID, type Module, type SpaceDocument, splitEndpoint, type View } from "./model";
import { moduleOf, withEdge, withModule } from "./places";
import { Refusal } from "./refusal";

type Pair = [number, number];
type GraphEdit =
  | "add_node"
  | "add_wires"
  | "remove"
  | "connect"
  | "rewire"
  | "move"
  | "set_carries"
  | "set_when";

export const GRAPH_EDITS: Edits<GraphEdit> = {
  add_node: {
    title: ({ node }) => `add ${node.id}`,
    apply: (document, { module, node, position }) => {
      checkNewNode(moduleOf(document, module), node.id);
      const grown = withModule(document, module, (held) => ({
        ...held,
        nodes: [...(held.nodes ?? []), node],
      }));
      return position ? moved(grown, module, { [node.id]: position }) : grown;
    },
  },
  remove: {
    title: ({ module, nodes, edges }, { place }) =>
      `remove ${listed([...nodes, ...edges.map((id) => `edge:${id}`)].map((id) => place(module, id)))}`,
    apply: (document, { module, nodes, edges }) => {
      const gone = new Set(nodes);
      const cut = new Set(edges);
      const stays = (edge: Edge) =>
        !cut.has(edge.id) &&
        !gone.has(splitEndpoint(edge.source)[0]) &&
        !gone.has(splitEndpoint(edge.target)[0]);
      const rest = withModule(document, module, (held) => ({
        ...held,
        nodes: (held.nodes ?? []).filter((node) => !gone.has(node.id)),
        edges: (held.edges ?? []).filter(stays),
      }));
      return withoutPositions(rest, module, gone);
    },
  },
  connect: {
    title: ({ module, source, target }, { end }) =>
      `connect ${end(module, source)} to ${end(module, target)}`,
    apply: (document, { module, source, target, id }) => {
      const held = moduleOf(document, module);
      const edges = held.edges ?? [];
      if (edges.some((edge) => edge.source === source && edge.target === target)) {
        throw new Refusal(`${source} and ${target} are connected already.`);
      }
      const taken = edges.map((edge) => edge.id);
      if (id !== undefined && taken.includes(id))
        throw new Refusal(`Wire "${id}" is there already.`);
      const edge = { id: id ?? nextWire(taken), source, target };
      return withModule(document, module, () => ({ ...held, edges: [...edges, edge] }));
    },
  },
  add_wires: {
    title: ({ edges }) => `add wires ${edges.map(({ id }) => id).join(", ")}`,
    apply: (document, { module, edges }) =>
      withModule(document, module, (held) => {
        const taken = new Set((held.edges ?? []).map(({ id }) => id));
        const again = edges.find(({ id }) => taken.has(id));
        if (again) throw new Refusal(`Wire "${again.id}" is there already.`);
        return { ...held, edges: [...(held.edges ?? []), ...edges] };
      }),
  },
  rewire: {
    title: ({ module, edge }, { place }) => `move ${place(module, `edge:${edge}`)}`,
    apply: (document, { module, edge, source, target }) =>
      withEdge(document, module, edge, (held) => ({ ...held, source, target })),
  },
  move: {
    title: ({ module, positions }, { place }) =>
      `move ${listed(Object.keys(positions).map((id) => place(module, id)))}`,
    apply: (document, { module, positions, sizes, flow }) => {
      const after = moved(document, module, positions, sizes);
      return flow
        ? withView(after, (view) => ({ ...view, flows: { ...view.flows, [module]: flow } }))
        : after;
    },
  },
  set_carries: {
    title: ({ module, edge, body }, { place }) => {
      const wire = place(module, `edge:${edge}`);
      return body ? `change what ${wire} carries` : `empty ${wire}`;
    },
    apply: (document, { module, edge, body }) =>
      withEdge(document, module, edge, ({ carries: _, ...rest }) =>
        body ? { ...rest, carries: body } : rest,
      ),
  },
  set_when: {
    title: ({ module, edge }, { place }) => `change when ${place(module, `edge:${edge}`)} is there`,
    apply: (document, { module, edge, value }) =>
      withEdge(document, module, edge, ({ when: _, ...rest }) =>
        value === true ? rest : { ...rest, when: value },
      ),
  },
};

const MOST_NAMED = 3;

/** "Sum, ReLU"; of many "Sum, ReLU and 4 more". */
function listed(names: string[]): string {
  if (names.length <= MOST_NAMED) return names.join(", ");
  const shown = names.slice(0, MOST_NAMED - 1);
  return `${shown.join(", ")} and ${names.length - shown.length} more`;
}

function checkNewNode(module: Module, id: string): void {
  if (!ID.test(id)) {
    throw new Refusal(
      `An id has letters, digits and _ only and begins with a letter; got "${id}".`,
    );
  }
  if (id === "in" || id === "out") throw new Refusal(`"${id}" names the module's own ports.`);
  if (module.nodes?.some((node) => node.id === id)) {
    throw new Refusal(`There is a node "${id}" already.`);
  }
}

function nextWire(taken: string[]): string {
  for (let number = 0; ; number += 1) if (!taken.includes(`w${number}`)) return `w${number}`;
}

function moved(
  document: SpaceDocument,
  module: string,
  positions: Record<string, Pair>,
  sizes: Record<string, Pair> = {},
): SpaceDocument {
  const placed = Object.fromEntries(
    Object.entries(positions).map(([id, [x, y]]) => {
      if (!Number.isFinite(x) || !Number.isFinite(y))
        throw new Refusal(`"${id}" must stand somewhere.`);
      return [`${module}/${id}`, [Math.round(x), Math.round(y)] as Pair];
    }),
  );
  const sized = Object.entries(sizes).map(([id, size]) => [`${module}/${id}`, size]);
  // The size of a node that is placed without one is not known: an older one says nothing.
  const rest = without(document.view?.sizes, (key) => key in placed);
  return withView(document, (view) => ({
    ...view,
    positions: { ...view.positions, ...placed },
    ...(rest || sized.length > 0 ? { sizes: { ...rest, ...Object.fromEntries(sized) } } : {}),
  }));
}

export function withoutPositions(
  document: SpaceDocument,
  module: string,
  gone: ReadonlySet<string>,
): SpaceDocument {
  const { positions = {}, sizes } = document.view ?? {};
  const isGone = (key: string) =>
    key.startsWith(`${module}/`) && gone.has(key.slice(module.length + 1));
  if (!Object.keys(positions).some(isGone)) return document;
  return withView(document, (view) => ({
    ...view,
    positions: without(positions, isGone) ?? {},
    ...(sizes ? { sizes: without(sizes, isGone) ?? {} } : {}),
  }));
}

function without(
  held: Record<string, Pair> | undefined,
  isGone: (key: string) => boolean,
): Record<string, Pair> | undefined {
  return held && Object.fromEntries(Object.entries(held).filter(([key]) => !isGone(key)));
}

function withView(document: SpaceDocument, change: (view: View) => View): SpaceDocument {
  return { ...document, view: change(document.view ?? {}) };
}
