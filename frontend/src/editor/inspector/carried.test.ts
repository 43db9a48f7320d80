import { describe, expect, it } from "vitest";

import type { Body } from "../../document/model";
import { catalogue } from "../../document/samples";
import { carriedBody, carriedKey } from "./carried";

const make = (operator: string): Body => ({ kind: "operator", operator });

describe("what a wire carries", () => {
  it.each([
    [null, "nothing"],
    [make("max_pool"), "operator:max_pool"],
    [{ kind: "reference", module: "mixed" }, "module:mixed"],
    [{ kind: "choice", of: [{ id: "a", node: make("identity") }] }, "choice"],
    [{ kind: "repeat", times: 2, body: make("identity") }, "other"],
  ] as [Body | null, string][])("%j is the option %s", (body, key) => {
    expect(carriedKey(body)).toBe(key);
  });

  it("comes back from its option", () => {
    expect(carriedBody("operator:max_pool", null, make, catalogue)).toEqual(make("max_pool"));
    expect(carriedBody("module:mixed", null, make, catalogue)).toEqual({
      kind: "reference",
      module: "mixed",
    });
    expect(carriedBody("nothing", make("max_pool"), make, catalogue)).toBeNull();
  });

  it("stays as the first alternative when it becomes a choice", () => {
    expect(carriedBody("choice", make("max_pool"), make, catalogue)).toEqual({
      kind: "choice",
      of: [{ id: "max_pool", node: make("max_pool") }],
    });
  });
});
