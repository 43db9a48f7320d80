/** Stand-ins for what only a dataset knows: numbers, and lists of them. */

import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { smallSpace } from "../../document/samples";
import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Symbols } from "./Symbols";

function shown(symbols: Record<string, number | number[]>) {
  const small = smallSpace();
  const store = opened("net", { ...small, problem: { kind: small.problem.kind, symbols } });
  renderIn(store, <Symbols />);
  return () => store.getState().history.document.problem.symbols;
}

describe("a list that stands in for a fact of the data", () => {
  it("is typed as whole numbers with commas between them", async () => {
    const symbols = shown({ cardinalities: [4, 12], classes: 3 });
    const field = screen.getByRole("textbox", { name: "cardinalities" });
    expect(field).toHaveValue("4, 12");
    await userEvent.type(field, ", 7");
    expect(symbols()).toEqual({ cardinalities: [4, 12, 7], classes: 3 });
    await userEvent.clear(field);
    expect(symbols()).toEqual({ cardinalities: [], classes: 3 });
  });

  it("that is none is kept as typed, told, and not taken", async () => {
    const symbols = shown({ cardinalities: [4] });
    const field = screen.getByRole("textbox", { name: "cardinalities" });
    await userEvent.type(field, " or 5");
    expect(field).toHaveValue("4 or 5");
    expect(screen.getByText(/Whole numbers with commas/)).toBeInTheDocument();
    expect(symbols()).toEqual({ cardinalities: [4] });
  });
});
