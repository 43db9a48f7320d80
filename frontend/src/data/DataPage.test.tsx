import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CATALOGUE, DATASETS, SESSION } from "../api/samples";
import { showPage } from "../testing";
import { someData } from "./samples";

/** Stands for the browser's request: the test says what becomes of it. */
class FakeRequest {
  static all: FakeRequest[] = [];
  method = "";
  path = "";
  headers: Record<string, string> = {};
  body: unknown;
  status = 0;
  responseText = "";
  isAborted = false;
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;

  constructor() {
    FakeRequest.all.push(this);
  }
  open(method: string, path: string): void {
    Object.assign(this, { method, path });
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(body: unknown): void {
    this.body = body;
  }
  abort(): void {
    this.isAborted = true;
  }
  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    act(() => this.onload?.());
  }
}

const ANSWERS = {
  "GET /api/session": SESSION,
  "GET /api/workers": [],
  "GET /api/catalogue": CATALOGUE,
  "GET /api/datasets": DATASETS,
  "GET /api/datasets/d9": someData({ state: "waiting", card: null, profile: null }),
};

const CSV = new File(["a,b\n1,2\n"], "my people.csv", { type: "text/csv" });

async function choose(...files: File[]): Promise<void> {
  const input = await screen.findByLabelText("File to upload");
  fireEvent.change(input, { target: { files } });
}

async function sent(): Promise<FakeRequest> {
  await waitFor(() => expect(FakeRequest.all).toHaveLength(1));
  return FakeRequest.all[0] as FakeRequest;
}

beforeEach(() => {
  FakeRequest.all = [];
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
});

describe("the list of data", () => {
  it("shows one's own data first, newest on top, with what is known of it", async () => {
    const own = [
      someData({ id: "d1", name: "old", card: null, state: "failed" }),
      someData({ id: "d2", created_at: "2026-02-01T00:00:00Z", runs: 2 }),
    ];
    await showPage("/data", { ...ANSWERS, "GET /api/datasets": [...DATASETS, ...own] });
    const [, newest, oldest] = within(
      await screen.findByRole("table", { name: "Your data" }),
    ).getAllByRole("row");
    expect(newest).toHaveTextContent(
      /pets.*Images, one of some classes.*80.*2 classes.*Ready.*2 runs/,
    );
    expect(oldest).toHaveTextContent(/old.*not known.*Refused/);
    const builtIn = screen.getByRole("table", { name: "Built-in data" });
    expect(builtIn).toHaveTextContent("Not installed");
    expect(within(builtIn).getByRole("link", { name: "Digits" })).toHaveAttribute(
      "href",
      "/data/d-digits",
    );
  });

  it("without own data says what an upload is for; the bar leads here", async () => {
    await showPage("/data", ANSWERS);
    expect(await screen.findByText("No data of your own yet")).toBeInTheDocument();
    const links = within(screen.getByRole("navigation", { name: "Main" })).getAllByRole("link");
    expect(links.slice(0, 3).map((link) => link.textContent)).toEqual(["Spaces", "Data", "Runs"]);
  });

  it("takes no file from those who may only look, and says why", async () => {
    const looking = {
      ...SESSION,
      projects: [{ id: "p1", name: "Main", team: "t1", can: ["see"] }],
    };
    await showPage("/data", { ...ANSWERS, "GET /api/session": looking });
    expect(await screen.findByText(/You may look at data here/)).toBeInTheDocument();
    expect(screen.queryByLabelText("File to upload")).not.toBeInTheDocument();
  });
});

describe("an upload", () => {
  it("is the file itself, tells how far it is, and leads to its page", async () => {
    const { router } = await showPage("/data", ANSWERS);
    await choose(CSV);
    const request = await sent();
    expect(request.method).toBe("POST");
    expect(request.path).toBe("/api/datasets?project=p1&file_name=my+people.csv");
    expect(request.headers).toMatchObject({ "Content-Type": "application/octet-stream" });
    expect(request.headers).toHaveProperty("X-CSRFToken");
    expect(request.body).toBe(CSV);
    act(() => request.upload.onprogress?.({ loaded: 4 }));
    expect(screen.getByText("4 B of 8 B")).toBeInTheDocument();
    expect(screen.getByRole("progressbar", { name: "Upload of my people.csv" })).toHaveAttribute(
      "aria-valuenow",
      "4",
    );
    request.answer(201, ANSWERS["GET /api/datasets/d9"]);
    await waitFor(() => expect(router.state.location.pathname).toBe("/data/d9"));
  });

  it("goes to the project that was chosen, of those where one may edit", async () => {
    const projects = [
      { id: "p0", name: "Shown", team: "t1", can: ["see"] },
      { id: "p1", name: "Main", team: "t1", can: ["edit"] },
      { id: "p2", name: "Birds", team: "t1", can: ["edit"] },
    ];
    await showPage("/data", { ...ANSWERS, "GET /api/session": { ...SESSION, projects } });
    await userEvent.click(await screen.findByRole("combobox", { name: "Project that takes it" }));
    expect(screen.queryByRole("option", { name: "Shown" })).not.toBeInTheDocument();
    await userEvent.click(await screen.findByRole("option", { name: "Birds" }));
    await choose(CSV);
    expect((await sent()).path).toContain("project=p2");
  });

  it("can be dropped anywhere on the page", async () => {
    await showPage("/data", ANSWERS);
    await screen.findByLabelText("File to upload");
    const dataTransfer = { types: ["Files"], files: [CSV] };
    fireEvent.dragOver(document.body, { dataTransfer });
    expect(screen.getByText("Drop to upload")).toBeInTheDocument();
    fireEvent.drop(document.body, { dataTransfer });
    expect((await sent()).body).toBe(CSV);
    expect(screen.queryByText("Drop to upload")).not.toBeInTheDocument();
  });

  it("can be cancelled", async () => {
    await showPage("/data", ANSWERS);
    await choose(CSV);
    const request = await sent();
    await userEvent.click(screen.getByRole("button", { name: "Cancel upload" }));
    expect(request.isAborted).toBe(true);
    expect(await screen.findByRole("button", { name: "Choose a file" })).toBeInTheDocument();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("is not lost by a click elsewhere", async () => {
    const { router } = await showPage("/data", { ...ANSWERS, "GET /api/runs": [] });
    await choose(CSV);
    const request = await sent();
    await userEvent.click(screen.getByRole("link", { name: "Runs" }));
    await userEvent.click(await screen.findByRole("button", { name: "Go on uploading" }));
    expect(request.isAborted).toBe(false);
    expect(router.state.location.pathname).toBe("/data");
    await userEvent.click(screen.getByRole("link", { name: "Runs" }));
    await userEvent.click(await screen.findByRole("button", { name: "Leave" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/runs"));
    await waitFor(() => expect(request.isAborted).toBe(true));
  });

  it("that the server refuses is told in its words", async () => {
    await showPage("/data", ANSWERS);
    await choose(CSV);
    const body = { code: "too_large", message: "a file must be smaller", path: [], issues: [] };
    (await sent()).answer(413, body);
    expect(await screen.findByText("A file must be smaller.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Choose a file" })).toBeInTheDocument();
  });

  it("that does not reach the server says so", async () => {
    await showPage("/data", ANSWERS);
    await choose(CSV);
    const request = await sent();
    act(() => request.onerror?.());
    expect(await screen.findByText(/The server cannot be reached/)).toBeInTheDocument();
  });

  const empty = new File([], "people.csv");
  const large = new File(["x"], "people.csv");
  Object.defineProperty(large, "size", { value: 2 ** 31 + 1 });
  it.each([
    [
      [new File(["x"], "weights.pkl")],
      /“weights.pkl” has an ending that is not read\. \.zip:.*\.csv/,
    ],
    [[empty], /“people.csv” is empty/],
    [[large], /at most 2 GiB \(2,147,483,648 bytes\), but “people.csv” has 2,147,483,649/],
    [[CSV, CSV], /One file is uploaded at a time, not 2/],
  ])("that cannot be read is refused at once: %#", async (files, message) => {
    await showPage("/data", ANSWERS);
    await choose(...files);
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(FakeRequest.all).toHaveLength(0);
  });

  it.each(["A.ZIP", "x.npz", "x.tsv", "x.csv.gz"])("of %s is sent", async (name) => {
    await showPage("/data", ANSWERS);
    await choose(new File(["x"], name));
    await sent();
  });
});
