import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { aRun, SESSION } from "../api/samples";
import { showPage } from "../testing";

const ENDED = aRun({
  id: "r2",
  name: "Ended",
  state: "finished",
  ended_at: "2026-01-02T00:00:00Z",
});

it("a run that has ended is put away; one that goes on is not", async () => {
  const answers: Record<string, unknown> = {
    "GET /api/session": SESSION,
    "GET /api/workers": [],
    "GET /api/stars": [],
    "GET /api/runs": [aRun({ name: "Live" }), ENDED],
  };
  await showPage("/runs", answers);
  await userEvent.click(await screen.findByRole("button", { name: "Archive Ended" }));
  expect(screen.queryByRole("button", { name: "Archive Live" })).not.toBeInTheDocument();
  // It was refused: nothing was answered. The run stays, and the page says why.
  expect(screen.getByText("Ended")).toBeInTheDocument();

  answers["PATCH /api/runs/r2"] = { ...ENDED, is_archived: true };
  answers["GET /api/runs"] = [aRun({ name: "Live" })];
  await userEvent.click(await screen.findByRole("button", { name: "Archive Ended" }));
  await waitFor(() => expect(screen.queryByText("Ended")).not.toBeInTheDocument());

  answers["GET /api/runs?archived=true"] = [{ ...ENDED, is_archived: true }];
  await userEvent.click(screen.getByRole("button", { name: "Archived", pressed: false }));
  expect(await screen.findByRole("button", { name: "Unarchive Ended" })).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "Archived runs" })).toBeInTheDocument();
  expect(screen.queryByText("Live")).not.toBeInTheDocument();
});
