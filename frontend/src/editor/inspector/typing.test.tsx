/** What is typed into the inspector: kept while it is wrong, with the reason; written once it is right. */

import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, type Mock, vi } from "vitest";
import type { Domain, Value } from "../../document/model";
import type { Field } from "../../ui/schema";
import { ValueField } from "./ValueField";
import { plainField } from "./values";

type Written = (value: Value | undefined) => void;

interface HeldProps {
  first: Value | undefined;
  field: Field;
  onWritten: Written;
  isReadOnly: boolean;
}

/** A setting whose value is kept here, as the document would. */
function Held({ first, field, onWritten, isReadOnly }: HeldProps) {
  const [value, setValue] = useState(first);
  const change = (next: Value | undefined) => {
    onWritten(next);
    setValue(next);
  };
  return <ValueField field={field} value={value} onChange={change} isReadOnly={isReadOnly} />;
}

/** Show a setting on its own; returns what hears every value that is written. */
function setting(
  first: Value | undefined,
  kind: Field["kind"] = "integer",
  isReadOnly = false,
): Mock<Written> {
  const written = vi.fn<Written>();
  const field = plainField("width", kind, { minimum: 1, initial: 16 });
  render(
    <MantineProvider env="test">
      <Held first={first} field={field} onWritten={written} isReadOnly={isReadOnly} />
    </MantineProvider>,
  );
  return written;
}

const box = () => screen.getByRole("textbox", { name: "width" });
const type = (text: string) => fireEvent.change(box(), { target: { value: text } });
const way = (name: RegExp) => screen.getByRole("radio", { name });

describe("an expression", () => {
  it("is written letter by letter, as long as it can be read", () => {
    const written = setting({ expr: "C" });
    type("C *");
    expect(box()).toHaveValue("C *");
    expect(box()).toBeInvalid();
    expect(screen.getByText(/`C \*` is not an expression: it ends too early/)).toBeInTheDocument();
    expect(written).not.toHaveBeenCalled();
    type("C * 2");
    expect(box()).toBeValid();
    expect(written).toHaveBeenLastCalledWith({ expr: "C * 2" });
  });

  it("that is left unreadable goes back to the last that was written", () => {
    setting({ expr: "C" });
    type("C * 2");
    type("C * 2)");
    fireEvent.blur(box());
    expect(box()).toHaveValue("C * 2");
    expect(box()).toBeValid();
  });

  it("names the function that does not exist", () => {
    setting({ expr: "C" });
    type("maxx(1, 2)");
    expect(screen.getByText(/no function 'maxx'; known: .*max/)).toBeInTheDocument();
  });
});

describe("a whole number", () => {
  it("that is none stays as it was typed, with the reason, and is not written", () => {
    const written = setting(16);
    type("1.5");
    expect(box()).toHaveValue("1.5");
    expect(screen.getByText("width must be a whole number, not 1.5.")).toBeInTheDocument();
    type("0");
    expect(screen.getByText("width must be at least 1, not 0.")).toBeInTheDocument();
    expect(written).not.toHaveBeenCalled();
    type("24");
    expect(box()).toBeValid();
    expect(written).toHaveBeenLastCalledWith(24);
  });
});

describe("the way a value is given", () => {
  it("can be changed, and what was said is not lost", async () => {
    const written = setting(16);
    await userEvent.click(way(/^Formula$/));
    expect(written).toHaveBeenLastCalledWith({ expr: "16" });
    await userEvent.click(way(/^Search$/));
    expect(written.mock.lastCall?.[0]).toMatchObject({
      domain: "choice",
      values: expect.arrayContaining([16]),
    });
  });

  it("is not offered to those who may only look", () => {
    setting({ expr: "C" }, "integer", true);
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
    expect(box()).toHaveAttribute("readonly");
  });
});

describe("what the search may choose from", () => {
  const choice: Domain = {
    domain: "choice",
    values: [8, 16, 32],
    default: 16,
    pinned: 32,
    disabled: [8],
    prior: [1, 1, 2],
  };
  const options = () => screen.getByRole("combobox", { name: "Options of width" });

  it("grows by what is typed, as a number where it is one", async () => {
    const written = setting({ domain: "choice", values: [8] });
    await userEvent.type(options(), "64{Enter}wide{Enter}");
    expect(written).toHaveBeenLastCalledWith({ domain: "choice", values: [8, 64, "wide"] });
  });

  it("forgets what was said of options that are gone, and keeps the rest", async () => {
    const written = setting(choice);
    await userEvent.type(options(), "{Backspace}");
    expect(written).toHaveBeenLastCalledWith({
      domain: "choice",
      values: [8, 16],
      default: 16,
      disabled: [8],
    });
  });

  it("never becomes empty", async () => {
    const written = setting({ domain: "choice", values: [8] });
    await userEvent.type(options(), "{Backspace}");
    expect(written).not.toHaveBeenCalled();
  });

  it("becomes the range that holds it, and a list again", async () => {
    const written = setting(choice);
    await userEvent.click(way(/^Range$/));
    expect(written).toHaveBeenLastCalledWith({ domain: "int", min: 8, max: 32, default: 16 });
    await userEvent.click(way(/^One of$/));
    expect(written).toHaveBeenLastCalledWith({
      domain: "choice",
      values: [8, 16, 32],
      default: 16,
    });
  });

  it("as a range has ends, a step and a scale", async () => {
    const written = setting({ domain: "int", min: 8, max: 32 });
    fireEvent.change(screen.getByRole("textbox", { name: "To" }), { target: { value: "64" } });
    expect(written).toHaveBeenLastCalledWith({ domain: "int", min: 8, max: 64 });
    fireEvent.change(screen.getByRole("textbox", { name: "Step" }), { target: { value: "4" } });
    expect(written).toHaveBeenLastCalledWith({ domain: "int", min: 8, max: 64, step: 4 });
    fireEvent.click(screen.getByRole("checkbox", { name: "On a logarithmic scale" }));
    expect(written).toHaveBeenLastCalledWith({
      domain: "int",
      min: 8,
      max: 64,
      step: 4,
      log: true,
    });
  });

  it("as a range keeps what cannot be an end of it, with the reason", () => {
    const written = setting({ domain: "int", min: 8, max: 32 });
    const end = screen.getByRole("textbox", { name: "From" });
    fireEvent.change(end, { target: { value: "1.5" } });
    expect(end).toHaveValue("1.5");
    expect(screen.getByText("From must be a whole number, not 1.5.")).toBeInTheDocument();
    fireEvent.change(end, { target: { value: "64" } });
    expect(screen.getByText("From must be at most 32, not 64.")).toBeInTheDocument();
    expect(written).not.toHaveBeenCalled();
  });

  it("says so where there is nothing to list", () => {
    setting({ domain: "bool" }, "boolean");
    expect(screen.getByText("The search picks yes or no.")).toBeInTheDocument();
  });
});
