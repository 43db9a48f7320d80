/** What is typed into the inspector: kept while it is wrong, with the reason; written once it is right. */

import { MantineProvider } from "@mantine/core";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, type Mock, vi } from "vitest";
import type { Domain, Value } from "../../document/model";
import type { Field } from "../../ui/schema";
import { REST } from "../../ui/useSettling";
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
  const field = plainField("width", kind, { minimum: 1, maximum: 64, initial: 16 });
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
  it("is written when the field is left, and can be read", () => {
    const written = setting({ expr: "C" });
    type("C *");
    expect(box()).toHaveValue("C *");
    expect(box()).toBeInvalid();
    expect(screen.getByText(/`C \*` is not an expression: it ends too early/)).toBeInTheDocument();
    expect(written).not.toHaveBeenCalled();
    type("C * 2");
    expect(box()).toBeValid();
    fireEvent.blur(box());
    expect(written.mock.calls).toEqual([[{ expr: "C * 2" }]]);
  });

  it("that ends unreadable leaves nothing of what was typed on the way", () => {
    const written = setting({ expr: "2 * C" });
    for (const text of ["i", "impor", "import", "import os"]) type(text);
    fireEvent.blur(box());
    expect(box()).toHaveValue("2 * C");
    expect(box()).toBeValid();
    expect(written).not.toHaveBeenCalled();
  });

  it("that rested on the way goes back to what stood before the typing", () => {
    vi.useFakeTimers();
    try {
      const written = setting({ expr: "C" });
      type("C * 2");
      act(() => vi.advanceTimersByTime(REST));
      expect(written).toHaveBeenLastCalledWith({ expr: "C * 2" });
      type("C * 2)");
      act(() => vi.advanceTimersByTime(REST));
      expect(written).toHaveBeenLastCalledWith({ expr: "C" });
      expect(box()).toHaveValue("C * 2)");
      expect(box()).toBeInvalid();
    } finally {
      vi.useRealTimers();
    }
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
    fireEvent.keyDown(box(), { key: "Enter" });
    expect(written.mock.calls).toEqual([[24]]);
  });

  it("that grows over its bound leaves no first digit behind", () => {
    const written = setting(2);
    for (const text of ["1", "10", "100"]) type(text);
    fireEvent.blur(box());
    expect(screen.getByText("width must be at most 64, not 100.")).toBeInTheDocument();
    expect(written).not.toHaveBeenCalled();
  });

  it("is taken by the key that saves, and by a field that goes", () => {
    const written = setting(16);
    type("24");
    fireEvent.keyDown(box(), { key: "s", ctrlKey: true });
    expect(written).toHaveBeenLastCalledWith(24);
    type("32");
    cleanup();
    expect(written).toHaveBeenLastCalledWith(32);
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
    const set = (name: string, value: string) => {
      const end = screen.getByRole("textbox", { name });
      fireEvent.change(end, { target: { value } });
      fireEvent.blur(end);
    };
    set("To", "64");
    expect(written).toHaveBeenLastCalledWith({ domain: "int", min: 8, max: 64 });
    set("Step", "4");
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
