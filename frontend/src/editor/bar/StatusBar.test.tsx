import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Range, Report } from "../../api/forms";
import type { Reported } from "../draft/useReport";
import { renderIn } from "../rendering";
import { opened } from "../samples";
import { StatusBar } from "./StatusBar";

const state = vi.hoisted(() => ({ reported: {} as Reported }));
vi.mock("../draft/useReport", () => ({ useReport: () => state.reported }));

const range = (min: number, median: number, max: number, is_exact: boolean): Range => ({
  min,
  median,
  max,
  is_exact,
});

const measured: Report = {
  issues: [],
  size: "15625",
  is_size_exact: true,
  decisions: 6,
  parameters: range(73_306, 372_346, 1_531_546, true),
  macs: range(7_783_050, 51_036_810, 220_119_690, true),
  samples: 100,
  tried: 107,
  is_whole: false,
  strategies: [
    { strategy: "random_search", refusal: null },
    { strategy: "darts", refusal: "it needs choices on wires" },
  ],
};

function show(report: Report | null, more: Partial<Reported> = {}) {
  state.reported = { report, isOld: false, error: null, ...more };
  renderIn(opened(), <StatusBar />);
  return within(screen.getByRole("region", { name: "Report on the space" }));
}

async function hintOf(words: RegExp): Promise<string> {
  fireEvent.mouseEnter(screen.getByText(words));
  return (await screen.findByRole("tooltip")).textContent ?? "";
}

beforeEach(() => {
  state.reported = { report: null, isOld: false, error: null };
});

describe("the problems", () => {
  const issue = (place: string, code: string, message: string, severity = "error") => ({
    path: ["modules", "cell", ...place.split("/")],
    code,
    message,
    severity: severity as "error" | "warning",
    fix: null,
  });

  it("counts what stands in the way apart from hints, as Save version does", () => {
    const hint = issue("nodes/sum", "unreachable", "nothing reads 'sum'", "warning");
    const bar = show({ ...measured, issues: [hint] });
    expect(bar.getByRole("button", { name: "Problems 0 · 1 hint" })).toBeTruthy();
  });

  it("are one row a fault, in the words of the canvas, with what follows folded in", async () => {
    const bar = show({
      ...measured,
      issues: [
        issue("outputs/y", "missing_wire", "output 'y' must get a wire"),
        issue("nodes/sum", "unreachable", "nothing reads 'sum'", "warning"),
      ],
    });
    fireEvent.click(bar.getByRole("button", { name: "Problems 1" }));
    const list = within(await screen.findByRole("list", { name: "Problems" }));
    expect(list.getByRole("button", { name: "cell › y output 'y' must get a wire" })).toBeVisible();
    expect(list.getByText("1 more follows from it")).toBeVisible();
    expect(list.getByText("nothing reads “Sum”")).not.toBeVisible();
  });
});

describe("the status bar", () => {
  it("counts as long as there is no report, and names no cost", () => {
    const bar = show(null);
    expect(bar.getByTestId("space-size").textContent).toBe("Counting …");
    expect(bar.queryByText(/parameters|MACs|strategies/)).toBeNull();
  });

  it("says that the server does not answer", () => {
    const bar = show(null, { error: new Error("away") });
    expect(bar.getByText("Size unknown: the server does not answer")).toBeTruthy();
  });

  it("asks to mend a broken document and names no cost of it", () => {
    const issue = {
      path: ["modules", "net"],
      code: "unknown_operator",
      message: "there is no such operator",
      severity: "error" as const,
      fix: null,
    };
    const broken = { size: null, parameters: null, macs: null, strategies: [], issues: [issue] };
    const bar = show({ ...measured, ...broken });
    expect(bar.getByText("Size: mend the problems first")).toBeTruthy();
    expect(bar.getByRole("button", { name: "Problems 1" })).toBeTruthy();
    expect(bar.queryByText(/parameters|MACs|strategies/)).toBeNull();
  });

  it("shows proven ranges plainly", () => {
    const bar = show(measured);
    expect(bar.getByText("15,625 architectures")).toBeTruthy();
    expect(bar.getByText("73.3k–1.53M parameters")).toBeTruthy();
    expect(bar.getByText("7.78M–220M MACs")).toBeTruthy();
    expect(bar.getByText("1 of 2 strategies can search it")).toBeTruthy();
  });

  it("explains a proven range with exact figures and the basis of its median", async () => {
    show(measured);
    expect(await hintOf(/parameters/)).toBe(
      "No architecture has fewer than 73,306 or more than 1,531,546 parameters, and some reach " +
        "each. Median 372k, of 100 drawn at random.",
    );
  });

  it("tells a median of all architectures apart", async () => {
    show({ ...measured, is_whole: true, samples: 32 });
    expect(await hintOf(/MACs/)).toMatch(/Median 51M, of all\.$/);
  });

  it("says of a range that is not proven in how many architectures it was found", async () => {
    const macs = range(995_698, 47_900_530, 183_140_722, false);
    const bar = show({ ...measured, macs, tried: 1702 });
    expect(bar.getByText("996k–183M MACs found in 1,702 tried")).toBeTruthy();
    expect(bar.getByText("73.3k–1.53M parameters")).toBeTruthy();
    expect(await hintOf(/MACs/)).toBe(
      "From 995,698 to 183,140,722 MACs were found; architectures that were not tried may have " +
        "fewer or more. Median 47.9M, of 100 drawn at random.",
    );
  });

  it("shows one number where all architectures cost the same", () => {
    const bar = show({ ...measured, size: "1", parameters: range(20, 20, 20, true), macs: null });
    expect(bar.getByText("1 architecture")).toBeTruthy();
    expect(bar.getByText("20 parameters")).toBeTruthy();
    expect(bar.queryByText(/MACs/)).toBeNull();
  });

  it("writes a huge size with all its digits, and says when it is a bound", () => {
    const size = "72056000000000000000000000000000000000000000000000000000000000001";
    const bar = show({ ...measured, size, is_size_exact: false });
    const words = bar.getByTestId("space-size").textContent ?? "";
    expect(words).toMatch(/^at most 72,056,000,.*,001 architectures$/);
    expect(words.replace(/\D/g, "")).toBe(size);
  });

  it("fades what was said of an earlier drawing", () => {
    const bar = show(measured, { isOld: true });
    for (const words of [/architectures$/, /parameters/, /MACs/])
      expect(bar.getByText(words).className).not.toBe("");
  });

  it("does not fade what holds", () => {
    const bar = show(measured);
    for (const words of [/architectures$/, /parameters/, /MACs/])
      expect(bar.getByText(words).className).toBe("");
  });
});
