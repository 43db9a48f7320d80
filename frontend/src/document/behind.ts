/** Which nodes get what a node gives. */

import { type Module, splitEndpoint } from "./model";

interface Known {
  next: ReadonlyMap<string, readonly string[]>;
  behind: Map<string, ReadonlySet<string>>;
}

/** Modules are never changed, only replaced: each is looked through once. */
const known = new WeakMap<Module, Known>();

/** The nodes that get what a node gives, directly or through others. */
export function behindOf(module: Module, node: string): ReadonlySet<string> {
  const { next, behind } = lookedThrough(module);
  const found = behind.get(node);
  if (found) return found;
  const reached = new Set<string>();
  const waiting = [node];
  for (const from of waiting) {
    for (const target of next.get(from) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      waiting.push(target);
    }
  }
  behind.set(node, reached);
  return reached;
}

function lookedThrough(module: Module): Known {
  const found = known.get(module);
  if (found) return found;
  const next = new Map<string, string[]>();
  for (const edge of module.edges ?? []) {
    const [source] = splitEndpoint(edge.source);
    const [target] = splitEndpoint(edge.target);
    next.set(source, [...(next.get(source) ?? []), target]);
  }
  const looked = { next, behind: new Map() };
  known.set(module, looked);
  return looked;
}
