/** The ports of bodies, and where the ends of a wire lead. */

import { type Catalogue, operatorNamed } from "../../document/catalogue";
import type { Body, Edge, Module, SpaceDocument } from "../../document/model";

export interface PortInfo {
  id: string;
  many: boolean;
}

export interface Ports {
  inputs: PortInfo[];
  outputs: PortInfo[];
}

const ONE_TO_ONE: Ports = {
  inputs: [{ id: "x", many: false }],
  outputs: [{ id: "y", many: false }],
};

export function bodyPorts(body: Body, document: SpaceDocument, catalogue: Catalogue): Ports {
  switch (body.kind) {
    case "operator": {
      const operator = operatorNamed(catalogue, body.operator);
      if (!operator) return ONE_TO_ONE;
      const outputs = operator.outputs.map((id) => ({ id, many: false }));
      return { inputs: operator.inputs.map(({ id, many }) => ({ id, many })), outputs };
    }
    case "merge":
      return { inputs: [{ id: "x", many: true }], outputs: [{ id: "y", many: false }] };
    case "choice":
      return firstPorts(body.of, document, catalogue);
    case "switch":
      return firstPorts(body.cases, document, catalogue);
    case "repeat":
      return bodyPorts(body.body, document, catalogue);
    case "reference": {
      const module = document.modules[body.module];
      return module ? modulePorts(module) : ONE_TO_ONE;
    }
  }
}

function firstPorts(
  parts: readonly { node: Body }[],
  document: SpaceDocument,
  catalogue: Catalogue,
): Ports {
  const first = parts[0];
  return first ? bodyPorts(first.node, document, catalogue) : ONE_TO_ONE;
}

function modulePorts(module: Module): Ports {
  const read = (ports: Module["inputs"]) =>
    (ports ?? []).map(({ id, many }) => ({ id, many: many ?? false }));
  return { inputs: read(module.inputs), outputs: read(module.outputs) };
}

export interface End {
  node: string;
  port: string;
}

/** Canvas ends of a wire; a module's own ports stand on the canvas as nodes `in.image`. */
export function endsOf(
  edge: Pick<Edge, "source" | "target">,
  module: Module,
  document: SpaceDocument,
  catalogue: Catalogue,
): { source: End; target: End } {
  const find = (text: string, side: "inputs" | "outputs"): End => {
    const [node = "", port] = text.split(".", 2);
    if (node === "in" || node === "out") {
      const id = port ?? modulePorts(module)[node === "in" ? "inputs" : "outputs"][0]?.id ?? "";
      return { node: `${node}.${id}`, port: id };
    }
    if (port) return { node, port };
    const body = module.nodes?.find(({ id }) => id === node);
    const lone = body && bodyPorts(body, document, catalogue)[side][0];
    return { node, port: lone?.id ?? "" };
  };
  return { source: find(edge.source, "outputs"), target: find(edge.target, "inputs") };
}
