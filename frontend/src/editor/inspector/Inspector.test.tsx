import { readFileSync } from "node:fs";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { ChoiceBody, OperatorBody } from "../../document/model";
import { bodyAt, catalogue, smallSpace } from "../../document/samples";
import { goToName } from "../naming";
import { renderIn } from "../rendering";
import { dartsSpace, opened } from "../samples";
import { handleKey } from "../useKeys";
import { Inspector } from "./Inspector";

function inspect(
  module: string,
  selection: { nodes?: readonly string[]; edges?: readonly string[] },
  isReadOnly = false,
) {
  const store = opened(module, smallSpace(), isReadOnly);
  const { nodes = [], edges = [] } = selection;
  store.getState().select({ nodes: [...nodes], edges: [...edges] });
  renderIn(store, <Inspector />);
  const document = () => store.getState().history.document;
  return { store, document, user: userEvent.setup() };
}

describe("the ends of a wire", () => {
  it("are offered by their titles on the canvas, and moved", async () => {
    const store = opened("darts", dartsSpace());
    const wire = () =>
      store.getState().history.document.modules.darts?.edges?.find(({ id }) => id === "pre1_n2");
    store.getState().select({ edges: ["pre1_n2"] });
    renderIn(store, <Inspector />);
    const user = userEvent.setup();
    expect(screen.getByRole("combobox", { name: "From" })).toHaveValue(
      "ReLU, convolution, norm pre1",
    );
    await user.click(screen.getByRole("combobox", { name: "To" }));
    const titles = screen.getAllByRole("option").map(({ textContent }) => textContent);
    expect(titles.slice(2)).toEqual(
      [..."2345"].map((n) => `Sum n${n}`).concat("Concatenation", "y"),
    );
    await user.click(screen.getByRole("option", { name: "Sum n4" }));
    expect(wire()?.target).toBe("n4.x");
  });
});

describe("a formula with a name that means nothing", () => {
  it.each([
    ["a wire's condition", "cell", { edges: ["c"] }, "set_when", { edge: "c" }, "Wire is there"],
    [
      "a setting",
      "net",
      { nodes: ["stem"] },
      "set_argument",
      { place: "stem", name: "channels" },
      /channels/i,
    ],
  ] as const)("says so at the field of %s", (_, module, selection, name, args, label) => {
    const { store } = inspect(module, selection);
    const value = { expr: "widht > 8" };
    act(() => {
      store.getState().run({ name, arguments: { module, ...args, value } } as never);
    });
    const field = screen.getByRole("textbox", { name: label });
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(/'widht', which has no meaning here.*'width'/);
  });
});

describe("the inspector of a choice", () => {
  it("adds an alternative found by its title", async () => {
    const { document, user } = inspect("cell", { nodes: ["op"] });
    await user.click(screen.getByRole("button", { name: "Add an alternative" }));
    await user.type(await screen.findByRole("combobox", { name: "Search operators" }), "max");
    await user.click(await screen.findByRole("option", { name: "Max pooling" }));
    const choice = bodyAt(document(), "cell", "op") as ChoiceBody;
    expect(choice.of.map(({ id }) => id)).toEqual(["skip", "conv3", "max_pool"]);
  });

  it("offers operators before merges of a like name, so that Enter adds one", async () => {
    const { document, user } = inspect("cell", { nodes: ["op"] });
    await user.click(screen.getByRole("button", { name: "Add an alternative" }));
    await user.type(await screen.findByRole("combobox", { name: "Search operators" }), "max");
    const titles = screen.getAllByRole("option").map(({ textContent }) => textContent ?? "");
    expect(titles.slice(0, 3)).toEqual([
      expect.stringMatching(/Max pooling$/),
      expect.stringMatching(/Max pooling 1-D$/),
      expect.stringMatching(/Maximum$/),
    ]);
    await user.keyboard("{Enter}");
    const choice = bodyAt(document(), "cell", "op") as ChoiceBody;
    expect(choice.of.at(-1)?.id).toBe("max_pool");
  });

  it("takes an alternative out of the search and back, and removes it", async () => {
    const { document, user } = inspect("cell", { nodes: ["op"] });
    const choice = () => bodyAt(document(), "cell", "op") as ChoiceBody;
    await user.click(screen.getByRole("checkbox", { name: "Offer Identity" }));
    expect(choice().of[0]?.enabled).toBe(false);
    await user.click(screen.getByRole("checkbox", { name: "Offer Identity" }));
    expect(choice().of[0]?.enabled).toBeUndefined();
    await user.click(screen.getByRole("button", { name: "Remove Identity" }));
    expect(choice().of.map(({ id }) => id)).toEqual(["conv3"]);
    expect(screen.getByRole("button", { name: "Remove Convolution" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });
});

describe("the inspector of an operator", () => {
  it("sets a value, and one field's keystrokes are one step", () => {
    const { store, document } = inspect("net", { nodes: ["stem"] });
    const channels = screen.getByRole("textbox", { name: /channels/i });
    fireEvent.change(channels, { target: { value: "3" } });
    fireEvent.change(channels, { target: { value: "32" } });
    fireEvent.blur(channels);
    expect((bodyAt(document(), "net", "stem") as OperatorBody).arguments?.channels).toBe(32);
    store.getState().undo();
    expect((bodyAt(document(), "net", "stem") as OperatorBody).arguments?.channels).toBe(16);
  });

  it("turns a value into something to search over, with the old value as default", async () => {
    const { document, user } = inspect("net", { nodes: ["stem"] });
    const ways = screen.getByRole("radiogroup", { name: /How channels is given/i });
    await user.click(within(ways).getByRole("radio", { name: "Search" }));
    expect((bodyAt(document(), "net", "stem") as OperatorBody).arguments?.channels).toMatchObject({
      domain: "choice",
      default: 16,
    });
  });

  it("keeps an expression that cannot be read out of the document", () => {
    const { document } = inspect("net", { nodes: ["fc"] });
    const features = screen.getByRole("textbox", { name: /features/i });
    fireEvent.change(features, { target: { value: "classes *" } });
    expect((bodyAt(document(), "net", "fc") as OperatorBody).arguments?.features).toEqual({
      expr: "classes",
    });
    fireEvent.change(features, { target: { value: "classes * 2" } });
    fireEvent.blur(features);
    expect((bodyAt(document(), "net", "fc") as OperatorBody).arguments?.features).toEqual({
      expr: "classes * 2",
    });
  });

  it("becomes a choice of itself", async () => {
    const { document, user } = inspect("net", { nodes: ["stem"] });
    await user.click(screen.getByRole("button", { name: "Turn into a choice" }));
    expect(bodyAt(document(), "net", "stem")).toMatchObject({
      kind: "choice",
      of: [{ id: "conv" }],
    });
  });

  it("shows shapes and costs", () => {
    inspect("net", { nodes: ["stem"] });
    expect(screen.getByText("16×8×8")).toBeInTheDocument();
    expect(screen.getByText("Parameters")).toBeInTheDocument();
  });
});

describe("the inspector of a wire", () => {
  it("connects ports that fit without a pointer", async () => {
    const { document, user } = inspect("cell", { nodes: ["op"] });
    await user.click(screen.getByRole("combobox", { name: "Connect to" }));
    expect(screen.queryByRole("option", { name: "One of 2 operators" })).not.toBeInTheDocument();
    expect(document().modules.cell?.edges).toHaveLength(4);
  });

  it("makes the wire depend on a name", async () => {
    const { document, user } = inspect("cell", { edges: ["c"] });
    const ways = screen.getByRole("radiogroup", { name: /Wire is there/ });
    await user.click(within(ways).getByRole("radio", { name: "Search" }));
    expect(document().modules.cell?.edges?.find(({ id }) => id === "c")?.when).toMatchObject({
      domain: "bool",
    });
  });

  it("is headed by what it joins, as the outline writes it", () => {
    inspect("cell", { edges: ["d"] });
    expect(screen.getByRole("heading", { level: 2 })).toHaveTextContent("Sum → y");
  });

  it("is removed by its button", async () => {
    const { document, user } = inspect("cell", { edges: ["c"] });
    await user.click(screen.getByRole("button", { name: "Delete wire" }));
    expect(document().modules.cell?.edges?.map(({ id }) => id)).toEqual(["a", "b", "d"]);
  });
});

describe("the inspector of a merge", () => {
  it("lets the search pick some of the wires", async () => {
    const { document, user } = inspect("cell", { nodes: ["sum"] });
    await user.click(screen.getByRole("radio", { name: "Exactly" }));
    expect(bodyAt(document(), "cell", "sum")).toMatchObject({ pick: 2 });
  });
});

describe("the inspector of a module", () => {
  it("adds a parameter and a port", async () => {
    const { document, user } = inspect("cell", {});
    await user.type(
      screen.getByRole("textbox", { name: "Name of a new parameter" }),
      "stride{Enter}",
    );
    await user.type(screen.getByRole("textbox", { name: "Name of a new input" }), "q{Enter}");
    const cell = document().modules.cell;
    expect(Object.keys(cell?.parameters ?? {})).toEqual(["C", "stride"]);
    expect(cell?.inputs?.map(({ id }) => id)).toEqual(["x", "q"]);
  });

  it("says why a name cannot be", async () => {
    const { document, user } = inspect("cell", {});
    await user.type(screen.getByRole("textbox", { name: "Name of a new parameter" }), "1x{Enter}");
    expect(screen.getByText(/starts with no digit/)).toBeInTheDocument();
    expect(Object.keys(document().modules.cell?.parameters ?? {})).toEqual(["C"]);
  });

  it("offers no edits of what is read-only", () => {
    inspect("cell", {}, true);
    expect(screen.queryByRole("button", { name: "Delete module" })).not.toBeInTheDocument();
    expect(screen.queryByRole("textbox", { name: "Name of a new input" })).not.toBeInTheDocument();
  });
});

it("what is selected together is deleted together", async () => {
  const { document, user } = inspect("cell", { nodes: ["op", "sum"] });
  await user.click(screen.getByRole("button", { name: "Delete" }));
  expect(document().modules.cell?.nodes).toEqual([]);
});

describe("the button that deletes what is selected", () => {
  const deletes = () => screen.queryByRole("button", { name: /^Delete/ });

  it.each([["a"], ["a", "b"]])("stands before all that comes and goes", (...edges) => {
    inspect("cell", { edges });
    const carried = screen.getByRole("combobox", { name: /carr/i });
    const order = deletes()?.compareDocumentPosition(carried) ?? 0;
    expect(order & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it("is not offered for the module's own ports, which it leaves", () => {
    inspect("cell", { nodes: ["in.x", "out.y"] });
    expect(screen.getByRole("heading", { level: 2 })).toHaveTextContent("2 nodes selected");
    expect(deletes()).not.toBeInTheDocument();
  });
});

it("a badge in a list stands on the colour of the page, whatever fills its row", () => {
  const rule = /\.alternativeGlyph \{[^}]*\}/.exec(
    readFileSync("src/editor/inspector/inspector.module.css", "utf8"),
  )?.[0];
  expect(rule).toMatch(/background: color-mix\([^;]*var\(--surface\)\)/);
});

describe("a new selection", () => {
  it("begins at its top; the same one stays where it was scrolled to", () => {
    const { store } = inspect("net", { nodes: ["stem"] });
    const panel = screen.getByRole("complementary", { name: "Inspector" });
    panel.scrollTop = 300;
    act(() => store.getState().select({ nodes: ["stem"] }));
    expect(panel.scrollTop).toBe(300);
    act(() => store.getState().select({ nodes: ["fc"] }));
    expect(panel.scrollTop).toBe(0);
  });

  it("of both kinds is narrowed by buttons that say how many", () => {
    inspect("cell", { nodes: ["op", "sum"], edges: ["a"] });
    expect(screen.getByRole("button", { name: "Only the 2 nodes" })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Only the 1 wire" })).toBeInTheDocument();
  });
});

describe("what is called alike", () => {
  it("two alternatives of one operator and setting say their ids, as on the canvas", () => {
    const space = smallSpace();
    const choice = bodyAt(space, "cell", "op") as ChoiceBody;
    const [, conv] = choice.of;
    if (conv) choice.of.push({ ...conv, id: "again" });
    const store = opened("cell", space);
    store.getState().select({ nodes: ["op"] });
    renderIn(store, <Inspector />);
    const names = screen.getAllByRole("checkbox", { name: /^Offer/ });
    expect(names.map((box) => box.getAttribute("aria-label"))).toEqual([
      "Offer Identity",
      "Offer Convolution conv3",
      "Offer Convolution again",
    ]);
  });

  it("a module and an operator that a wire may carry say which they are", async () => {
    const space = smallSpace();
    const operator = catalogue.operators.find(({ name }) => name === "conv");
    space.modules.own = { role: "cell", title: operator?.title ?? "", inputs: [], outputs: [] };
    const store = opened("cell", space);
    store.getState().select({ edges: ["a"] });
    renderIn(store, <Inspector />);
    await userEvent.setup().click(screen.getByRole("combobox", { name: "Carries" }));
    const options = screen.getAllByRole("option").map(({ textContent }) => textContent);
    expect(options.filter((text) => text?.startsWith("Convolution ("))).toEqual([
      "Convolution (module)",
      "Convolution (operator)",
    ]);
    expect(options).toContain("Identity");
  });
});

describe("the name of a port", () => {
  it("is entered in its field, with the reason where it is taken; its pill stays selected", async () => {
    const { store, document, user } = inspect("cell", { nodes: [] });
    act(() => goToName(store, "in.x"));
    const name = screen.getByRole("textbox", { name: "Name of input x" });
    await waitFor(() => expect(name).toHaveFocus());
    fireEvent.change(name, { target: { value: "2" } });
    expect(screen.getByText(/starts with no digit/)).toBeInTheDocument();
    fireEvent.change(name, { target: { value: "left" } });
    await user.keyboard("{Enter}");
    expect(document().modules.cell?.inputs).toEqual([{ id: "left" }]);
    expect(store.getState().selection.nodes).toEqual(["in.left"]);
    fireEvent.change(screen.getByRole("textbox", { name: "Title of input left" }), {
      target: { value: "From before" },
    });
    expect(document().modules.cell?.inputs).toEqual([{ id: "left", title: "From before" }]);
  });

  it("of the network is its problem's", () => {
    inspect("net", {});
    expect(screen.queryByRole("textbox", { name: "Name of input image" })).not.toBeInTheDocument();
  });

  it("is where F2 leads from its pill", async () => {
    const { store } = inspect("cell", { nodes: ["out.y"] });
    const event = new KeyboardEvent("keydown", { key: "F2" });
    const nothing = () => undefined;
    const actions = {
      onSave: nothing,
      onShortcuts: nothing,
      onCommands: nothing,
      onRun: nothing,
    };
    act(() => {
      handleKey(event, { store, catalogue }, actions);
    });
    await waitFor(() =>
      expect(screen.getByRole("textbox", { name: "Name of output y" })).toHaveFocus(),
    );
  });
});

it("says that it is read only, and offers nothing to change", () => {
  const { store } = inspect("cell", { nodes: ["op"] }, true);
  expect(screen.getByText("Nothing can be changed here")).toBeInTheDocument();
  expect(screen.getByRole("complementary")).toHaveAttribute("data-readonly", "true");
  expect(screen.queryByRole("button", { name: /^(Remove|Delete)/ })).toBeNull();
  expect(store.getState().isReadOnly).toBe(true);
});
