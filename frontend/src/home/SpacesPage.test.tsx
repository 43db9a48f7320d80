import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
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
  is_archived: false,
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

it("a space that no run has searched is deleted where one may draw, after a question", async () => {
  const mine = aSpace("s1", { name: "Sketch" });
  const searched = aSpace("s2", { name: "Searched", runs: 1 });
  const others = aSpace("s3", { name: "Others", project: "p9" });
  const answers = answersFor([mine, searched, others]);
  const { asked } = await showPage("/spaces", answers);
  await userEvent.click(await screen.findByRole("button", { name: "Delete Sketch" }));
  for (const name of ["Delete Searched", "Delete Others"])
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();

  const dialog = await screen.findByRole("dialog", { name: "Delete Sketch?" });
  answers["DELETE /api/spaces/s1"] = {
    status: 409,
    body: { code: "in_use", message: "a space that runs have searched cannot be deleted" },
  };
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete space" }));
  expect(await within(dialog).findByText(/runs have searched cannot/)).toBeInTheDocument();
  answers["DELETE /api/spaces/s1"] = {};
  answers["GET /api/spaces"] = [searched, others];
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete space" }));
  await waitFor(() => expect(screen.queryByText("Sketch")).not.toBeInTheDocument());
  expect(asked.filter(({ method }) => method === "DELETE")).toHaveLength(2);
});

it("what one starred comes first, and says so", async () => {
  const spaces = [aSpace("s1", { name: "First" }), aSpace("s2", { name: "Second" })];
  await showPage("/spaces", {
    ...answersFor(spaces),
    "GET /api/stars": [
      { kind: "space", id: "s2" },
      { kind: "run", id: "s1" },
    ],
  });
  await waitFor(() => {
    const [, first, second] = within(screen.getByRole("table")).getAllByRole("row");
    expect(first).toHaveTextContent(/Starred.*Second/);
    expect(second).not.toHaveTextContent("Starred");
  });
});

it("a space is put away, found in the archive and taken back", async () => {
  const mine = aSpace("s1", { name: "Old", runs: 3 });
  const others = aSpace("s2", { name: "Others", project: "p9" });
  const answers = answersFor([mine, others]);
  const { asked } = await showPage("/spaces", answers);
  await screen.findByText("Others");
  expect(screen.queryByRole("button", { name: "Archive Others" })).not.toBeInTheDocument();

  answers["PATCH /api/spaces/s1"] = { ...mine, is_archived: true };
  answers["GET /api/spaces"] = [others];
  await userEvent.click(await screen.findByRole("button", { name: "Archive Old" }));
  await waitFor(() => expect(screen.queryByText("Old")).not.toBeInTheDocument());

  answers["GET /api/spaces?archived=true"] = [{ ...mine, is_archived: true }];
  await userEvent.click(screen.getByRole("button", { name: "Archived", pressed: false }));
  answers["GET /api/spaces?archived=true"] = [];
  await userEvent.click(await screen.findByRole("button", { name: "Unarchive Old" }));
  expect(await screen.findByText("Nothing is archived")).toBeInTheDocument();
  const changes = asked.filter(({ method }) => method === "PATCH");
  expect(changes.map(({ body }) => body)).toEqual([{ is_archived: true }, { is_archived: false }]);
});
