import { describe, expect, it } from "vitest";

import { parameterField, plainField, readOption, turnInto, wayOf } from "./values";

const kernel = plainField("kernel", "integer", { minimum: 1, maximum: 9, initial: 3 });

describe("the three ways of giving a value", () => {
  it.each([
    [3, "literal"],
    [undefined, "literal"],
    [[1, 2], "literal"],
    [{ expr: "C" }, "expression"],
    [{ domain: "bool" }, "domain"],
  ] as const)("%j is a %s", (value, way) => {
    expect(wayOf(value as never)).toBe(way);
  });

  it("a literal becomes an expression that says the same", () => {
    expect(turnInto("expression", 5, kernel)).toEqual({ expr: "5" });
    expect(turnInto("expression", true, plainField("b", "boolean"))).toEqual({ expr: "true" });
    expect(turnInto("expression", "same", plainField("s", "string"))).toEqual({ expr: '"same"' });
  });

  it("a literal becomes the default of the domain, so that old architectures still hold", () => {
    expect(turnInto("domain", 3, kernel)).toEqual({
      domain: "choice",
      values: [3, 6],
      default: 3,
      ordered: true,
    });
    expect(turnInto("domain", 9, kernel)).toMatchObject({ values: [9], default: 9 });
    expect(turnInto("domain", true, plainField("b", "boolean"))).toEqual({
      domain: "bool",
      default: true,
    });
  });

  it("a setting left out is searched over from its default", () => {
    expect(turnInto("domain", undefined, kernel)).toMatchObject({ default: 3 });
  });

  it("a domain becomes its default again", () => {
    const domain = { domain: "choice", values: [3, 5], default: 5 } as const;
    expect(turnInto("literal", domain as never, kernel)).toBe(5);
    expect(turnInto("literal", { domain: "int", min: 2, max: 4 }, kernel)).toBe(2);
  });
});

describe("options as typed", () => {
  it.each([
    ["3", 3],
    [" 0.5 ", 0.5],
    ["true", true],
    ["same", "same"],
    ["", ""],
  ])("%j is %j", (text, value) => {
    expect(readOption(text)).toBe(value);
  });
});

describe("fields of parameters", () => {
  it("follow the declared type, else the default", () => {
    expect(parameterField("C", { type: "int" }).kind).toBe("integer");
    expect(parameterField("C", { default: true }).kind).toBe("boolean");
    expect(parameterField("C", undefined).kind).toBe("number");
  });
});
