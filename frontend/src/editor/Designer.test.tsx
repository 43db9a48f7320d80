import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  useSearch,
} from "@tanstack/react-router";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { parseDocument, writeDocument } from "../document/model";
import { smallSpace } from "../document/samples";
import { useToasts } from "../ui/toasts";
import { DesignerPage } from "./DesignerPage";
import { Server } from "./fakeServer";

function Launch() {
  const { version } = useSearch({ strict: false }) as { version?: string };
  return <h1>Launch {version}</h1>;
}

const impatient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

function open(path: string, client = impatient()) {
  const root = createRootRoute();
  const page = (at: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path: at, component });
  const router = createRouter({
    routeTree: root.addChildren([
      page("/spaces/$id", DesignerPage),
      page("/spaces/$id/versions/$number", DesignerPage),
      page("/launch", Launch),
    ]),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

let server: Server;
beforeEach(() => {
  server = new Server();
  vi.stubGlobal("fetch", vi.fn(server.answer));
  localStorage.clear();
});
afterEach(async () => {
  // What is left to save is sent when the page goes: to the server of its own test, not to the next.
  cleanup();
  await new Promise((done) => setTimeout(done));
  vi.unstubAllGlobals();
});

const cutWire = async (wire: string) => {
  const user = userEvent.setup();
  await user.click(await screen.findByRole("treeitem", { name: "cell" }));
  await user.click(await screen.findByRole("treeitem", { name: `Wire ${wire}` }));
  await user.keyboard("{Delete}");
  return user;
};
/** What stood behind it is without a wire then: an error. */
const cutWireA = () => cutWire("a");
const savedEdges = () =>
  parseDocument(server.draft.document).modules.cell?.edges?.map(({ id }) => id);

describe("the designer", () => {
  it("saves what was changed, and counts again", async () => {
    open("/spaces/s1");
    await waitFor(() =>
      expect(screen.getByTestId("space-size")).toHaveTextContent("256 architectures"),
    );
    await cutWireA();
    await waitFor(() => expect(savedEdges()).toEqual(["b", "c", "d"]), { timeout: 10_000 });
    await waitFor(() =>
      expect(screen.getByTestId("space-size")).toHaveTextContent("64 architectures"),
    );
  });

  it("undoes and redoes by buttons that say what", async () => {
    open("/spaces/s1");
    const user = await cutWireA();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(screen.getByRole("treeitem", { name: "Wire a" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Redo" }));
    expect(screen.queryByRole("treeitem", { name: "Wire a" })).not.toBeInTheDocument();
  });

  it("saves the draft with the version, and runs the new one", async () => {
    open("/spaces/s1");
    expect(await screen.findByRole("link", { name: "Run" })).toHaveAttribute(
      "href",
      "/launch?version=v1",
    );
    const user = await cutWire("c");
    await user.click(screen.getByRole("button", { name: "Save version" }));
    await user.type(await screen.findByRole("textbox", { name: "Message" }), "shorter");
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(screen.getByRole("link", { name: "Run" })).toHaveAttribute(
        "href",
        "/launch?version=v2",
      ),
    );
    expect(savedEdges()).toEqual(["a", "b", "d"]);
  });

  it("opens the latest draft, not what another page once fetched", async () => {
    const client = impatient();
    client.setQueryData(["space", "s1"], server.space("s1"));
    const later = { ...smallSpace(), name: "later" };
    server.draft = { ...server.draft, revision: 2, document: writeDocument(later) };
    open("/spaces/s1", client);
    const name = await screen.findByRole("textbox", { name: "Name of the space" });
    expect(name).toHaveValue("later");
  });

  it("takes a new name when its field is left, and leaves the browser nothing to undo", async () => {
    open("/spaces/s1");
    const user = userEvent.setup();
    const field = await screen.findByRole("textbox", { name: "Name of the space" });
    await user.clear(field);
    await user.type(field, "mine{Enter}");
    const after = screen.getByRole("textbox", { name: "Name of the space" });
    expect(after).toHaveValue("mine");
    expect(after).not.toBe(field);
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(screen.getByRole("textbox", { name: "Name of the space" })).toHaveValue("small");
  });

  it("keeps the old name where the new one is empty or given up", async () => {
    open("/spaces/s1");
    const user = userEvent.setup();
    for (const typed of ["{Enter}", "other{Escape}{Enter}"]) {
      const field = await screen.findByRole("textbox", { name: "Name of the space" });
      await user.clear(field);
      await user.type(field, typed);
      expect(screen.getByRole("textbox", { name: "Name of the space" })).toHaveValue("small");
    }
    expect(screen.getByRole("button", { name: "Undo" })).toBeDisabled();
  });

  it("closes the problems with Escape, and nothing else", async () => {
    open("/spaces/s1");
    const user = await cutWireA();
    await user.click(screen.getByRole("treeitem", { name: "Wire b" }));
    await user.click(screen.getByRole("button", { name: /^Problems [1-9]/ }));
    expect(await screen.findByRole("list", { name: "Problems" })).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() =>
      expect(screen.queryByRole("list", { name: "Problems" })).not.toBeInTheDocument(),
    );
    expect(screen.getByRole("treeitem", { name: "Wire b" })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await user.keyboard("{Escape}");
    expect(screen.getByRole("treeitem", { name: "Wire b" })).toHaveAttribute(
      "aria-selected",
      "false",
    );
  });

  it("finds unsaved work again after a reload", async () => {
    const down = vi.fn(async (path: string, init: RequestInit = {}) => {
      if (init.method === "PUT") throw new TypeError("no network");
      return server.answer(path, init);
    });
    vi.stubGlobal("fetch", down);
    const { unmount } = open("/spaces/s1");
    await cutWireA();
    unmount();
    vi.stubGlobal("fetch", vi.fn(server.answer));
    open("/spaces/s1");
    await userEvent.click(await screen.findByRole("treeitem", { name: "cell" }));
    expect(screen.queryByRole("treeitem", { name: "Wire a" })).not.toBeInTheDocument();
    await waitFor(() => expect(savedEdges()).toEqual(["b", "c", "d"]), { timeout: 10_000 });
  });
});

describe("running a draft that no version holds", () => {
  it("saves it as a version and runs that", async () => {
    open("/spaces/s1");
    const user = await cutWire("c");
    expect(screen.queryByRole("link", { name: "Run" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Run" }));
    expect(await screen.findByRole("heading", { name: "Launch v2" })).toBeInTheDocument();
    expect(server.versions.at(-1)?.message).toBe("Saved to run");
    expect(savedEdges()).toEqual(["a", "b", "d"]);
  });

  it("says why it cannot, and offers the last version", async () => {
    server.draft.changed_since_version = true;
    const refusing = vi.fn(async (path: string, init: RequestInit = {}) =>
      path.endsWith("/versions")
        ? Response.json({ code: "invalid", message: "op needs a wire" }, { status: 422 })
        : server.answer(path, init),
    );
    vi.stubGlobal("fetch", refusing);
    open("/spaces/s1");
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Run" }));
    expect(await screen.findByText(/op needs a wire/i)).toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Run version 1 instead" }));
    expect(await screen.findByRole("heading", { name: "Launch v1" })).toBeInTheDocument();
  });
});

describe("when somebody else saved first", () => {
  async function collide() {
    open("/spaces/s1");
    await screen.findByRole("treeitem", { name: "cell" });
    const theirs = { ...smallSpace(), name: "theirs" };
    server.draft = {
      ...server.draft,
      revision: 2,
      document: writeDocument(theirs),
      saved_by: "bob",
    };
    const user = await cutWireA();
    expect(
      await screen.findByText(/bob saved this space/, {}, { timeout: 10_000 }),
    ).toBeInTheDocument();
    return user;
  }

  it("nothing is overwritten, and theirs can be loaded", async () => {
    const user = await collide();
    expect(server.draft.revision).toBe(2);
    await user.click(screen.getByRole("button", { name: "Load theirs" }));
    await waitFor(() =>
      expect(screen.getByRole("textbox", { name: "Name of the space" })).toHaveValue("theirs"),
    );
    expect(screen.queryByText(/bob saved/)).not.toBeInTheDocument();
  });

  it("a tab that changed nothing is told when it is looked at again", async () => {
    open("/spaces/s1");
    await screen.findByRole("treeitem", { name: "cell" });
    const theirs = writeDocument({ ...smallSpace(), name: "theirs" });
    server.draft = { ...server.draft, revision: 2, document: theirs, saved_by: "bob" };
    window.dispatchEvent(new Event("focus"));
    expect(await screen.findByText(/nothing of yours is unsaved/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Keep mine as a copy" })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Load theirs" }));
    expect(await screen.findByDisplayValue("theirs")).toBeInTheDocument();
  });

  it("mine can be kept as a copy", async () => {
    const user = await collide();
    await user.click(screen.getByRole("button", { name: "Keep mine as a copy" }));
    await waitFor(() => expect(server.copies).toHaveLength(1));
    const kept = parseDocument(server.copies[0] ?? "").modules.cell?.edges;
    expect(kept?.map(({ id }) => id)).toEqual(["b", "c", "d"]);
    expect(server.draft.revision).toBe(2);
    expect(server.places, "beside the space itself").toEqual(["p"]);
    const told = () => useToasts.getState().toasts.map(({ text }) => text);
    await waitFor(() => expect(told()).toEqual([expect.stringMatching(/ \(copy\)” in Main$/)]));
  });
});

describe("what may not be edited", () => {
  it("a version is shown without tools", async () => {
    open("/spaces/s1/versions/1");
    expect(await screen.findByText(/Version 1, read only/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Save version" })).not.toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "Palette" })).not.toBeInTheDocument();
  });

  it("a viewer's draft is shown without tools", async () => {
    server.can = [];
    open("/spaces/s1");
    expect(await screen.findByText("Read only")).toBeInTheDocument();
    await cutWireA();
    expect(screen.getByRole("treeitem", { name: "Wire a" })).toBeInTheDocument();
  });

  it("a version that is not there is named", async () => {
    open("/spaces/s1/versions/9");
    expect(await screen.findByText("There is no version 9")).toBeInTheDocument();
  });
});

it("a space that cannot be opened says why and offers another try and the other spaces", async () => {
  open("/spaces/gone");
  expect(await screen.findByText("The space could not be opened")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Go to Spaces" })).toHaveAttribute("href", "/spaces");
});
