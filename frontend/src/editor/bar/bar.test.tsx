import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";

import type { Issue, Report } from "../../api/forms";
import { sessionQuery } from "../../api/queries";
import { SESSION } from "../../api/samples";
import { insideOf, mergeIssues } from "../canvas/problems";
import { leftBehind, openOutbox } from "../draft/outbox";
import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Conflict } from "./Conflict";
import { Restore } from "./Restore";
import { SaveMark } from "./SaveMark";
import { SaveVersion } from "./SaveVersion";

const issue = (path: string, code: string, more: Partial<Issue> = {}): Issue => ({
  path: path.split("/"),
  code,
  message: code,
  severity: "error",
  fix: null,
  ...more,
});

const SPACE_VERSION = {
  id: "v2",
  number: 2,
  message: "",
  created_by: "ada",
  created_at: "2026-01-01T00:00:00Z",
  digest: "",
  runs: 0,
};

describe("problems of browser and server", () => {
  it("are one where place and code are the same, however the path is written", () => {
    const fix = { command: "set_mismatch", arguments: {}, title: "Project" };
    const merged = mergeIssues(
      [issue("modules/cell/nodes/op/conv3", "shape_mismatch", { message: "here" })],
      [issue("modules/cell/nodes/op/of/conv3/node", "shape_mismatch", { message: "there", fix })],
    );
    expect(merged).toMatchObject([{ message: "here", fix: { title: "Project" } }]);
  });

  it("stay apart where one place is wrong in two ways, errors first", () => {
    const merged = mergeIssues(
      [issue("modules/cell/nodes/op", "unreachable", { severity: "warning" })],
      [issue("modules/cell/nodes/op", "missing_wire")],
    );
    expect(merged.map(({ code }) => code)).toEqual(["missing_wire", "unreachable"]);
  });

  it("lead to alternatives and settings", () => {
    expect(insideOf("modules/c/nodes/op/of/k3/node/arguments/kernel".split("/"))).toEqual({
      inside: ["k3"],
      argument: "kernel",
    });
    expect(insideOf("modules/c/edges/e".split("/"))).toEqual({ inside: [], argument: null });
  });
});

describe("the dialog of a version", () => {
  const dialog = (onSave: (message: string) => Promise<void>) => {
    const onClose = vi.fn();
    renderIn(opened(), <SaveVersion isOpened number={3} onSave={onSave} onClose={onClose} />);
    fireEvent.change(screen.getByRole("textbox", { name: "Message" }), {
      target: { value: "wider" },
    });
    fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Save" }));
    return onClose;
  };

  it("hands the message over and closes", async () => {
    const onSave = vi.fn(async () => {});
    const onClose = dialog(onSave);
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(onSave).toHaveBeenCalledWith("wider");
  });

  it("stays with the reason when the version cannot be saved", async () => {
    const onClose = dialog(async () => {
      throw new Error("mend the problems first");
    });
    expect(await screen.findByText(/mend the problems first/i)).toBeInTheDocument();
    expect(onClose).not.toHaveBeenCalled();
  });

  it("tells what is to be mended instead of asking the server, with the way there", async () => {
    const [onSave, onClose] = [vi.fn(), vi.fn()];
    const store = opened("net");
    store
      .getState()
      .run({ name: "remove", arguments: { module: "cell", nodes: [], edges: ["a"] } });
    renderIn(store, <SaveVersion isOpened number={3} onSave={onSave} onClose={onClose} />);
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    fireEvent.click(await screen.findByRole("button", { name: /needs a wire/ }));
    expect(onClose).toHaveBeenCalledOnce();
    expect(store.getState().trail).toEqual(["net", "cell"]);
    // Mended, or found to be no error by the server, it is saved as ever.
    act(() => store.setState({ report: { issues: [] } as unknown as Report }));
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
  });
});

function asAda(part: ReactNode): ReactNode {
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, SESSION);
  return <QueryClientProvider client={client}>{part}</QueryClientProvider>;
}

describe("banners", () => {
  it("of a conflict name who saved, and offer both ways out", () => {
    const [onTheirs, onCopy] = [vi.fn(), vi.fn()];
    renderIn(opened(), asAda(<Conflict by="" onTheirs={onTheirs} onCopy={onCopy} />));
    expect(screen.getByText(/Somebody saved this space/)).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Load theirs" }));
    fireEvent.click(screen.getByRole("button", { name: "Keep mine as a copy" }));
    expect([onTheirs, onCopy].map((way) => way.mock.calls.length)).toEqual([1, 1]);
  });

  it("of a conflict of one's own offer the other version", () => {
    renderIn(opened(), asAda(<Conflict by="ada" onTheirs={vi.fn()} onCopy={vi.fn()} />));
    expect(screen.getByRole("button", { name: "Load the other version" })).toBeInTheDocument();
  });

  it.each([
    ["bob", /^bob saved this space/],
    ["ada", /^You saved this space in another tab or window/],
  ])("of a conflict with %s say whose work it is", (by, words) => {
    renderIn(opened(), asAda(<Conflict by={by} onTheirs={vi.fn()} onCopy={vi.fn()} />));
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it("of lost work warn when the space was saved since", () => {
    const offer = { at: 0, isOutrun: true, restore: vi.fn(), discard: vi.fn() };
    renderIn(opened(), <Restore offer={offer} />);
    expect(screen.getByText(/saved since/)).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Discard them" }));
    expect(offer.discard).toHaveBeenCalledOnce();
    expect(offer.restore).not.toHaveBeenCalled();
  });
});

describe("what closed tabs left behind", () => {
  /** A tab's own session store. */
  const tab = (id: string) => ({ getItem: () => id, setItem: () => {} }) as unknown as Storage;
  const write = (space: string, id: string, at: number) =>
    openOutbox(space, localStorage, tab(id)).write({ document: id, revision: 1, at });

  it("is found newest first, without this tab's own and other spaces'", () => {
    localStorage.clear();
    write("s1", "a", 1);
    write("s1", "b", 2);
    write("s1", "me", 3);
    write("s10", "c", 4);
    const found = leftBehind("s1", localStorage, tab("me"));
    expect(found.map(({ entry }) => entry.document)).toEqual(["b", "a"]);
    found[0]?.discard();
    expect(leftBehind("s1", localStorage, tab("me"))).toHaveLength(1);
    expect(openOutbox("s1", localStorage, tab("me")).read()?.document).toBe("me");
  });
});

describe("the mark of saving", () => {
  type Mark = Parameters<typeof SaveMark>[0];
  const draw = (more: Partial<Mark>) => {
    const mark = { saved: null, latest: null, isChanged: true, isReadOnly: false };
    return renderIn(opened(), <SaveMark state={{ kind: "saved", at: 0 }} {...mark} {...more} />);
  };
  const mark = (saved: number | null, state: Mark["state"]) => draw({ saved, state });

  it.each([
    [true, /^version 2 \+ draft · saved/],
    [false, /^version 2 · saved/],
  ])("speaks of a draft beside a version only where they differ: %s", (isChanged, words) => {
    draw({ latest: SPACE_VERSION, isChanged });
    expect(screen.getByRole("status")).toHaveTextContent(words);
  });

  it("says that a version was saved, to eye and ear", () => {
    mark(3, { kind: "saved", at: 0 });
    expect(screen.getByRole("status")).toHaveTextContent("Version 3 saved");
    expect(screen.getByRole("status")).toHaveAttribute("aria-live", "polite");
  });

  it("does not say so of a draft that could not be saved", () => {
    mark(3, { kind: "offline" });
    expect(screen.getByRole("status")).toHaveTextContent("offline, kept in this browser");
  });
});
