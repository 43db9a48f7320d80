/** One module of the document as a picture: nodes with ports and chips, wires with routes. */

import type { Catalogue } from "../../document/catalogue";
import {
  type Edge,
  type Module,
  type Node,
  type Port,
  type SpaceDocument,
  splitEndpoint,
} from "../../document/model";
import type { Analysis } from "../../document/shapes";
import { type BodyLook, describeBody, isDrawnOperator, writePick } from "./bodies";
import { cardSize, even, PILL_HEIGHT, PORT_ROW, pillWidth } from "./cards";
import { standOf } from "./layout";
import { shortShape, textWidth, writeCondition } from "./look";
import type { Flow, Picture, PictureNode, PicturePort } from "./picture";
import { bodyPorts, endsOf } from "./ports";
import { problemCounts } from "./problems";
import { labelSize, routed, type Unrouted } from "./routed";
import type { Point, Size } from "./routing";
import { type Called, namesIn } from "./titles";

const PORT_PILL = 32;
export const MOST_CHIPS = 8;
const MOST_LONG_LABELS = 3;

export interface Subject {
  document: SpaceDocument;
  module: string;
  catalogue: Catalogue;
  analysis: Analysis;
  /** The way it runs where the document says none; else what it holds decides. */
  flow?: Flow | undefined;
}

/** Draw a module. */
export function toCanvas(subject: Subject): Picture {
  const module = subject.document.modules[subject.module] as Module;
  const names = namesIn(subject.document, subject.catalogue, subject.module);
  const unplaced = [
    ...portNodes(subject, module, "in"),
    ...(module.nodes ?? []).map((node) => drawNode(subject, node, names.get(node.id))),
    ...portNodes(subject, module, "out"),
  ];
  const wires = shortened((module.edges ?? []).map((edge) => drawWire(subject, module, edge)));
  for (const node of unplaced) sayShapes(node, wires);
  const { flow, nodes } = place(subject, unplaced, wires);
  for (const node of nodes) spreadPorts(node, flow);
  return { flow, nodes, wires: routed(flow, nodes, wires) };
}

/** A merge that changes no shape says none: the drawing would repeat itself at each node. */
function sayShapes(node: Unplaced, wires: readonly Unrouted[]): void {
  const entering = wires.filter(({ target }) => target.node === node.id);
  for (const port of node.outputs) {
    const isSame = entering.length > 0 && entering.every(({ shape }) => shape === port.shape);
    port.says = port.shape && !(node.kind === "merge" && isSame) ? shortShape(port.shape) : "";
  }
}

/** A lone port stands in the middle of its side; several beside their names, or evenly. */
function spreadPorts(node: PictureNode, flow: Flow): void {
  const rows = flow === "right" ? portRows(node) : 0;
  const top = node.height - rows;
  for (const ports of [node.inputs, node.outputs]) {
    for (const [index, port] of ports.entries()) {
      const even =
        ((flow === "right" ? node.height : node.width) * (index + 1)) / (ports.length + 1);
      port.offset = rows > 0 && ports.length > 1 ? top + (index + 0.5) * PORT_ROW : even;
    }
  }
}

/** Where data runs to the right, each of several ports has a row with its name under the rest. */
function portRows({ inputs, outputs }: Pick<PictureNode, "inputs" | "outputs">): number {
  const most = Math.max(inputs.length, outputs.length);
  return most > 1 ? most * PORT_ROW + 6 : 0;
}

/** `spread` is the width it has more where data runs down: several ports stand side by side. */
type Unplaced = Omit<PictureNode, "x" | "y"> & { spread: number };

function portNodes(subject: Subject, module: Module, side: "in" | "out"): Unplaced[] {
  const ports = (side === "in" ? module.inputs : module.outputs) ?? [];
  return ports.map((port) => {
    const endpoint = `${side}.${port.id}`;
    const end = portOf(subject, endpoint, port.id, "", port.many ?? false);
    return {
      ...blank(endpoint, side === "in" ? "input" : "output", port.title || port.id),
      width: even(textWidth(port.title || port.id, 13) + 52),
      height: PORT_PILL,
      glyph: side === "in" ? "→" : "⇥",
      inputs: side === "out" ? [end] : [],
      outputs: side === "in" ? [end] : [],
    };
  });
}

function blank(id: string, kind: PictureNode["kind"], title: string): Unplaced {
  return {
    id,
    kind,
    title,
    mark: "",
    subtitle: "",
    glyph: "",
    colour: "var(--text-3)",
    badge: "",
    chips: [],
    more: 0,
    inputs: [],
    outputs: [],
    errors: 0,
    warnings: 0,
    opens: null,
    head: PORT_PILL,
    width: 0,
    height: 0,
    spread: 0,
  };
}

/** An operator of one's own looks like a built-in one. */
function drawnKind(node: Node, { modules }: SpaceDocument): PictureNode["kind"] {
  const isDrawn = node.kind === "reference" && isDrawnOperator(modules[node.module]);
  return isDrawn ? "operator" : node.kind;
}

function drawNode(subject: Subject, node: Node, name: Called | undefined): Unplaced {
  const { document, catalogue, analysis, module } = subject;
  const look = lookOf(subject, node);
  const rows = Math.min(look.chips.length, MOST_CHIPS) + (look.chips.length > MOST_CHIPS ? 1 : 0);
  const ports = bodyPorts(node, document, catalogue);
  const drawn = {
    inputs: portsOfNode(subject, node.id, ports.inputs),
    outputs: portsOfNode(subject, node.id, ports.outputs),
  };
  const named = { title: name?.title ?? node.id, mark: name?.id ?? "" };
  const words =
    node.kind === "merge" ? pillWords(named, look) : { ...named, subtitle: look.subtitle };
  const chips = look.chips.slice(0, MOST_CHIPS);
  const size =
    node.kind === "merge"
      ? { width: pillWidth(words), height: PILL_HEIGHT, head: PILL_HEIGHT, spread: 0 }
      : cardSize({ ...words, kind: node.kind, badge: look.badge }, chips, rows, drawn);
  return {
    ...blank(node.id, drawnKind(node, document), words.title),
    ...look,
    ...words,
    chips,
    more: Math.max(0, look.chips.length - MOST_CHIPS),
    ...size,
    ...problemCounts(analysis, ["modules", module, "nodes", node.id]),
    ...drawn,
  };
}

/** Merges are many and small: where two are called alike, the sign says what the id does not. */
function pillWords(
  { title, mark }: { title: string; mark: string },
  { subtitle }: BodyLook,
): Pick<PictureNode, "title" | "mark" | "subtitle"> {
  return { title: mark || title, mark: "", subtitle };
}

/** A merge says of how many wires it picks, which only its module knows. */
function lookOf({ document, catalogue, module }: Subject, node: Node): BodyLook {
  const look = describeBody(node, document, catalogue);
  if (node.kind !== "merge") return look;
  const pick = node.pick ?? "all";
  const edges = document.modules[module]?.edges ?? [];
  const entering = edges.filter(({ target }) => splitEndpoint(target)[0] === node.id).length;
  return { ...look, subtitle: pick === "all" ? "" : `${writePick(pick)} of ${entering}` };
}

function portsOfNode(subject: Subject, node: string, ports: Port[]): PicturePort[] {
  return ports.map(({ id, many = false }) =>
    portOf(subject, `${node}.${id}`, id, ports.length > 1 ? id : "", many),
  );
}

function portOf(
  { analysis, module }: Subject,
  endpoint: string,
  id: string,
  title: string,
  many: boolean,
): PicturePort {
  return {
    endpoint,
    id,
    title,
    shape: analysis.shapeText(module, endpoint) ?? "",
    says: "",
    many,
    offset: 0,
  };
}

function drawWire(subject: Subject, module: Module, edge: Edge): Unrouted {
  const { document, catalogue, analysis } = subject;
  const ends = endsOf(edge, module, document, catalogue);
  const carried = edge.carries ? describeBody(edge.carries, document, catalogue) : null;
  const condition = writeCondition(edge.when);
  const { errors } = problemCounts(analysis, ["modules", subject.module, "edges", edge.id]);
  return {
    id: edge.id,
    ...ends,
    label: carried?.short ?? "",
    labelHint: carried ? carried.hint : "",
    dots: carried ? carried.dots.slice(0, 4) : [],
    condition,
    shape: analysis.shapeText(subject.module, edge.source) ?? "",
    errors,
    opens: carried?.opens ?? null,
  };
}

/** Where many wires carry something, their labels say it in fewer letters. */
function shortened(wires: Unrouted[]): Unrouted[] {
  if (wires.filter(({ label }) => label).length <= MOST_LONG_LABELS) return wires;
  return wires.map((wire) => ({ ...wire, label: wire.label.replace(/ operator(s?)$/, " op$1") }));
}

function place(
  { document, module, flow: held }: Subject,
  nodes: Unplaced[],
  wires: Unrouted[],
): { flow: Flow; nodes: PictureNode[] } {
  const { positions, sizes, flows } = document.view ?? {};
  const keptOf = (id: string) => positions?.[`${module}/${id}`];
  const links = wires.map((wire) => ({
    source: wire.source.node,
    target: wire.target.node,
    label: labelSize(wire),
  }));
  const standing = nodes.map((node) => ({
    id: node.id,
    width: node.width,
    height: node.height,
    rows: portRows(node),
    spread: node.spread,
  }));
  const { flow, spots: laid } = standOf(standing, links, keptOf, flows?.[module] ?? held);
  const placed = nodes.map(({ spread, ...plain }): PictureNode => {
    const node = { ...plain };
    if (flow === "right") node.height += portRows(plain);
    else node.width += spread;
    const kept = keptOf(node.id);
    const spot = kept ? onMiddle(node, kept, sizes?.[`${module}/${node.id}`]) : laid.get(node.id);
    return { ...node, ...(spot ?? { x: 0, y: 0 }) };
  });
  return { flow, nodes: placed };
}

/**
 * A node that has grown since it was placed stands on the same middle: wires that ran straight
 * still do, whichever way the module runs.
 */
function onMiddle(node: Size, [x, y]: [number, number], size?: [number, number]): Point {
  if (!size) return { x, y };
  return {
    x: Math.round(x + (size[0] - node.width) / 2),
    y: Math.round(y + (size[1] - node.height) / 2),
  };
}
