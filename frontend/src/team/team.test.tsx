import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { InvitationForm, TeamPage } from "../api/forms";
import { CATALOGUE, SESSION } from "../api/samples";
import { showPage } from "../testing";

const AT = "2026-01-01T00:00:00Z";

function aTeam(fields: Partial<TeamPage> = {}): TeamPage {
  return {
    id: "t2",
    name: "Vision",
    is_personal: false,
    role: "owner",
    members: [
      { id: "m1", user: "ada", role: "owner", joined_at: AT, is_you: true },
      { id: "m2", user: "ben", role: "viewer", joined_at: AT, is_you: false },
    ],
    invitations: [],
    can: ["delete", "manage"],
    ...fields,
  };
}

const SHELF = { id: "p2", name: "Night sky", team: "t2", can: ["edit", "manage", "run"] };
const answersFor = (team: TeamPage): Record<string, unknown> => ({
  "GET /api/session": { ...SESSION, projects: [...SESSION.projects, SHELF] },
  "GET /api/workers": [],
  "GET /api/spaces": [],
  "GET /api/runs": [],
  "GET /api/runs?state=live": [],
  "GET /api/catalogue": CATALOGUE,
  "GET /api/teams/t2": team,
});

it("an owner appoints, and is told why not where it cannot be", async () => {
  const answers = answersFor(aTeam());
  const { asked } = await showPage("/teams/t2", answers);
  expect(
    await screen.findByText(/To leave, make somebody else an owner first/),
  ).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Leave" })).not.toBeInTheDocument();
  const role = screen.getByRole("combobox", { name: "Role of ben" });
  answers["PATCH /api/members/m2"] = aTeam({
    members: [{ id: "m2", user: "ben", role: "editor", joined_at: AT, is_you: false }],
  });
  await userEvent.selectOptions(role, "editor");
  await waitFor(() =>
    expect(screen.getByRole("combobox", { name: "Role of ben" })).toHaveValue("editor"),
  );
  expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ role: "editor" });

  answers["PATCH /api/members/m2"] = {
    status: 409,
    body: { code: "last_owner", message: "A team must keep one owner." },
  };
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Role of ben" }), "viewer");
  expect(await screen.findByText("A team must keep one owner.")).toBeInTheDocument();
  expect(screen.getByRole("combobox", { name: "Role of ben" })).toHaveValue("editor");
});

it("an owner invites by a link that is shown once, and takes it back", async () => {
  const answers = answersFor(aTeam());
  const { asked } = await showPage("/teams/t2", answers);
  expect(await screen.findByText("No invitation is open.")).toBeInTheDocument();
  const open: InvitationForm = {
    id: "i1",
    role: "commenter",
    created_by: "ada",
    created_at: AT,
    expires_at: "2126-01-01T00:00:00Z",
    link: "",
  };
  answers["POST /api/teams/t2/invitations"] = { ...open, link: "/join#hush" };
  answers["GET /api/teams/t2"] = aTeam({ invitations: [open] });
  await userEvent.selectOptions(screen.getByLabelText("Invite as"), "commenter");
  await userEvent.click(screen.getByRole("button", { name: "Make invitation" }));
  expect(await screen.findByLabelText("Invitation link")).toHaveValue(
    `${window.location.origin}/join#hush`,
  );
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
    role: "commenter",
    days: 7,
  });
  answers["DELETE /api/invitations/i1"] = {};
  answers["GET /api/teams/t2"] = aTeam();
  await userEvent.click(
    await screen.findByRole("button", { name: /^Revoke the invitation as commenter/ }),
  );
  const question = await screen.findByRole("dialog", { name: /^Revoke the invitation/ });
  await userEvent.click(within(question).getByRole("button", { name: "Revoke" }));
  expect(await screen.findByText("No invitation is open.")).toBeInTheDocument();
});

it("projects are made, and deleted only when they are empty", async () => {
  const answers = answersFor(aTeam());
  const { asked } = await showPage("/teams/t2", answers);
  const table = await screen.findByRole("table", { name: "Projects" });
  expect(await within(table).findByText("Night sky")).toBeInTheDocument();
  expect(within(table).queryByText("Main"), "of another team").not.toBeInTheDocument();

  answers["POST /api/projects"] = SHELF;
  await userEvent.click(screen.getByRole("button", { name: "New project" }));
  await userEvent.type(await screen.findByLabelText(/Name/), "Clouds");
  await userEvent.click(screen.getByRole("button", { name: "Make project" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked.find(({ path }) => path === "/api/projects")?.body).toEqual({
    team: "t2",
    name: "Clouds",
  });

  answers["DELETE /api/projects/p2"] = {
    status: 409,
    body: { code: "not_empty", message: "2 runs stand in it." },
  };
  await userEvent.click(screen.getByRole("button", { name: "Delete Night sky" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete Night sky?" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
  expect(await within(dialog).findByText("2 runs stand in it.")).toBeInTheDocument();
});

it("a viewer sees who is there, may leave, and manages nothing", async () => {
  const answers = answersFor(aTeam({ role: "viewer", can: ["leave"] }));
  answers["GET /api/session"] = SESSION;
  const { asked, router } = await showPage("/teams/t2", answers);
  await userEvent.click(await screen.findByRole("button", { name: "Leave" }));
  for (const name of [/^Rename/, /^Delete/, /^Remove/, "Make invitation", "New project"])
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
  expect(screen.queryByRole("combobox")).not.toBeInTheDocument();
  answers["DELETE /api/members/m1"] = {};
  const dialog = await screen.findByRole("dialog", { name: "Leave Vision?" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Leave" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/"));
  expect(asked.some(({ path }) => path === "/api/members/m1")).toBe(true);
});

it("an invitation says what it offers before it is taken", async () => {
  const offer = { team: "Vision", role: "viewer", invited_by: "ada", is_member: false };
  const answers = answersFor(aTeam({ role: "viewer", can: ["leave"] }));
  answers["POST /api/invitations/look"] = offer;
  answers["POST /api/invitations/join"] = aTeam({ role: "viewer", can: ["leave"] });
  const { asked, router } = await showPage("/join#hush", answers);
  expect(await screen.findByText(/ada invites you as viewer/)).toBeInTheDocument();
  expect(asked.some(({ path }) => path === "/api/invitations/join")).toBe(false);
  await userEvent.click(screen.getByRole("button", { name: "Join Vision" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/teams/t2"));
  expect(asked.find(({ path }) => path === "/api/invitations/join")?.body).toEqual({
    secret: "hush",
  });
});

it.each(["/join#old", "/join"])("an invitation that lets nobody in says so: %s", async (at) => {
  await showPage(at, answersFor(aTeam()));
  expect(await screen.findByText("This invitation lets nobody in any more")).toBeInTheDocument();
});

it("whoever must sign in first keeps the secret behind the hash, where it is never sent", async () => {
  const { asked, router } = await showPage("/join#hush", {
    "GET /api/session": { status: 401, body: { code: "signed_out", message: "Sign in." } },
    "POST /api/session/sign-in": SESSION,
  });
  await userEvent.type(await screen.findByLabelText(/Name/), "ada");
  expect(router.state.location.search).toEqual({ next: "/join" });
  expect(router.state.location.hash).toBe("hush");
  await userEvent.type(screen.getByLabelText(/Password/), "secret");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/join"));
  expect(router.state.location.hash).toBe("hush");
  expect(asked.some(({ path }) => path.includes("hush"))).toBe(false);
});

it("a team is made from the menu of the account, where all one's teams are", async () => {
  const answers = answersFor(aTeam());
  answers["POST /api/teams"] = aTeam();
  const { asked, router } = await showPage("/", answers);
  await userEvent.click(await screen.findByRole("button", { name: "Account of ada" }));
  expect(await screen.findByRole("menuitem", { name: /^Ada/ })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("menuitem", { name: "New team" }));
  await userEvent.type(await screen.findByLabelText(/Name/), "Vision");
  await userEvent.click(screen.getByRole("button", { name: "Make team" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/teams/t2"));
  expect(asked.find(({ path }) => path === "/api/teams")?.body).toEqual({ name: "Vision" });
});

it("an invitation that could not be read is asked for again, and called no dead one", async () => {
  const answers = answersFor(aTeam());
  answers["POST /api/invitations/look"] = { status: 500, body: "no" };
  await showPage("/join#hush", answers);
  const retry = await screen.findByRole("button", { name: "Try again" });
  expect(screen.queryByText("This invitation lets nobody in any more")).not.toBeInTheDocument();
  answers["POST /api/invitations/look"] = {
    team: "Vision",
    role: "viewer",
    invited_by: "ada",
    expires_at: "2126-01-01T00:00:00Z",
    is_member: false,
  };
  await userEvent.click(retry);
  expect(await screen.findByText(/ada invites you as viewer/)).toBeInTheDocument();
});

it("whoever is invited and not signed in is told what the sign-in is for", async () => {
  await showPage("/join#hush", {
    "GET /api/session": { status: 401, body: { code: "signed_out", message: "sign in first" } },
  });
  expect(await screen.findByText("You are invited to a team")).toBeInTheDocument();
  expect(screen.getByText(/ask whoever runs this nasweb for one/)).toBeInTheDocument();
});

it("a dialog that is given up gives the focus back to what opened it", async () => {
  await showPage("/teams/t2", answersFor(aTeam()));
  const remove = await screen.findByRole("button", { name: "Remove ben" });
  await userEvent.click(remove);
  await screen.findByRole("dialog", { name: "Remove ben from Vision?" });
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(remove).toHaveFocus();
});

it.each([
  [true, "ada", "Team · ada’s team"],
  [false, "Vision", "Team · Vision"],
])("the page says that it is a team's, and whose", async (is_personal, name, title) => {
  await showPage("/teams/t2", answersFor(aTeam({ is_personal, name })));
  expect(await screen.findByRole("heading", { level: 1, name: title })).toBeInTheDocument();
  expect(document.title).toBe(`${title} · nasweb`);
});
