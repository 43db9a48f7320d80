/** A space to begin with: a network that has the ports of its problem, and nothing between them. */

import type { EntryForm } from "./catalogue";
import { parse } from "./expressions";
import { FORMAT, type Port, type SpaceDocument, type SymbolValue } from "./model";
import { freshId } from "./places";

/** Facts of the data until a run brings its own: those of small colour pictures, and of small tables. */
const USUAL: Record<string, SymbolValue> = { channels: 3, height: 32, width: 32, classes: 10 };
const OTHERWISE = 8;

export function blankSpace(problem: EntryForm, name: string): SpaceDocument {
  const shapes = [...problem.input_shapes, ...problem.output_shapes];
  const facts = shapes.flatMap((shape) => [...parse(shape).names]);
  const symbols = Object.fromEntries(facts.map((fact) => [fact, USUAL[fact] ?? OTHERWISE]));
  const network = {
    role: "network" as const,
    title: "Network",
    inputs: portsFor(problem.input_shapes, (rank) => (rank === 3 ? "image" : "row")),
    outputs: portsFor(problem.output_shapes, () => "scores"),
    nodes: [],
    edges: [],
  };
  return {
    format: FORMAT,
    name,
    problem: { kind: problem.name, symbols },
    modules: { network },
    root: "network",
  };
}

function portsFor(shapes: readonly string[], word: (rank: number) => string): Port[] {
  const ports: Port[] = [];
  for (const shape of shapes) {
    const taken = ports.map(({ id }) => id);
    ports.push({ id: freshId(taken, word(shape.split(",").length)) });
  }
  return ports;
}
