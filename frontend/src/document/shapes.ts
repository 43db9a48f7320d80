/**
 * Shapes, costs and faults of a drawing, worked out over all its choices while it is drawn.
 *
 * Every use of a module is followed with the arguments and shapes it is given, so that a template
 * drawn once shows all it becomes. The server checks again (`nas/validation`) before anything runs.
 */

import { type Catalogue, type Issue, problemNamed } from "./catalogue";
import { ExpressionError } from "./expressions";
import type { SpaceDocument } from "./model";
import type { Cost } from "./operatorRules";
import { fullEndpoint } from "./ports";
import { evaluateAll, type Names, type Shape, type ShapeSet, textOf } from "./sets";
import { structuralIssues } from "./structure";
import { Walk } from "./walk";

export interface Analysis {
  catalogue: Catalogue;
  issues: Issue[];
  /** Shapes at an end of a wire over all uses, or null when unknown. */
  shapes: (module: string, endpoint: string) => ShapeSet;
  /** The same as text: `{16,32}×8×8`. */
  shapeText: (module: string, endpoint: string) => string | null;
  /** Parameters and MACs of one node over all its uses. */
  cost: (module: string, node: string) => Cost | null;
  /** Whether the network uses the module at all. */
  isUsed: (module: string) => boolean;
  /** What the names in a module may be, for each of its uses. */
  scopes: (module: string) => readonly Names[];
}

export function analyse(document: SpaceDocument, catalogue: Catalogue): Analysis {
  const issues = structuralIssues(document, catalogue);
  const walk = new Walk(document, catalogue, issues);
  walk.network(namesOf(document), rootShapes(document, catalogue, issues));
  const shapes = (module: string, endpoint: string): ShapeSet => {
    const held = document.modules[module];
    if (!held) return null;
    const out = fullEndpoint(document, catalogue, held, endpoint, "outputs");
    if (out) return walk.at(module, out);
    const into = fullEndpoint(document, catalogue, held, endpoint, "inputs");
    return into ? walk.at(module, `>${into}`) : null;
  };
  return {
    catalogue,
    issues,
    shapes,
    shapeText: (module, endpoint) => textOf(shapes(module, endpoint)),
    cost: (module, node) => walk.costs.get(`${module}/${node}`) ?? null,
    isUsed: (module) => walk.used.has(module),
    scopes: (module) => walk.scopes.get(module) ?? [],
  };
}

/** Names that hold everywhere: the variables of the space and the symbols of its problem. */
function namesOf(document: SpaceDocument): Names {
  const symbols = Object.entries(document.problem.symbols ?? {});
  return Object.fromEntries(symbols.map(([name, value]) => [name, [value]]));
}

/** Shapes that the problem hands to the network. */
function rootShapes(document: SpaceDocument, catalogue: Catalogue, issues: Issue[]): ShapeSet[] {
  const problem = problemNamed(catalogue, document.problem.kind);
  const names = namesOf(document);
  return (problem?.input_shapes ?? []).map((text) => {
    try {
      return evaluateAll(text, names) as readonly Shape[] | null;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const message = `The problem gives shapes by ${error.message}`;
      issues.push({
        path: ["problem", "symbols"],
        code: error.code,
        message,
        severity: "error",
        fix: null,
      });
      return null;
    }
  });
}
