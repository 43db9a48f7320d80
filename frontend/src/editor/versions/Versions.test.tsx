import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from "@tanstack/react-router";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { apply } from "../../document/commands";
import { writeDocument } from "../../document/model";
import { smallSpace } from "../../document/samples";
import { fakeApi } from "../../testing";
import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Versions } from "./Versions";

const version = (number: number, message: string) => ({
  id: `v${number}`,
  number,
  message,
  created_by: "ada",
  created_at: "2026-01-01T00:00:00Z",
  digest: "",
  runs: number,
});
const first = apply(smallSpace(), {
  name: "remove",
  arguments: { module: "net", nodes: ["gap"], edges: [] },
});

function show(isReadOnly = false) {
  fakeApi({
    "GET /api/spaces/s1/versions": [version(2, "With pooling"), version(1, "As made")],
    "GET /api/versions/v1": { ...version(1, "As made"), document: writeDocument(first) },
    "GET /api/versions/v2": { ...version(2, ""), document: writeDocument(smallSpace()) },
  });
  const store = opened("cell", smallSpace(), isReadOnly);
  const onClose = vi.fn();
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
  renderIn(
    store,
    <QueryClientProvider client={new QueryClient()}>
      <RouterContextProvider router={router as never}>
        <Versions space="s1" isOpened onClose={onClose} />
      </RouterContextProvider>
    </QueryClientProvider>,
  );
  return { store, onClose, row: (name: string) => screen.findByRole("listitem", { name }) };
}

it("a version says who made it, how it looks, and what changed since the one before", async () => {
  const { row } = show();
  const newest = await row("Version 2");
  expect(newest).toHaveTextContent(/With pooling.*ada · .* · 2 runs/);
  expect(newest.querySelector("img")).toHaveAttribute("src", "/api/versions/v2/picture.svg");
  await userEvent.click(within(newest).getByRole("button", { name: "What changed" }));
  const changes = await within(newest).findByRole("list", { name: "Changes" });
  expect(changes).toHaveTextContent("Added Global pooling in net");
  await userEvent.click(within(newest).getByRole("combobox", { name: "Compared with" }));
  await userEvent.click(await screen.findByRole("option", { name: "What is drawn now" }));
  expect(await within(newest).findByText(/Nothing but where things stand/)).toBeInTheDocument();
});

it("a version is restored as the draft in one step, which undo takes back", async () => {
  const { row, store, onClose } = show();
  const oldest = await row("Version 1");
  await userEvent.click(within(oldest).getByRole("button", { name: "Restore as the draft" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(store.getState().history.document).toEqual(first);
  store.getState().undo();
  expect(store.getState().history.document).toEqual(smallSpace());
});

it("who only looks restores nothing", async () => {
  const { row } = show(true);
  const oldest = await row("Version 1");
  expect(within(oldest).queryByRole("button", { name: "Restore as the draft" })).toBeNull();
});
