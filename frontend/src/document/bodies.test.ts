/** Every command at every kind of body, wherever it may stand: what it does, or why it does not. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, type Command, Refusal, describe as titleOf } from "./commands";
import { execute, type History, redo, start, undo } from "./history";
import {
  type Body,
  type Module,
  parseDocument,
  type SpaceDocument,
  type Value,
  writeDocument,
} from "./model";
import { bodiesOf } from "./places";
import { bodyAt } from "./samples";

const RELU: Body = { kind: "operator", operator: "relu" };
const KINDS: Record<Body["kind"], Body> = {
  operator: { kind: "operator", operator: "conv", arguments: { channels: 8 } },
  choice: {
    kind: "choice",
    of: [
      { id: "a", node: RELU },
      { id: "b", node: RELU },
    ],
  },
  merge: { kind: "merge", mode: "sum" },
  reference: { kind: "reference", module: "cell", arguments: { C: 4 } },
  repeat: { kind: "repeat", times: 2, body: RELU },
  switch: { kind: "switch", on: true, cases: [{ id: "yes", values: [true], node: RELU }] },
};
const NAMES = Object.keys(KINDS) as Body["kind"][];

/** Where a body may stand: its place, and the module around it. */
const STANDS: Record<string, (body: Body) => Partial<Module>> = {
  n: (body) => ({ nodes: [{ id: "n", title: "Named", ...body }] }),
  "n/one": (body) => ({ nodes: [{ id: "n", kind: "choice", of: [{ id: "one", node: body }] }] }),
  "n/body": (body) => ({ nodes: [{ id: "n", kind: "repeat", times: 3, body }] }),
  "n/yes": (body) => ({
    nodes: [{ id: "n", kind: "switch", on: 1, cases: [{ id: "yes", node: body }] }],
  }),
  "edge:e": (body) => ({ edges: [{ id: "e", source: "in", target: "out", carries: body }] }),
  "edge:e/one/body": (body) => {
    const repeat: Body = { kind: "repeat", times: 3, body };
    const carries: Body = { kind: "choice", of: [{ id: "one", node: repeat }] };
    return { edges: [{ id: "e", source: "in", target: "out", carries }] };
  },
};
const PLACES = Object.keys(STANDS);

function spaceWith(body: Body, place: string): SpaceDocument {
  return {
    format: "nasweb.space/1",
    name: "one body",
    problem: { kind: "image_classification" },
    modules: {
      net: { role: "network", ...STANDS[place]?.(body) },
      cell: { role: "cell", parameters: { C: {} } },
      other: { role: "cell", parameters: { D: { default: 1 } } },
    },
    root: "net",
  };
}

const at = (place: string) => ({ module: "net", place });

/** Commands at a body, and the kinds of body that take them. */
const DEEDS: [string, (place: string) => Command, Body["kind"][]][] = [
  [
    "set an argument",
    (place) => ({ name: "set_argument", arguments: { ...at(place), name: "C", value: 9 } }),
    ["operator", "reference"],
  ],
  [
    "name another operator",
    (place) => ({ name: "set_operator", arguments: { ...at(place), operator: "linear" } }),
    ["operator"],
  ],
  [
    "use another module",
    (place) => ({ name: "set_module", arguments: { ...at(place), to: "other" } }),
    ["reference"],
  ],
  [
    "add an alternative",
    (place) => ({
      name: "add_alternative",
      arguments: { ...at(place), alternative: { id: "c", node: RELU } },
    }),
    ["choice"],
  ],
  [
    "remove an alternative",
    (place) => ({ name: "remove_alternative", arguments: { ...at(place), alternative: "a" } }),
    ["choice"],
  ],
  [
    "switch an alternative off",
    (place) => ({
      name: "set_alternative",
      arguments: { ...at(place), alternative: "a", enabled: false },
    }),
    ["choice"],
  ],
  [
    "make a choice of it",
    (place) => ({ name: "make_choice", arguments: at(place) }),
    NAMES.filter((kind) => kind !== "choice"),
  ],
  [
    "set how many are picked",
    (place) => ({ name: "set_field", arguments: { ...at(place), field: "pick", value: 2 } }),
    ["choice", "merge"],
  ],
  [
    "set how often",
    (place) => ({ name: "set_field", arguments: { ...at(place), field: "times", value: 5 } }),
    ["repeat"],
  ],
  [
    "set what is decided on",
    (place) => ({
      name: "set_field",
      arguments: { ...at(place), field: "on", value: { expr: "C > 8" } },
    }),
    ["switch"],
  ],
  [
    "share weights",
    (place) => ({
      name: "set_field",
      arguments: { ...at(place), field: "weights", value: "shared" },
    }),
    ["reference", "repeat"],
  ],
];

describe.each(DEEDS)("%s", (_, deed, takers) => {
  it.each(NAMES)("at a %s", (kind) => {
    for (const place of PLACES) {
      const before = spaceWith(KINDS[kind], place);
      const frozen = structuredClone(before);
      const command = deed(place);
      if (takers.includes(kind)) {
        const after = apply(before, command);
        expect(bodyAt(after, "net", place)).not.toEqual(bodyAt(before, "net", place));
        expect(parseDocument(writeDocument(after))).toEqual(after);
        expect({ ...after.modules, net: null }).toEqual({ ...before.modules, net: null });
        expect(titleOf(command)).not.toMatch(/undefined|\[object/);
      } else {
        expect(() => apply(before, command)).toThrow(Refusal);
      }
      expect(before).toEqual(frozen);
    }
  });

  it("is refused where nothing stands, and changes nothing", () => {
    for (const place of ["m", "edge:f", "n/two", "edge:e/two"]) {
      const before = spaceWith(KINDS.choice, place.startsWith("edge") ? "edge:e" : "n");
      expect(() => apply(before, deed(place))).toThrow(Refusal);
    }
    const nowhere = { ...deed("n"), arguments: { ...deed("n").arguments, module: "gone" } };
    expect(() => apply(spaceWith(KINDS.choice, "n"), nowhere as Command)).toThrow(
      /no module "gone"/,
    );
  });
});

describe("what a body keeps", () => {
  it.each(PLACES)("its neighbours see nothing of a change at %s", (place) => {
    const before = spaceWith(KINDS.operator, place);
    const after = apply(before, {
      name: "set_operator",
      arguments: { ...at(place), operator: "linear" },
    });
    const rest = (document: SpaceDocument) =>
      [...bodiesOf(document.modules.net as Module)].map(([where]) => where);
    expect(rest(after)).toEqual(rest(before));
    expect(bodyAt(after, "net", place)).toMatchObject({ operator: "linear" });
  });

  it("a node that becomes a choice keeps id and title, and its alternative has neither", () => {
    for (const kind of NAMES.filter((one) => one !== "choice")) {
      const after = apply(spaceWith(KINDS[kind], "n"), {
        name: "make_choice",
        arguments: at("n"),
      });
      expect(after.modules.net?.nodes).toMatchObject([{ id: "n", title: "Named", kind: "choice" }]);
      const [first] = [...bodiesOf(after.modules.net as Module)].slice(1);
      expect(first?.[1]).toEqual(KINDS[kind]);
    }
  });

  it("an argument set to nothing is gone, and the others stay", () => {
    const set = (document: SpaceDocument, name: string, value: Value | undefined) =>
      apply(document, { name: "set_argument", arguments: { ...at("n"), name, value } });
    const two = set(spaceWith(KINDS.operator, "n"), "kernel", 3);
    expect(bodyAt(set(two, "channels", undefined), "net", "n")).toMatchObject({
      arguments: { kernel: 3 },
    });
    expect(set(set(two, "kernel", undefined), "kernel", 3)).toEqual(two);
  });

  it("a use of another module keeps what that has a parameter for", () => {
    const wide: Body = {
      kind: "reference",
      module: "cell",
      arguments: { C: 4, D: 7 },
      decisions: "tied",
      label: "cell",
    };
    const used = (label: string) =>
      bodyAt(
        apply(spaceWith({ ...wide, label }, "n"), {
          name: "set_module",
          arguments: { ...at("n"), to: "other" },
        }),
        "net",
        "n",
      );
    expect(used("cell")).toMatchObject({ module: "other", arguments: { D: 7 }, decisions: "tied" });
    expect(used("cell")).not.toHaveProperty("label");
    expect(used("own name")).toHaveProperty("label", "own name");
  });

  it("a field set to nothing takes its default, and an empty title is none", () => {
    const merged = spaceWith({ kind: "merge", mode: "concat", pick: 2 }, "n");
    const set = (field: string, value: unknown) =>
      apply(merged, { name: "set_field", arguments: { ...at("n"), field, value } });
    expect(bodyAt(set("pick", undefined), "net", "n")).not.toHaveProperty("pick");
    expect(bodyAt(set("title", ""), "net", "n")).not.toHaveProperty("title", "");
    expect(bodyAt(set("title", "Sum"), "net", "n")).toHaveProperty("title", "Sum");
  });
});

describe("an alternative", () => {
  const choice = spaceWith(KINDS.choice, "n");
  const change = (fields: object) =>
    apply(choice, {
      name: "set_alternative",
      arguments: { ...at("n"), alternative: "a", ...fields },
    });

  it.each([
    [{ title: "First" }, { title: "" }],
    [{ prior: 3 }, { prior: 1 }],
    [{ enabled: false }, { enabled: true }],
    [{ when: { expr: "C > 8" } }, { when: true }],
  ])("%j is written, and its default leaves no trace", (given, standard) => {
    const changed = change(given);
    expect(bodyAt(changed, "net", "n")).toMatchObject({ of: [{ id: "a", ...given }, { id: "b" }] });
    const back = apply(changed, {
      name: "set_alternative",
      arguments: { ...at("n"), alternative: "a", ...standard },
    });
    expect(back).toEqual(choice);
  });

  it.each([
    ["1st", /letters/],
    ["a", /already/],
    ["", /letters/],
  ])("cannot be called %j", (id, why) => {
    const alternative = { id, node: RELU };
    expect(() =>
      apply(choice, { name: "add_alternative", arguments: { ...at("n"), alternative } }),
    ).toThrow(why);
  });
});

describe("undo and redo", () => {
  const steps = fc.array(
    fc.record({
      deed: fc.constantFrom(...DEEDS.map(([, deed]) => deed)),
      place: fc.constantFrom(...PLACES, "n/a", "n/b", "n/conv"),
      gesture: fc.constantFrom(undefined, "a drag", "another"),
    }),
    { maxLength: 20 },
  );

  const tried = (history: History, command: Command, gesture: string | undefined): History => {
    try {
      return execute(history, command, gesture);
    } catch (error) {
      if (error instanceof Refusal) return history;
      throw error;
    }
  };

  it.each(NAMES)("take back and do again whatever was done to a %s", (kind) => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), steps, (place, commands) => {
        const begin = spaceWith(KINDS[kind], place);
        const end = commands.reduce(
          (history, { deed, place: where, gesture }) => tried(history, deed(where), gesture),
          start(begin),
        );
        let history = end;
        while (history.past.length > 0) history = undo(history);
        expect(history.document).toEqual(begin);
        expect(undo(history)).toBe(history);
        while (history.future.length > 0) history = redo(history);
        expect(history.document).toEqual(end.document);
        expect(redo(history)).toBe(history);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps a gesture apart from one of the same name that an undo lies between", () => {
    const set = (value: number): Command => ({
      name: "set_argument",
      arguments: { ...at("n"), name: "channels", value },
    });
    let history = start(spaceWith(KINDS.operator, "n"));
    history = execute(history, set(1), "slide");
    history = execute(history, set(2), "slide");
    history = execute(history, set(3), "another");
    history = undo(history);
    expect(bodyAt(history.document, "net", "n")).toMatchObject({ arguments: { channels: 2 } });
    expect(bodyAt(undo(history).document, "net", "n")).toEqual(
      bodyAt(spaceWith(KINDS.operator, "n"), "net", "n"),
    );
  });

  it("remembers 500 steps", () => {
    let history = start(spaceWith(KINDS.operator, "n"));
    for (let step = 1; step <= 501; step += 1)
      history = execute(history, {
        name: "set_argument",
        arguments: { ...at("n"), name: "channels", value: step },
      });
    expect(history.past).toHaveLength(500);
    while (history.past.length > 0) history = undo(history);
    expect(bodyAt(history.document, "net", "n")).toMatchObject({ arguments: { channels: 1 } });
  });
});
