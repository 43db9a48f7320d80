import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { CommentForm, Marks } from "../api/forms";
import { aCandidate, aRun, SESSION } from "../api/samples";
import { showPage } from "../testing";

function aComment(fields: Partial<CommentForm> = {}): CommentForm {
  return {
    id: "k1",
    place: { kind: "candidate", id: "c4", path: [], about: "" },
    author: "ben",
    text: "Why so small?",
    created_at: "2026-01-01T00:00:00Z",
    edited_at: null,
    is_deleted: false,
    can: [],
    ...fields,
  };
}

const MARKS: Marks = { is_starred: false, stars: 1, note: "", noted_by: "", comments: 0 };
const COMMENTS = "GET /api/comments?kind=candidate&id=c4";
const place = { kind: "candidate", id: "c4" };

async function showTalk(said: CommentForm[], more: Record<string, unknown> = {}) {
  const answers: Record<string, unknown> = {
    "GET /api/session": SESSION,
    "GET /api/workers": [],
    "GET /api/candidates/c4": aCandidate(),
    "GET /api/candidates/c4/curve": { index: 4, steps: {}, values: {} },
    "GET /api/candidates/c4/code": { model: "class Net:\n    pass\n" },
    "GET /api/runs/r1": aRun(),
    "GET /api/marks?kind=candidate&id=c4": MARKS,
    [COMMENTS]: said,
    ...more,
  };
  const { asked } = await showPage("/candidates/c4", answers);
  const panel = await screen.findByRole("region", { name: "Comments" });
  return { answers, asked, panel };
}

it("shows plain words as they were written, and what was deleted as such", async () => {
  const hostile = "first line\n<script>alert(1)</script> <b>bold</b>";
  const { panel } = await showTalk([
    aComment({ text: hostile }),
    aComment({ id: "k2", text: "", is_deleted: true }),
  ]);
  const text = await within(panel).findByText(/first line/);
  expect(text.textContent).toBe(hostile);
  expect(text.children).toHaveLength(0);
  expect(within(panel).getByText("This comment was deleted.")).toBeInTheDocument();
  expect(within(panel).getByText("1 comment")).toBeInTheDocument();
  expect(within(panel).queryByRole("button", { name: /^(Edit|Delete) the/ })).toBeNull();
});

it("takes a comment, and keeps the words when it was not taken", async () => {
  const { answers, asked, panel } = await showTalk([]);
  const field = await within(panel).findByRole("textbox", { name: "Add a comment" });
  await userEvent.click(within(panel).getByRole("button", { name: "Comment" }));
  expect(within(panel).getByRole("textbox")).toBeInvalid();
  await userEvent.type(field, "Why?");
  answers["POST /api/comments"] = { status: 503, body: {} };
  await userEvent.click(within(panel).getByRole("button", { name: "Comment" }));
  expect(await within(panel).findByText(/The server failed/)).toBeInTheDocument();
  expect(field).toHaveValue("Why?");
  answers["POST /api/comments"] = aComment();
  answers[COMMENTS] = [aComment({ text: "Why?" })];
  await userEvent.click(within(panel).getByRole("button", { name: "Comment" }));
  expect(await within(panel).findByText("Why?")).toBeInTheDocument();
  await waitFor(() => expect(field).toHaveValue(""));
  expect(
    asked.find(({ method, path }) => method === "POST" && path === "/api/comments")?.body,
  ).toEqual({
    place: { ...place, path: [], about: "" },
    text: "Why?",
  });
});

it("one's own comment is changed and deleted in place", async () => {
  const own = aComment({ author: "ada", can: ["change", "delete"] });
  const { answers, asked, panel } = await showTalk([own]);
  await userEvent.click(
    await within(panel).findByRole("button", { name: "Edit the comment of ada" }),
  );
  const field = within(panel).getByRole("textbox", { name: "Your comment" });
  expect(field).toHaveValue("Why so small?");
  await userEvent.type(field, " Because.");
  answers["PATCH /api/comments/k1"] = own;
  answers[COMMENTS] = [{ ...own, text: "Why so small? Because.", edited_at: own.created_at }];
  await userEvent.click(within(panel).getByRole("button", { name: "Save" }));
  expect(await within(panel).findByText("Why so small? Because.")).toBeInTheDocument();
  expect(within(panel).getByText("edited")).toBeInTheDocument();
  expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({
    text: "Why so small? Because.",
  });
  answers["DELETE /api/comments/k1"] = {};
  answers[COMMENTS] = [{ ...own, text: "", is_deleted: true, can: [] }];
  await userEvent.click(within(panel).getByRole("button", { name: "Delete the comment of ada" }));
  expect(await within(panel).findByText("This comment was deleted.")).toBeInTheDocument();
});

it("a viewer reads along, and is told why there is no field", async () => {
  const session = { ...SESSION, projects: [{ ...SESSION.projects[0], can: [] }] };
  const { panel } = await showTalk([aComment()], { "GET /api/session": session });
  expect(await within(panel).findByText(/takes the role of a commenter/)).toBeInTheDocument();
  expect(within(panel).queryByRole("textbox")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Write a note" })).not.toBeInTheDocument();
});

it("a star is one's own, and the note is the team's", async () => {
  const { answers, asked } = await showTalk([]);
  const star = await screen.findByRole("button", { name: "Star" });
  expect(star).toHaveAttribute("aria-pressed", "false");
  answers["POST /api/stars"] = { ...MARKS, is_starred: true, stars: 2 };
  await userEvent.click(star);
  await waitFor(() => expect(star).toHaveAttribute("aria-pressed", "true"));
  expect(star).toHaveTextContent("2");
  expect(asked.find(({ path }) => path === "/api/stars")?.body).toEqual({
    place,
    is_starred: true,
  });

  await userEvent.click(screen.getByRole("button", { name: "Write a note" }));
  await userEvent.type(screen.getByLabelText("Note of the team"), "The one to keep");
  answers["POST /api/notes"] = { ...MARKS, note: "The one to keep", noted_by: "ada" };
  await userEvent.click(screen.getByRole("button", { name: "Save note" }));
  const note = screen.getByRole("region", { name: "Note" });
  expect(await within(note).findByText("The one to keep")).toBeInTheDocument();
  expect(within(note).getByText("by ada")).toBeInTheDocument();
});
