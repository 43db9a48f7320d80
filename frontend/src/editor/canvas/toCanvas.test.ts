import { describe, expect, it } from "vitest";

import { apply } from "../../document/commands";
import { smallSpace } from "../../document/samples";
import { dartsSpace, subjectOf } from "../samples";
import { roundAll } from "./placing";
import { labelSize, movedTo } from "./routed";
import { type Box, overlaps, type Point } from "./routing";
import { toCanvas } from "./toCanvas";

const draw = (document = smallSpace(), module = "cell") => toCanvas(subjectOf(document, module));

/** Points along a drawn path, read back from its text. */
function pointsOf(path: string): Point[] {
  const ends = [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  const points: Point[] = [];
  for (let at = 0; at + 3 < ends.length; at += 3) {
    for (let step = 0; step <= 20; step += 1) {
      const [t, s] = [step / 20, 1 - step / 20];
      const mix = (axis: 0 | 1) =>
        [s ** 3, 3 * s * s * t, 3 * s * t * t, t ** 3].reduce(
          (sum, share, index) => sum + share * (ends[at + index]?.[axis] ?? 0),
          0,
        );
      points.push({ x: mix(0), y: mix(1) });
    }
  }
  return points;
}

function isIn({ x, y }: Point, box: Box): boolean {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}

describe("a module as a picture", () => {
  it("has its nodes and its own ports", () => {
    expect(draw().nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ["in.x", "input"],
      ["op", "choice"],
      ["sum", "merge"],
      ["out.y", "output"],
    ]);
  });

  it("connects wires to ports by name, also where the document needs none", () => {
    const wire = draw().wires.find(({ id }) => id === "a");
    expect([wire?.source, wire?.target]).toEqual([
      { node: "in.x", port: "x" },
      { node: "op", port: "x" },
    ]);
  });

  it("shows the alternatives of a choice, with what tells them apart", () => {
    const chips = draw().nodes.find(({ id }) => id === "op")?.chips ?? [];
    expect(chips.map(({ title, detail }) => [title, detail])).toEqual([
      ["Identity", ""],
      ["Convolution", "3×3"],
    ]);
  });

  it("greys an alternative that is not offered", () => {
    const document = apply(smallSpace(), {
      name: "set_alternative",
      arguments: { module: "cell", place: "op", alternative: "conv3", enabled: false },
    });
    const chips = draw(document).nodes.find(({ id }) => id === "op")?.chips ?? [];
    expect(chips.map(({ isEnabled }) => isEnabled)).toEqual([true, false]);
  });

  it("counts what it has no room for", () => {
    const alternatives = Array.from({ length: 11 }, (_, at) => ({
      id: `a${at}`,
      node: { kind: "operator" as const, operator: "identity" },
    }));
    const document = alternatives.reduce(
      (held, alternative) =>
        apply(held, {
          name: "add_alternative",
          arguments: { module: "cell", place: "op", alternative },
        }),
      smallSpace(),
    );
    const node = draw(document).nodes.find(({ id }) => id === "op");
    expect([node?.chips.length, node?.more]).toEqual([8, 5]);
  });

  it("says how often a repeat repeats, and opens what it repeats", () => {
    const node = draw(smallSpace(), "net").nodes.find(({ id }) => id === "cells");
    expect([node?.badge, node?.opens]).toEqual(["×2", "cell"]);
  });

  it("writes shapes at the ports that data leaves", () => {
    const stem = draw(smallSpace(), "net").nodes.find(({ id }) => id === "stem");
    expect(stem?.outputs[0]?.shape).toBe("16×8×8");
  });

  it("marks where something is wrong", () => {
    const document = apply(smallSpace(), {
      name: "set_operator",
      arguments: { module: "net", place: "stem", operator: "convv" },
    });
    expect(draw(document, "net").nodes.find(({ id }) => id === "stem")?.errors).toBeGreaterThan(0);
  });

  it("puts nodes where they were placed, and where they are dragged to meanwhile", () => {
    const at = (picture: ReturnType<typeof draw>, id: string) => {
      const node = picture.nodes.find((one) => one.id === id);
      return [node?.x, node?.y];
    };
    expect(at(draw(), "sum")).toEqual([200, 0]);
    const moved = new Map([["sum", { x: 333, y: 44 }]]);
    expect(at(movedTo(draw(), moved), "sum")).toEqual([333, 44]);
  });

  it("draws what a wire carries and when it is there", () => {
    const carrying = apply(smallSpace(), {
      name: "set_carries",
      arguments: { module: "cell", edge: "c", body: { kind: "operator", operator: "max_pool" } },
    });
    const document = apply(carrying, {
      name: "set_when",
      arguments: { module: "cell", edge: "c", value: { expr: "C > 8" } },
    });
    const wire = draw(document).wires.find(({ id }) => id === "c");
    expect([wire?.label, wire?.condition]).toEqual(["Max pooling", "if C > 8"]);
  });

  it("survives wires and uses that lead nowhere", () => {
    const document = apply(smallSpace(), {
      name: "set_field",
      arguments: { module: "net", place: "cells/body", field: "module", value: "gone" },
    });
    const stray = apply(document, {
      name: "connect",
      arguments: { module: "net", source: "ghost", target: "gap" },
    });
    const picture = draw(stray, "net");
    expect(picture.nodes.map(({ id }) => id)).toContain("cells");
    expect(picture.wires.map(({ source }) => source.node)).not.toContain("ghost");
  });
});

describe("what is written on nodes", () => {
  const long = (title: string) =>
    apply(smallSpace(), {
      name: "set_field",
      arguments: { module: "net", place: "stem", field: "title", value: title },
    });
  const stem = (document: ReturnType<typeof smallSpace>) =>
    draw(document, "net").nodes.find(({ id }) => id === "stem");

  it("has the room it needs: first more width, then a second line", () => {
    const plain = stem(smallSpace());
    const wide = stem(long("Convolution of a longer name"));
    const high = stem(long("A convolution with a name that is longer than any card is broad"));
    expect(wide?.width).toBeGreaterThan(plain?.width ?? 0);
    expect(wide?.height).toBe(plain?.height);
    expect(high?.height).toBeGreaterThan(plain?.height ?? 0);
  });

  it("is the id only where two titles are the same", () => {
    const marks = (document: ReturnType<typeof smallSpace>) =>
      draw(document, "net").nodes.flatMap(({ mark }) => (mark ? [mark] : []));
    expect(marks(smallSpace())).toEqual([]);
    const copy = { id: "stem2", kind: "operator", operator: "conv" } as const;
    const doubled = apply(smallSpace(), {
      name: "add_node",
      arguments: { module: "net", node: copy },
    });
    expect(marks(doubled)).toEqual(["stem", "stem2"]);
  });

  it("tells alike alternatives apart by their ids", () => {
    const document = apply(smallSpace(), {
      name: "add_alternative",
      arguments: {
        module: "cell",
        place: "op",
        alternative: { id: "again", node: { kind: "operator", operator: "identity" } },
      },
    });
    const chips = draw(document).nodes.find(({ id }) => id === "op")?.chips ?? [];
    expect(chips.map(({ detail }) => detail)).toEqual(["skip", "3×3", "again"]);
  });
});

describe("a chain", () => {
  it("stands on one axis, from its input to its output", () => {
    const { flow, nodes } = draw(smallSpace(), "net");
    const middles = nodes.map(({ x, y, width, height }) =>
      flow === "down" ? x + width / 2 : y + height / 2,
    );
    expect(new Set(middles).size).toBe(1);
  });
});

describe("the DARTS cell", () => {
  const picture = draw(dartsSpace(), "darts");

  it("shows 14 wires that carry a choice", () => {
    expect(picture.wires.filter(({ label }) => label === "2 ops")).toHaveLength(14);
  });

  it("says one operator in the singular", () => {
    const space = dartsSpace();
    const choice = space.modules.mixed?.nodes?.[0];
    if (choice?.kind === "choice") choice.of = choice.of.slice(0, 1);
    const labels = new Set(draw(space, "darts").wires.map(({ label }) => label));
    expect([...labels].sort()).toEqual(["", "1 op"]);
  });

  it("says of how many wires each sum takes two", () => {
    const sums = picture.nodes.filter(({ kind, id }) => kind === "merge" && id !== "cat");
    expect(sums.map(({ subtitle }) => subtitle)).toEqual(["2 of 2", "2 of 3", "2 of 4", "2 of 5"]);
  });

  it("has no wire behind a label that is not its own", () => {
    const hidden = picture.wires.flatMap((wire) => {
      const size = labelSize(wire);
      if (!size) return [];
      const { x, y } = wire.labelAt;
      const label = { id: wire.id, x: x - size.width / 2, y: y - size.height / 2, ...size };
      return picture.wires
        .filter((other) => other !== wire && pointsOf(other.path).some((at) => isIn(at, label)))
        .map((other) => `${other.id} behind ${wire.id}`);
    });
    expect(hidden).toEqual([]);
  });

  it("has the two labels above the first sum side by side", () => {
    const [one, other] = ["pre0_n2", "pre1_n2"].map(
      (id) => picture.wires.find((wire) => wire.id === id)?.labelAt,
    );
    expect(one?.y).toBe(other?.y);
  });

  it("shows the arrowhead of every wire: no label is on one", () => {
    const heads = picture.wires.map(({ id, head }) => {
      const points = [...head.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({
        id,
        x: Number(x),
        y: Number(y),
        width: 0,
        height: 0,
      }));
      return { id, ...roundAll(points) };
    });
    const hidden = picture.wires.flatMap((wire) => {
      const size = labelSize(wire);
      if (!size) return [];
      const { x, y } = wire.labelAt;
      const label = { id: wire.id, x: x - size.width / 2, y: y - size.height / 2, ...size };
      return heads.filter((head) => overlaps(label, head)).map(({ id }) => `${id}: ${wire.id}`);
    });
    expect(heads).toHaveLength(picture.wires.length);
    expect(hidden).toEqual([]);
  });

  it("has no label on a node or on another label", () => {
    const labels = picture.wires.flatMap((wire) => {
      const size = labelSize(wire);
      if (!size) return [];
      const { x, y } = wire.labelAt;
      return [{ id: wire.id, x: x - size.width / 2, y: y - size.height / 2, ...size }];
    });
    const hidden = labels.flatMap((label, at) =>
      [...picture.nodes, ...labels.slice(at + 1)]
        .filter((other) => overlaps(label, other))
        .map((other) => `${label.id} on ${other.id}`),
    );
    expect(hidden).toEqual([]);
  });
});
