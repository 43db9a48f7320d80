/** The ports of bodies, and which end of a wire is which. */

import { type Catalogue, operatorNamed } from "./catalogue";
import { type Body, type Module, type Port, type SpaceDocument, splitEndpoint } from "./model";

export interface Ports {
  inputs: Port[];
  outputs: Port[];
}

const LONE: Ports = { inputs: [{ id: "x" }], outputs: [{ id: "y" }] };
const JOIN: Ports = { inputs: [{ id: "x", many: true }], outputs: [{ id: "y" }] };

/** Ports of a body; alternatives have those of the first. Null where a module or operator is missing. */
export function portsOf(document: SpaceDocument, catalogue: Catalogue, body: Body): Ports | null {
  switch (body.kind) {
    case "merge":
      return JOIN;
    case "operator": {
      const operator = operatorNamed(catalogue, body.operator);
      if (!operator) return null;
      return {
        inputs: operator.inputs.map(({ id, many }) => ({ id, many })),
        outputs: operator.outputs.map((id) => ({ id })),
      };
    }
    case "reference": {
      const module = Object.hasOwn(document.modules, body.module)
        ? document.modules[body.module]
        : undefined;
      return module ? { inputs: module.inputs ?? [], outputs: module.outputs ?? [] } : null;
    }
    case "repeat":
      return portsOf(document, catalogue, body.body);
    case "choice":
      return firstOf(
        document,
        catalogue,
        body.of.map((option) => option.node),
      );
    case "switch":
      return firstOf(
        document,
        catalogue,
        body.cases.map((option) => option.node),
      );
  }
}

/** One that says most: a reference's ports have names, an identity's stand for any. */
function firstOf(document: SpaceDocument, catalogue: Catalogue, bodies: Body[]): Ports | null {
  const all = bodies.map((body) => portsOf(document, catalogue, body));
  const widest = all.reduce((best, ports) => (size(ports) > size(best) ? ports : best), null);
  return widest ?? (bodies.length > 0 ? null : LONE);
}

function size(ports: Ports | null): number {
  return ports ? ports.inputs.length + ports.outputs.length : -1;
}

/** The port an end of a wire means: by name, or the lone one. */
export function portNamed(ports: Port[], name: string | undefined): Port | undefined {
  return name === undefined
    ? ports.length === 1
      ? ports[0]
      : undefined
    : ports.find((p) => p.id === name);
}

/** Ports of a node, or of the module itself for `in` and `out`. */
export function portsAt(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: Module,
  node: string,
): Ports | null {
  if (node === "in") return { inputs: [], outputs: module.inputs ?? [] };
  if (node === "out") return { inputs: module.outputs ?? [], outputs: [] };
  const found = module.nodes?.find(({ id }) => id === node);
  return found ? portsOf(document, catalogue, found) : null;
}

/** Write an end of a wire in full: `stem` becomes `stem.y`. Undefined when it leads nowhere. */
export function fullEndpoint(
  document: SpaceDocument,
  catalogue: Catalogue,
  module: Module,
  endpoint: string,
  side: "inputs" | "outputs",
): string | undefined {
  const [node, name] = splitEndpoint(endpoint);
  const port = portNamed(portsAt(document, catalogue, module, node)?.[side] ?? [], name);
  return port ? `${node}.${port.id}` : undefined;
}
