import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import type { CommentForm, SpaceForm } from "../../api/forms";
import { SESSION } from "../../api/samples";
import { smallSpace } from "../../document/samples";
import { type Answers, fakeApi } from "../../testing";
import { Inspector } from "../inspector/Inspector";
import { Outline } from "../panel/Outline";
import { renderIn } from "../rendering";
import { opened } from "../samples";
import { AllTalk } from "./AllTalk";
import { Mark } from "./Mark";
import { Talking } from "./Talking";

const SUM = ["modules", "cell", "nodes", "sum"];

function aComment(fields: Partial<CommentForm> & { path?: string[]; about?: string }): CommentForm {
  const { path = SUM, about = "cell › Sum", ...rest } = fields;
  return {
    id: "k1",
    place: { kind: "space", id: "s1", path, about },
    author: "ben",
    text: "Why a sum?",
    created_at: "2026-01-01T00:00:00Z",
    edited_at: null,
    is_deleted: false,
    can: [],
    ...rest,
  };
}

const COMMENTS = "GET /api/comments?kind=space&id=s1";

interface Scene {
  can?: string[];
  store?: ReturnType<typeof opened>;
  /** Show the list of all comments instead of the parts in which they stand. */
  isListed?: boolean;
}

async function show(
  said: CommentForm[],
  { can = ["comment"], store = opened("cell"), isListed = false }: Scene = {},
) {
  const answers: Answers = {
    "GET /api/session": { ...SESSION, projects: [{ ...SESSION.projects[0], id: "p", can }] },
    [COMMENTS]: said,
  };
  const asked = fakeApi(answers);
  const onClose = vi.fn();
  const parts = (
    <>
      <Inspector />
      <Outline />
      <Mark path={SUM} place={{ node: "sum" }} />
    </>
  );
  renderIn(
    store,
    <QueryClientProvider client={new QueryClient()}>
      <Talking space={{ id: "s1", project: "p" } as SpaceForm}>
        {isListed ? <AllTalk isOpened onClose={onClose} /> : parts}
      </Talking>
    </QueryClientProvider>,
  );
  const place = isListed
    ? await screen.findByRole("dialog", { name: "Comments on the space" })
    : screen.getByRole("complementary", { name: "Inspector" });
  return { answers, asked, store, here: within(place), onClose };
}

it("a commenter says something about the selected node, which is then marked", async () => {
  const { answers, asked, store, here } = await show([]);
  expect(screen.queryByLabelText(/^\d+ comments? on/)).toBeNull();
  act(() => store.getState().select({ nodes: ["sum"] }));
  await userEvent.type(await here.findByLabelText("Comment on cell › Sum"), "Why a sum?");
  answers["POST /api/comments"] = aComment({});
  answers[COMMENTS] = [aComment({})];
  await userEvent.click(here.getByRole("button", { name: "Comment" }));
  expect(await screen.findByLabelText("1 comment on sum")).toBeInTheDocument();
  expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
    place: { kind: "space", id: "s1", path: SUM, about: "cell › Sum" },
  });
  expect(await here.findByText("Why a sum?")).toBeInTheDocument();
});

it("shows words as they were written, on their own node only", async () => {
  const hostile = "<script>alert(1)</script> <b>bold</b>";
  const { store, here } = await show([aComment({ text: hostile })]);
  act(() => store.getState().select({ nodes: ["sum"] }));
  const text = await here.findByText(/script/);
  expect(text.textContent).toBe(hostile);
  expect(text.children).toHaveLength(0);
  act(() => store.getState().select({ nodes: ["op"] }));
  expect(here.queryByText(/script/)).toBeNull();
  const row = screen.getByRole("treeitem", { name: "Node sum" });
  expect(row).toHaveAttribute("aria-description", "Sum, 1 comment");
});

it("the list leads to the node, and deletes one's own", async () => {
  const own = aComment({ can: ["change", "delete"] });
  const { answers, asked, store, here, onClose } = await show([own], {
    store: opened("net"),
    isListed: true,
  });
  await userEvent.click(await here.findByRole("button", { name: "cell › Sum" }));
  expect(onClose).toHaveBeenCalledOnce();
  expect(store.getState().trail).toEqual(["net", "cell"]);
  expect(store.getState().selection.nodes).toEqual(["sum"]);
  answers["DELETE /api/comments/k1"] = {};
  answers[COMMENTS] = [{ ...own, text: "", is_deleted: true, can: [] }];
  await userEvent.click(here.getByRole("button", { name: "Delete the comment of ben" }));
  expect(await here.findByText("This comment was deleted.")).toBeInTheDocument();
  expect(asked.some(({ method }) => method === "DELETE")).toBe(true);
});

it("a node that is called otherwise, or is gone, is still named", async () => {
  const { store, here } = await show(
    [
      aComment({}),
      aComment({ id: "k2", path: ["modules", "cell", "nodes", "old"], about: "", text: "Gone?" }),
    ],
    { isListed: true },
  );
  expect(await here.findByText("modules › cell › nodes › old")).toBeInTheDocument();
  act(() => {
    store.getState().run({
      name: "set_field",
      arguments: { module: "cell", place: "sum", field: "title", value: "Join" },
    });
  });
  expect(here.getByRole("button", { name: "cell › Join" })).toBeInTheDocument();
  expect(here.getByText("then called cell › Sum")).toBeInTheDocument();
  act(() => {
    store
      .getState()
      .run({ name: "remove", arguments: { module: "cell", nodes: ["sum"], edges: [] } });
  });
  expect(here.queryByRole("button", { name: /Sum|Join/ })).toBeNull();
  expect(here.getByText("cell › Sum")).toBeInTheDocument();
  expect(here.getAllByText("not in this drawing")).toHaveLength(2);
  expect(here.getByText("Why a sum?")).toBeInTheDocument();
});

it("a viewer reads along, and is told why there is no field", async () => {
  const { store, here } = await show([aComment({})], {
    can: [],
    store: opened("cell", smallSpace(), true),
  });
  act(() => store.getState().select({ nodes: ["sum"] }));
  expect(await here.findByText("Why a sum?")).toBeInTheDocument();
  expect(await here.findByText(/takes the role of a commenter/)).toBeInTheDocument();
  expect(here.queryByLabelText(/^Comment on/)).toBeNull();
});

it("a mark leads to what was said", async () => {
  const { store } = await show([aComment({})]);
  await userEvent.click(await screen.findByLabelText("1 comment on sum"));
  expect(store.getState()).toMatchObject({
    selection: { nodes: ["sum"] },
    pane: "inspector",
    spotlight: { argument: "comments" },
  });
});
