import { expect, it } from "vitest";

import type { Issue } from "../../api/forms";
import { argumentErrors } from "./useArgumentErrors";

const issue = (...path: string[]): Issue => ({
  path,
  code: "wrong",
  message: path.join(" "),
  severity: "error",
  fix: null,
});

it("finds what is said about a setting of the very body, not of one inside it", () => {
  const issues = [
    issue("modules", "cell", "nodes", "op", "of", "conv3", "node", "arguments", "kernel"),
    issue("modules", "cell", "nodes", "op", "arguments", "stride"),
    issue("modules", "cell", "edges", "e", "carries", "arguments", "channels"),
    issue("modules", "cell", "nodes", "r", "body", "arguments", "groups"),
    issue("modules", "net", "nodes", "op", "arguments", "kernel"),
  ];
  expect(Object.keys(argumentErrors(issues, "cell", "op/conv3"))).toEqual(["kernel"]);
  expect(Object.keys(argumentErrors(issues, "cell", "op"))).toEqual(["stride"]);
  expect(Object.keys(argumentErrors(issues, "cell", "edge:e"))).toEqual(["channels"]);
  expect(Object.keys(argumentErrors(issues, "cell", "r/body"))).toEqual(["groups"]);
});
