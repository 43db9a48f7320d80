import { expect, it } from "vitest";

import { blankSpace } from "./blank";
import type { EntryForm } from "./catalogue";
import { parseDocument, writeDocument } from "./model";
import { catalogue } from "./samples";
import { analyse } from "./shapes";

const images = catalogue.problems[0] as EntryForm;

it("a blank space has the ports of its problem, and only wants what joins them", () => {
  const blank = blankSpace(images, "Mine");
  expect(blank.problem).toEqual({
    kind: "image_classification",
    symbols: { channels: 3, height: 32, width: 32, classes: 10 },
  });
  const analysis = analyse(parseDocument(writeDocument(blank)), catalogue);
  expect(analysis.issues.map(({ message }) => message)).toEqual(["Output scores needs a wire."]);
  expect(analysis.shapeText("network", "in.image")).toBe("3×32×32");
});

it("facts of other data and several ports of one kind have names too", () => {
  const tables = { ...images, input_shapes: ["[columns]", "[columns]"], output_shapes: ["[1]"] };
  const { problem, modules } = blankSpace(tables, "Mine");
  expect(problem.symbols).toEqual({ columns: 8 });
  expect(modules.network?.inputs).toEqual([{ id: "row" }, { id: "row2" }]);
});
