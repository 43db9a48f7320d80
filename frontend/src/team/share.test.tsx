import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import type { ShareForm } from "../api/forms";
import { aCandidate, aRun, aSnapshot, CATALOGUE, SESSION } from "../api/samples";
import { lookBy } from "../api/share";
import { fakeSockets, sockets } from "../fakeSocket";
import { showPage } from "../testing";

beforeEach(() => {
  lookBy(null);
  fakeSockets();
});

const BEST = { candidate: "c4", index: 4, value: 0.9 };
const ENDED = aRun({ state: "finished", ended_at: "2026-01-01T01:00:00Z", best: BEST, can: [] });

async function fed(run = ENDED): Promise<void> {
  await waitFor(() => expect(sockets.length).toBeGreaterThan(0));
  const snapshot = aSnapshot({ run });
  act(() => sockets.at(-1)?.onmessage?.({ data: JSON.stringify({ op: "reset", snapshot }) }));
  await screen.findByTestId("run-state");
}

function aShare(fields: Partial<ShareForm> = {}): ShareForm {
  return {
    id: "l1",
    kind: "run",
    thing: "r1",
    title: "Digits",
    created_by: "ada",
    created_at: "2026-01-01T00:00:00Z",
    expires_at: "2126-01-31T00:00:00Z",
    opened: 0,
    last_opened_at: null,
    with_model: false,
    link: "",
    ...fields,
  };
}

const MEMBER = { "GET /api/session": SESSION, "GET /api/workers": [] };
const LINKS = "GET /api/shares?kind=run&thing=r1";

it("makes a link with the model, shows it once, and takes it back", async () => {
  const answers: Record<string, unknown> = { ...MEMBER, [LINKS]: [] };
  const { asked } = await showPage("/runs/r1", answers);
  await fed();
  await userEvent.click(await screen.findByRole("button", { name: "Share" }));
  const dialog = await screen.findByRole("dialog", { name: "Share Digits" });
  expect(await within(dialog).findByText("No link leads here now.")).toBeInTheDocument();

  await userEvent.selectOptions(within(dialog).getByLabelText("It works for"), "7 days");
  await userEvent.click(within(dialog).getByLabelText("Guests may download the model"));
  answers["POST /api/shares"] = aShare({ link: "/s/l1#hush", with_model: true });
  answers[LINKS] = [aShare({ opened: 3, with_model: true })];
  await userEvent.click(within(dialog).getByRole("button", { name: "Make link" }));
  expect(await within(dialog).findByLabelText("Share link")).toHaveValue(
    `${window.location.origin}/s/l1#hush`,
  );
  const made = asked.find(({ method, path }) => method === "POST" && path === "/api/shares");
  expect(made?.body).toEqual({ kind: "run", thing: "r1", days: 7, with_model: true });
  expect(await within(dialog).findByText("3 times")).toBeInTheDocument();
  expect(within(dialog).getByText("with the model")).toBeInTheDocument();

  answers["DELETE /api/shares/l1"] = {};
  answers[LINKS] = [];
  await userEvent.click(within(dialog).getByRole("button", { name: /^Revoke the link made/ }));
  expect(
    asked.some(({ method }) => method === "DELETE"),
    "it is asked first",
  ).toBe(false);
  await userEvent.click(await screen.findByRole("button", { name: "Revoke" }));
  expect(await within(dialog).findByText("No link leads here now.")).toBeInTheDocument();
  expect(asked.some(({ method, path }) => method === "DELETE" && path === "/api/shares/l1")).toBe(
    true,
  );
});

it("those who may only look are not offered to share", async () => {
  const session = { ...SESSION, projects: [{ ...SESSION.projects[0], can: [] }] };
  await showPage("/runs/r1", { ...MEMBER, "GET /api/session": session });
  await fed();
  expect(screen.queryByRole("button", { name: "Share" })).not.toBeInTheDocument();
});

const OPENED = {
  kind: "run",
  thing: "r1",
  title: "Digits",
  expires_at: "2126-01-31T00:00:00Z",
  with_model: true,
};
const GUEST = {
  "POST /api/shares/l1/open": OPENED,
  "GET /api/catalogue?share=l1": CATALOGUE,
  "GET /api/versions/v1?share=l1": { document: "{}" },
  "GET /api/candidates/c4?share=l1": aCandidate({
    ...{ archive: "ready", can: ["download"] },
    test_scores: { accuracy: 0.9512 },
  }),
  "GET /api/candidates/c4/curve?share=l1": { index: 4, steps: {}, values: {} },
  "GET /api/candidates/c4/code?share=l1": { model: "class Net:\n    pass\n" },
};

it("a guest watches the run by the link, and is offered nothing else", async () => {
  const { asked } = await showPage("/s/l1#hush", GUEST);
  await fed();
  expect(asked[0]).toMatchObject({ path: "/api/shares/l1/open", body: { secret: "hush" } });
  expect(asked.slice(1).every(({ path }) => path.endsWith("share=l1"))).toBe(true);
  expect(new URL(sockets.at(-1)?.address ?? "").search).toBe("?share=l1");
  expect(screen.getByText(/Read only · link ends/)).toBeInTheDocument();
  for (const role of ["navigation", "group"])
    expect(screen.queryByRole(role, { name: /Main|Steering/ })).not.toBeInTheDocument();
  for (const name of ["Share", "Run again", "Residual CNN", "Account of ada"])
    expect(screen.queryByRole("link", { name })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Share" })).not.toBeInTheDocument();
  expect(screen.queryByRole("region", { name: "Log" })).not.toBeInTheDocument();
  expect(await screen.findByText("0.9512")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Download model" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Open best candidate" })).toHaveAttribute(
    "href",
    "/s/l1/candidates/c4#hush",
  );
});

it("a guest's candidate stays within the link, with the model where it is part of it", async () => {
  await showPage("/s/l1/candidates/c4#hush", GUEST);
  expect(await screen.findByRole("link", { name: "Download model" })).toHaveAttribute(
    "href",
    "/api/candidates/c4/model.zip?share=l1",
  );
  expect(screen.getByRole("img", { name: "Candidate graph" })).toHaveAttribute(
    "src",
    "/api/candidates/c4/graph.svg?share=l1",
  );
  expect(screen.getByRole("link", { name: "Digits" })).toHaveAttribute("href", "/s/l1#hush");
});

it("without the model the link says so", async () => {
  const plain = aCandidate({ archive: "ready", can: [] });
  await showPage("/s/l1/candidates/c4#hush", {
    ...GUEST,
    "GET /api/candidates/c4?share=l1": plain,
  });
  expect(await screen.findByText(/its model is not part of it/)).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Download model" })).not.toBeInTheDocument();
});

const NO_SUCH = { status: 404, body: { code: "no_such_link", message: "There is no such link." } };

it.each(["/s/l1#hush", "/s/l1"])("a link that opens nothing is told so: %s", async (address) => {
  await showPage(address, { "POST /api/shares/l1/open": NO_SUCH });
  expect(
    await screen.findByRole("heading", { name: "This link shows nothing any more" }),
  ).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Go to the start page" })).not.toBeInTheDocument();
});

it("whoever watches when the link is taken back is told", async () => {
  await showPage("/s/l1#hush", GUEST);
  await fed();
  act(() => sockets.at(-1)?.onclose?.({ code: 4404 }));
  expect(
    await screen.findByRole("heading", { name: "This link shows nothing any more" }),
  ).toBeInTheDocument();
});

it("a guest whom the server failed may try again", async () => {
  await showPage("/s/l1#hush", { "POST /api/shares/l1/open": { status: 500, body: "no" } });
  expect(await screen.findByRole("heading", { name: "The server failed" })).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
});
