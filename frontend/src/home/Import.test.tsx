import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { CATALOGUE, SESSION } from "../api/samples";
import { writeDocument } from "../document/model";
import { smallSpace } from "../document/samples";
import { showPage } from "../testing";

const FAULTY = {
  code: "invalid_document",
  message: "The document has faults.",
  path: [],
  issues: [
    {
      path: [],
      code: "missing_wire",
      message: "output 'scores' needs a wire",
      severity: "error",
      fix: null,
    },
  ],
};
const ANSWERS = {
  "GET /api/session": SESSION,
  "GET /api/catalogue": CATALOGUE,
  "GET /api/workers": [],
  "GET /api/spaces": [],
  "GET /api/runs": [],
  "GET /api/runs?state=live": [],
};
const text = writeDocument(smallSpace());
const file = (content: string) => new File([content], "space.json", { type: "application/json" });
const posts = (asked: { method: string; body: unknown }[]) =>
  asked.filter(({ method }) => method === "POST").map(({ body }) => body);

it("a file that is dropped becomes a space; what is missing in it is told, and it opens as a draft", async () => {
  const { asked } = await showPage("/", {
    ...ANSWERS,
    "POST /api/spaces": { status: 400, body: FAULTY },
  });
  await screen.findByRole("button", { name: "Import" });
  await waitFor(() => expect(screen.getByRole("button", { name: "Import" })).toBeEnabled());
  fireEvent.drop(window, { dataTransfer: { types: ["Files"], files: [file(text)] } });
  expect(await screen.findByText(/output 'scores' needs a wire/i)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Open it as a draft" }));
  await waitFor(() => expect(posts(asked)).toHaveLength(2));
  expect(posts(asked)).toEqual([
    { project: "p1", document: text },
    { project: "p1", document: text, is_draft: true },
  ]);
});

it("what holds no space is told in words, and is not sent", async () => {
  const { asked } = await showPage("/spaces", ANSWERS);
  const input = await screen.findByLabelText("Space to import");
  await waitFor(() => expect(screen.getByRole("button", { name: "Import" })).toBeEnabled());
  await userEvent.upload(input, file("Dear all"));
  expect(await screen.findByText(/this text is not/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Open it as a draft" })).toBeNull();
  expect(posts(asked)).toEqual([]);
});
