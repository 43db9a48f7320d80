/** Ports as the canvas needs them: there is always something to draw, even of what is unknown. */

import type { Catalogue } from "../../document/catalogue";
import type { Body, Edge, Module, SpaceDocument } from "../../document/model";
import { splitEndpoint } from "../../document/model";
import { fullEndpoint, type Ports, portsOf } from "../../document/ports";

const ONE_TO_ONE: Ports = { inputs: [{ id: "x" }], outputs: [{ id: "y" }] };

export function bodyPorts(body: Body, document: SpaceDocument, catalogue: Catalogue): Ports {
  return portsOf(document, catalogue, body) ?? ONE_TO_ONE;
}

/** One end of a wire on the canvas, where a module's own ports are nodes such as `in.image`. */
export interface End {
  node: string;
  port: string;
}

export function endsOf(
  edge: Pick<Edge, "source" | "target">,
  module: Module,
  document: SpaceDocument,
  catalogue: Catalogue,
): { source: End; target: End } {
  const find = (text: string, side: keyof Ports): End => {
    const full = fullEndpoint(document, catalogue, module, text, side) ?? text;
    const [node, port = ""] = splitEndpoint(full);
    return node === "in" || node === "out" ? { node: full, port } : { node, port };
  };
  return { source: find(edge.source, "outputs"), target: find(edge.target, "inputs") };
}

/** An end as the document writes it in full. */
export function writeEnd({ node, port }: End): string {
  return /^(in|out)\./.test(node) || !port ? node : `${node}.${port}`;
}

export function isModulePort(node: string): boolean {
  return /^(in|out)\./.test(node);
}
