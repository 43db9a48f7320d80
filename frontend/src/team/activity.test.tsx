import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { ActivityForm, TokenForm } from "../api/forms";
import { CATALOGUE, DATASETS, SESSION } from "../api/samples";
import { showPage } from "../testing";
import { lineOf } from "./activityWords";
import { projectOf } from "./useProject";

const AT = "2026-01-01T00:00:00Z";
const MEMBER = { "GET /api/session": SESSION, "GET /api/workers": [] };

const aLine = (fields: Partial<ActivityForm>): ActivityForm => ({
  ...{ team: "t1", project: "p1", actor: "ada", verb: "started", kind: "run" },
  ...{ thing: "r1", title: "Digits", at: AT },
  ...fields,
});

it.each<[Partial<ActivityForm>, string]>([
  [{}, "ada started the run Digits"],
  [{ actor: "", verb: "finished" }, "The run Digits finished"],
  [{ kind: "member", verb: "joined", title: "ben as viewer" }, "ben joined as viewer"],
  [
    { kind: "member", verb: "invited", title: "somebody as viewer" },
    "ada invited somebody as viewer",
  ],
  [{ kind: "dataset", verb: "uploaded", title: "cats.zip" }, "ada uploaded the data cats.zip"],
])("tells what happened: %o", (fields, words) => {
  const { before, title, after } = lineOf(aLine(fields));
  expect(`${before}${title}${after}`).toBe(words);
});

it("what is there is a link, what is gone a name, and earlier lines come when asked for", async () => {
  await showPage("/activity", {
    ...MEMBER,
    "GET /api/activity": {
      items: [aLine({}), aLine({ verb: "deleted", kind: "dataset", thing: "", title: "cats.zip" })],
      next: "a b",
    },
    "GET /api/activity?before=a%20b": {
      items: [aLine({ verb: "saved", kind: "space" })],
      next: null,
    },
  });
  const table = await screen.findByRole("table", { name: "Activity" });
  expect(within(table).getByRole("link", { name: "Digits" })).toHaveAttribute("href", "/runs/r1");
  expect(within(table).queryByRole("link", { name: "cats.zip" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Show earlier" }));
  expect(await within(table).findByText(/saved a version of the space/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Show earlier" })).not.toBeInTheDocument();
});

it("a token is made, shown once and revoked", async () => {
  const token: TokenForm = {
    ...{ id: "k1", name: "night script", created_at: AT },
    ...{ expires_at: "2126-01-01T00:00:00Z", last_used_at: null, secret: "" },
  };
  const answers: Record<string, unknown> = { ...MEMBER, "GET /api/tokens": [] };
  const { asked } = await showPage("/tokens", answers);
  expect(await screen.findByText("No tokens")).toBeInTheDocument();
  await userEvent.type(screen.getByLabelText(/What it is for/), "night script");
  answers["POST /api/tokens"] = { ...token, secret: "hush" };
  answers["GET /api/tokens"] = [token];
  await userEvent.click(screen.getByRole("button", { name: "Make token" }));
  expect(await screen.findByLabelText("Token")).toHaveValue("hush");
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
    name: "night script",
    days: 90,
  });
  answers["DELETE /api/tokens/k1"] = {};
  answers["GET /api/tokens"] = [];
  await userEvent.click(await screen.findByRole("button", { name: "Revoke night script" }));
  const question = await screen.findByRole("dialog", { name: "Revoke night script?" });
  await userEvent.click(within(question).getByRole("button", { name: "Keep it" }));
  expect(
    asked.some(({ method }) => method === "DELETE"),
    "it was kept",
  ).toBe(false);
  await userEvent.click(await screen.findByRole("button", { name: "Revoke night script" }));
  await userEvent.click(await screen.findByRole("button", { name: "Revoke" }));
  expect(await screen.findByText("No tokens")).toBeInTheDocument();
});

it("new things go where one may draw, and where one chose to put them", async () => {
  const [own] = SESSION.projects;
  if (own === undefined) throw new Error("the sample has a project");
  const theirs = { id: "p0", name: "Theirs", team: "t2", can: [] };
  const ours = { id: "p2", name: "Ours", team: "t2", can: ["edit", "run"] };
  const teams = [
    ...SESSION.teams,
    { id: "t2", name: "Vision", is_personal: false, role: "editor" },
  ];
  const { asked } = await showPage("/", {
    ...MEMBER,
    "GET /api/session": { ...SESSION, teams, projects: [theirs, own, ours] },
    "GET /api/catalogue": CATALOGUE,
    "GET /api/datasets": DATASETS,
    "GET /api/spaces": [],
    "GET /api/runs": [],
    "GET /api/runs?state=live": [],
  });
  const select = await screen.findByRole("combobox", { name: "Project that takes new spaces" });
  expect(
    within(select)
      .getAllByRole("option")
      .map((option) => option.textContent),
  ).toEqual(["Ada: Main", "Vision: Ours"]);
  await userEvent.selectOptions(select, "Vision: Ours");
  await userEvent.click(screen.getByRole("button", { name: "Open NAS-Bench-201 in the designer" }));
  expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({ project: "p2" });
});

it("of the wanted projects the first that is there is taken, else the first of all", () => {
  const shelves = ["a", "b"].map((id) => ({ id, name: id, team: "t", can: [] }));
  expect(projectOf(shelves, undefined, "gone", "b")?.id).toBe("b");
  expect(projectOf(shelves, null)?.id).toBe("a");
  expect(projectOf([], "a")).toBeUndefined();
});
