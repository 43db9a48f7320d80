/** What the browser says of whole documents, beside what Python says of them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import documents from "../../../tests/fixtures/conformance/documents.json";
import planned from "../../../tests/fixtures/conformance/planned.json";
import type { Issue } from "./catalogue";
import { parseDocument } from "./model";
import { catalogue } from "./samples";
import { analyse } from "./shapes";

interface Judged {
  name: string;
  document: unknown;
  issues: { path: (string | number)[]; code: string }[];
  size: string | null;
}

const judged = documents as unknown as Judged[];
const sound = judged.filter(({ issues }) => issues.length === 0);

const errorsOf = ({ document }: Judged): Issue[] =>
  analyse(parseDocument(JSON.stringify(document)), catalogue).issues.filter(
    ({ severity }) => severity === "error",
  );

/** The module and the node, wire or output that an issue is about; of a circle, only the module. */
const elementOf = ({ path, code }: Judged["issues"][number]): string =>
  path.slice(0, code === "cycle" ? 2 : 4).join("/");

/** Two words for one fault. */
const WORDS: Record<string, string> = {
  invalid_expression: "not_an_expression",
};

describe("a drawing that the server takes", () => {
  it.each(sound.map((item) => [item.name, item] as const))("%s has no fault here", (_, item) => {
    expect(errorsOf(item)).toEqual([]);
  });
});

/** Told by the server's report only: names and fields, which no gesture of the editor breaks. */
const LEFT_TO_THE_SERVER = [
  "two wires of one name",
  "two alternatives of one name",
  "a module inside itself",
  "a setting that is not there",
  "a setting out of bounds",
  "fewer classes than asked for",
  "a field of nobody",
  "a problem that is not there",
];
const UNREADABLE = ["a root that is not there", "another format"];

describe("a drawing that the server refuses", () => {
  const faulty = judged.filter(({ issues }) => issues.length > 0);
  const readable = faulty.filter(({ name }) => !UNREADABLE.includes(name));

  it.each(readable.map((item) => [item.name, item] as const))(
    "%s: what is said here, the server says of the same place",
    (_, item) => {
      const said = item.issues.map((one) => `${elementOf(one)} ${WORDS[one.code] ?? one.code}`);
      for (const one of errorsOf(item)) expect(said).toContain(`${elementOf(one)} ${one.code}`);
    },
  );

  it("is faulty here too, but for what is left to the server", () => {
    const silent = readable.filter((item) => errorsOf(item).length === 0);
    expect(silent.map(({ name }) => name)).toEqual(LEFT_TO_THE_SERVER);
  });

  it.each(UNREADABLE)("%s is no document at all", (name) => {
    const found = faulty.find((item) => item.name === name);
    expect(() => parseDocument(JSON.stringify(found?.document))).toThrow(/A space has/);
  });
});

describe("spaces of the papers, drawn by chance in Python", () => {
  const spaces = planned as unknown as { space: string; shapes: Record<string, number[][]> }[];

  it.each(spaces.map((item) => [item.space, item.shapes] as const))(
    "%s: each shape that a network has is among those shown",
    (space, shapes) => {
      const text = readFileSync(`../tests/fixtures/spaces/${space}.json`, "utf8");
      const analysis = analyse(parseDocument(text), catalogue);
      const missing = Object.entries(shapes).flatMap(([place, met]) => {
        const [module = "", endpoint = ""] = place.split("/");
        const shown = analysis.shapes(module, endpoint);
        const keys = new Set(shown?.map((shape) => shape.join("×")));
        const lost = met.map((shape) => shape.join("×")).filter((key) => !keys.has(key));
        return shown && lost.length > 0 ? [{ place, lost, shown: [...keys] }] : [];
      });
      expect(missing).toEqual([]);
    },
  );

  it("most places are known, not only where nothing is searched", () => {
    const places = spaces.flatMap(({ space, shapes }) => {
      const text = readFileSync(`../tests/fixtures/spaces/${space}.json`, "utf8");
      const analysis = analyse(parseDocument(text), catalogue);
      return Object.keys(shapes).map((place) => {
        const [module = "", endpoint = ""] = place.split("/");
        return analysis.shapes(module, endpoint) !== null;
      });
    });
    const known = places.filter(Boolean).length;
    expect(known / places.length).toBeGreaterThan(0.6);
  });
});
