import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { SpaceSummary } from "../api/forms";
import { CATALOGUE, SESSION } from "../api/samples";
import { showPage } from "../testing";

const AT = "2026-01-01T00:00:00Z";

const version = (number: number, message: string): SpaceSummary["latest_version"] => ({
  id: `v${number}`,
  number,
  message,
  created_by: "ada",
  created_at: AT,
  digest: "",
  runs: 0,
});

const aSpace = (id: string, fields: Partial<SpaceSummary>): SpaceSummary => ({
  id,
  name: "Residual CNN",
  project: "p1",
  preset: "residual-cnn",
  latest_version: null,
  runs: 0,
  updated_at: AT,
  ...fields,
});

const answersFor = (spaces: SpaceSummary[]): Record<string, unknown> => ({
  "GET /api/session": SESSION,
  "GET /api/workers": [],
  "GET /api/catalogue": CATALOGUE,
  "GET /api/spaces": spaces,
});

it("spaces of one name are told apart by version, age, runs and template", async () => {
  const spaces = [
    aSpace("s1", { latest_version: version(3, "wider stem"), runs: 2 }),
    aSpace("s2", { preset: "nas-bench-201" }),
  ];
  await showPage("/spaces", answersFor(spaces));
  const [, first, second] = within(await screen.findByRole("table")).getAllByRole("row");
  expect(first).toHaveTextContent(/v3 wider stem \d+ d ago/);
  expect(first).toHaveTextContent("2 runs");
  expect(await screen.findByText("NAS-Bench-201")).toBeInTheDocument();
  expect(first).not.toHaveTextContent("NAS-Bench-201");
  expect(second).toHaveTextContent("no version yet");
  expect(second).toHaveTextContent("NAS-Bench-201");
});

it("the way to a new space is always there", async () => {
  await showPage("/spaces", answersFor([aSpace("s1", {})]));
  expect(await screen.findByRole("link", { name: "New from template" })).toHaveAttribute(
    "href",
    "/#templates",
  );
});
