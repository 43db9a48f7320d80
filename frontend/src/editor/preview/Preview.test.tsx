import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { SampleForm } from "../../api/forms";
import { type Answers, fakeApi } from "../../testing";
import { renderIn } from "../rendering";
import { opened } from "../samples";
import { Preview } from "./Preview";

const sample = (fields: Partial<SampleForm>): SampleForm => ({
  picture: "<svg/>",
  decisions: { "cells/op": "skip" },
  parameters: 1234,
  macs: 5_600_000,
  refusal: null,
  ...fields,
});

function show(answers: Answers, store = opened("net")) {
  const asked = fakeApi(answers);
  renderIn(
    store,
    <QueryClientProvider client={new QueryClient()}>
      <Preview isOpened onClose={() => {}} />
    </QueryClientProvider>,
  );
  return asked;
}

it("shows members with their costs and decisions; a new roll asks with another seed", async () => {
  const asked = show({
    "POST /api/spaces/sample": [
      sample({}),
      sample({ parameters: null, macs: null, refusal: "Shapes differ." }),
    ],
  });
  expect(await screen.findByText("1.23k parameters")).toBeInTheDocument();
  expect(screen.getByText("5.6M MACs")).toBeInTheDocument();
  expect(screen.getByText("Shapes differ.")).toBeInTheDocument();
  expect(screen.getByRole("img", { name: "Architecture 2" })).toHaveAttribute(
    "src",
    "data:image/svg+xml;utf8,%3Csvg%2F%3E",
  );
  expect(screen.getByText(/^2 members of the space.*not drawn 12 at a time/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Re-roll" }));
  expect(asked.map(({ body }) => (body as { seed: number }).seed)).toEqual([1, 2]);
});

it("one is looked at closely, with all that was decided, and left again", async () => {
  show({ "POST /api/spaces/sample": [sample({}), sample({ parameters: 77 })] });
  await userEvent.click(
    await screen.findByRole("button", { name: "Look closer at architecture 2" }),
  );
  expect(screen.getByRole("img", { name: "Architecture 2" })).toBeInTheDocument();
  expect(screen.queryByRole("img", { name: "Architecture 1" })).not.toBeInTheDocument();
  expect(screen.getByText("77 parameters")).toBeInTheDocument();
  expect(screen.getByText("1 decision")).toBeInTheDocument();
  expect(screen.getByTitle("cells/op")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "All architectures" }));
  expect(screen.getByRole("img", { name: "Architecture 1" })).toBeInTheDocument();
});

it("what is missing in the drawing is told", async () => {
  const issue = { path: [], code: "x", message: "a wire is missing", severity: "error", fix: null };
  show({
    "POST /api/spaces/sample": {
      status: 400,
      body: { code: "x", message: "it has faults", path: [], issues: [issue] },
    },
  });
  expect(await screen.findByText(/A wire is missing/)).toBeInTheDocument();
  for (const name of ["Re-roll", "Try again"])
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
});

it("a lone fault that is the whole message is said once", async () => {
  const issue = { path: [], code: "x", message: "a wire is missing", severity: "error", fix: null };
  show({
    "POST /api/spaces/sample": {
      status: 400,
      body: { code: "x", message: issue.message, path: [], issues: [issue] },
    },
  });
  expect(await screen.findAllByText(/A wire is missing/)).toHaveLength(1);
});

it("errors that are known are told with the way there, and the server is not asked", async () => {
  const store = opened("net");
  store.getState().run({ name: "remove", arguments: { module: "cell", nodes: [], edges: ["a"] } });
  const asked = show({}, store);
  await userEvent.click(await screen.findByRole("button", { name: /needs a wire/ }));
  expect(store.getState().trail).toEqual(["net", "cell"]);
  expect(asked).toEqual([]);
});

it("a server that failed is asked again", async () => {
  const answers: Record<string, unknown> = { "POST /api/spaces/sample": { status: 500, body: "" } };
  show(answers);
  const again = await screen.findByRole("button", { name: "Try again" });
  answers["POST /api/spaces/sample"] = [];
  await userEvent.click(again);
  expect(await screen.findByText(/^0 members of the space/)).toBeInTheDocument();
});
