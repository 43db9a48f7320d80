import { describe, expect, it } from "vitest";

import { inColumns, type Joint, type Standing } from "./columns";
import { standOf } from "./layout";
import type { Flow } from "./picture";
import { type Box, type Link, overlaps, routeWires } from "./routing";

const LABEL = { width: 72, height: 24 };
const sum = (id: string): Standing => ({ id, width: 76, height: 36 });
const wire = (source: string, target: string, label: Joint["label"] = LABEL): Joint => ({
  source,
  target,
  label,
});

/** Figure 1 of the DARTS paper: four sums, each fed by both inputs and all sums before it. */
function dartsCell(): [Standing[], Joint[]] {
  const ids = ["in.p", "in.q", "n2", "n3", "n4", "n5", "cat", "out.y"];
  const sums = ids.slice(2, 6);
  const choices = sums.flatMap((target, at) =>
    ids.slice(0, 2 + at).map((source) => wire(source, target)),
  );
  const plain = [...sums.map((id) => wire(id, "cat", null)), wire("cat", "out.y", null)];
  return [ids.map(sum), [...choices, ...plain]];
}

/** The cell of NAS-Bench-201: four nodes, each wired to all behind it. */
function benchCell(): [Standing[], Joint[]] {
  const ids = ["in.x", "n1", "n2", "n3"];
  const choices = ids.flatMap((target, at) =>
    ids.slice(0, at).map((source) => wire(source, target)),
  );
  return [[...ids, "out.y"].map(sum), [...choices, wire("n3", "out.y", null)]];
}

/** A dense graph without rings; which wires there are follows from `seed` alone. */
function denseCell(seed: number): [Standing[], Joint[]] {
  let state = seed;
  const draw = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const ids = Array.from({ length: 8 }, (_, at) => `n${at}`);
  const joints = ids.flatMap((target, at) =>
    ids
      .slice(0, at)
      .flatMap((source, from) =>
        from === at - 1 || draw() < 0.5 ? [wire(source, target, draw() < 0.7 ? LABEL : null)] : [],
      ),
  );
  return [ids.map((id) => ({ id, width: 80 + Math.round(draw() * 140), height: 48 })), joints];
}

/** What the canvas makes of it: boxes of nodes and of labels. */
function drawn(
  [nodes, joints]: [Standing[], Joint[]],
  flow?: Flow,
): { nodes: Box[]; labels: Box[] } {
  const stand = flow
    ? { flow, ...inColumns(nodes, joints, flow) }
    : standOf(nodes, joints, () => undefined);
  const boxes = nodes.map(
    (node): Box => ({ ...node, ...(stand.spots.get(node.id) ?? { x: 0, y: 0 }) }),
  );
  const end = (id: string, share: 0 | 1) => {
    const { x, y, width, height } = boxes.find((box) => box.id === id) as Box;
    return stand.flow === "right"
      ? { x: x + share * width, y: y + height / 2 }
      : { x: x + width / 2, y: y + share * height };
  };
  const links = joints.map(
    ({ source, target, label }): Link => ({
      id: `${source}-${target}`,
      from: source,
      to: target,
      source: end(source, 1),
      target: end(target, 0),
      label,
    }),
  );
  const routes = routeWires(boxes, links, stand.flow);
  const labels = links.flatMap(({ id, label }): Box[] => {
    const at = routes.get(id)?.label;
    return label && at
      ? [{ id, x: at.x - label.width / 2, y: at.y - label.height / 2, ...label }]
      : [];
  });
  return { nodes: boxes, labels };
}

function covered({ nodes, labels }: { nodes: Box[]; labels: Box[] }): string[] {
  return labels.flatMap((label, at) =>
    [...nodes, ...labels.slice(at + 1)]
      .filter((other) => overlaps(label, other))
      .map((other) => `${label.id} on ${other.id}`),
  );
}

const cells: [string, [Standing[], Joint[]]][] = [
  ["of DARTS", dartsCell()],
  ["of NAS-Bench-201", benchCell()],
  ...[1, 2, 3, 4, 5, 6].map((seed): [string, [Standing[], Joint[]]] => [
    `drawn from ${seed}`,
    denseCell(seed),
  ]),
];

describe.each(cells)("the cell %s", (_, cell) => {
  it.each(["right", "down"] as const)("has no label on a node or label, running %s", (flow) => {
    const picture = drawn(cell, flow);
    expect(picture.labels.length).toBeGreaterThan(0);
    expect(covered(picture)).toEqual([]);
  });

  it.each(["right", "down"] as const)("has no node on another, running %s", (flow) => {
    const { nodes } = drawn(cell, flow);
    for (const [at, node] of nodes.entries()) {
      expect(nodes.slice(at + 1).filter((other) => overlaps(node, other))).toEqual([]);
    }
  });
});

describe("columns", () => {
  it("put the sums of DARTS on one axis, in the order of their wires", () => {
    const { nodes } = drawn(dartsCell(), "down");
    const lone = nodes.filter(({ id }) => /^(n|cat|out)/.test(id));
    expect(new Set(lone.map(({ x, width }) => x + width / 2)).size).toBe(1);
    expect([...lone].sort((a, b) => a.y - b.y)).toEqual(lone);
  });

  it("run NAS-Bench-201 to the right, as its paper does", () => {
    const [nodes, joints] = benchCell();
    expect(standOf(nodes, joints, () => undefined).flow).toBe("right");
  });

  it("run a cell down that could not be read to the right", () => {
    const [nodes, joints] = dartsCell();
    expect(standOf(nodes, joints, () => undefined).flow).toBe("down");
  });

  it("open a ring at what is written first", () => {
    const { spots } = inColumns([sum("a"), sum("b")], [wire("a", "b"), wire("b", "a")], "right");
    expect(spots.get("a")?.x).toBeLessThan(spots.get("b")?.x ?? 0);
  });
});
