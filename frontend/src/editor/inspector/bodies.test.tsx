import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { apply } from "../../document/commands";
import type { Body, SpaceDocument, SwitchBody } from "../../document/model";
import { bodyAt, smallSpace } from "../../document/samples";
import { renderIn } from "../rendering";
import { dartsSpace, opened } from "../samples";
import { Inspector } from "./Inspector";

function inspect(
  selection: { nodes?: string[]; edges?: string[] },
  module = "net",
  document: SpaceDocument = smallSpace(),
) {
  const store = opened(module, document);
  store.getState().select(selection);
  renderIn(store, <Inspector />);
  return { store, document: () => store.getState().history.document };
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const type = (name: string | RegExp, value: string) => {
  const box = screen.getByRole("textbox", { name });
  fireEvent.change(box, { target: { value } });
  fireEvent.blur(box);
};

const SWITCH: Body = {
  kind: "switch",
  on: { expr: "C > 8" },
  cases: [
    { id: "wide", values: [true], node: { kind: "operator", operator: "conv" } },
    { id: "rest", node: { kind: "operator", operator: "identity" } },
  ],
};

describe("the inspector of a switch", () => {
  const withSwitch = () =>
    apply(smallSpace(), {
      name: "add_node",
      arguments: { module: "cell", node: { id: "pick", ...SWITCH } },
    });
  const cases = (document: SpaceDocument) => (bodyAt(document, "cell", "pick") as SwitchBody).cases;

  it("adds a case for a value that none takes, before the one for the rest", () => {
    const { document } = inspect({ nodes: ["pick"] }, "cell", withSwitch());
    press("Add a case");
    expect(cases(document()).map(({ id, values }) => [id, values])).toEqual([
      ["case", [false]],
      ["wide", [true]],
      ["rest", undefined],
    ]);
  });

  it("removes a case, but not the last", () => {
    const { document } = inspect({ nodes: ["pick"] }, "cell", withSwitch());
    press("Remove case wide");
    expect(cases(document()).map(({ id }) => id)).toEqual(["rest"]);
    expect(screen.getByRole("button", { name: "Remove case rest" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });

  it("takes values as they are meant: yes, a number, a word", async () => {
    const { document } = inspect({ nodes: ["pick"] }, "cell", withSwitch());
    press(/^wide/);
    const values = screen.getByRole("combobox", { name: "Taken when the value is" });
    await userEvent.type(values, "3{Enter}left{Enter}");
    expect(cases(document())[0]?.values).toEqual([true, 3, "left"]);
  });

  it("edits what a case puts there", () => {
    const { document } = inspect({ nodes: ["pick"] }, "cell", withSwitch());
    press(/^wide/);
    press("Turn into a choice");
    expect(bodyAt(document(), "cell", "pick/wide").kind).toBe("choice");
  });
});

describe("the inspector of a repeat of a module", () => {
  it("sets times, index and what copies share", () => {
    const { document } = inspect({ nodes: ["cells"] });
    type("Times", "5");
    type("Index", "k");
    fireEvent.click(screen.getByRole("switch", { name: "Same weights in all copies" }));
    expect(bodyAt(document(), "net", "cells")).toMatchObject({
      times: 5,
      index: "k",
      weights: "shared",
    });
  });

  it("sets the arguments and the label of the use inside, and opens its module", () => {
    const { store, document } = inspect({ nodes: ["cells"] });
    type("C", "32");
    type(/^Label/, "normal");
    fireEvent.click(screen.getByRole("switch", { name: "Same choices in all uses" }));
    expect(bodyAt(document(), "net", "cells/body")).toMatchObject({
      arguments: { C: 32 },
      label: "normal",
      decisions: "independent",
    });
    press(/^Open cell/);
    expect(store.getState().trail).toEqual(["net", "cell"]);
  });

  it("forgets what only the module before had: its arguments and its label", () => {
    const plain = { role: "cell" as const, title: "Plain", parameters: { D: { default: 1 } } };
    const labelled = [
      { name: "add_module", arguments: { id: "plain", module: plain } },
      {
        name: "set_field",
        arguments: { module: "net", place: "cells/body", field: "label", value: "cell" },
      },
    ] as const;
    const { document } = inspect({ nodes: ["cells"] }, "net", labelled.reduce(apply, smallSpace()));
    fireEvent.click(screen.getByRole("combobox", { name: "Module" }));
    fireEvent.click(screen.getByRole("option", { name: "Plain", hidden: true }));
    expect(bodyAt(document(), "net", "cells/body")).toEqual({
      kind: "reference",
      module: "plain",
      arguments: {},
      decisions: "tied",
    });
  });

  it("says when the module is not there", () => {
    const gone = apply(smallSpace(), {
      name: "set_field",
      arguments: { module: "net", place: "cells/body", field: "module", value: "gone" },
    });
    inspect({ nodes: ["cells"] }, "net", gone);
    expect(screen.getByText("No module is called gone.")).toBeInTheDocument();
  });
});

describe("the inspector of a module", () => {
  it("keeps the type and the default of a parameter, and removes it", () => {
    const { document } = inspect({}, "cell");
    press("Each use must give it · add a default");
    const parameters = () => document().modules.cell?.parameters;
    expect(parameters()).toEqual({ C: { default: 1 } });
    press("Remove parameter C");
    expect(parameters()).toEqual({});
  });

  it("makes a port a list, and removes it", () => {
    const { document } = inspect({}, "cell");
    const [input] = within(screen.getByRole("region", { name: "Inputs" })).getAllByRole("checkbox");
    fireEvent.click(input as HTMLElement);
    expect(document().modules.cell?.inputs).toEqual([{ id: "x", many: true }]);
    press("Remove output y");
    expect(document().modules.cell?.outputs).toEqual([]);
  });

  it("adds a variable of the space and removes it", () => {
    const { document } = inspect({}, "cell");
    const name = screen.getByRole("textbox", { name: "Name of a new variable" });
    fireEvent.change(name, { target: { value: "width" } });
    fireEvent.keyDown(name, { key: "Enter" });
    expect(document().variables).toMatchObject({ width: { domain: "choice" } });
    press("Remove variable width");
    expect(document().variables).toEqual({});
  });

  it("is renamed with every use of it", () => {
    const { store, document } = inspect({}, "cell");
    type("Name of the module", "normal");
    fireEvent.keyDown(screen.getByRole("textbox", { name: "Name of the module" }), {
      key: "Enter",
    });
    expect(bodyAt(document(), "net", "cells/body")).toMatchObject({ module: "normal" });
    expect(store.getState().trail.at(-1)).toBe("normal");
  });

  it("takes a title with spaces; its id is made from it and shown, and what is refused stays typed", () => {
    const { store, document } = inspect({}, "cell");
    const name = () => screen.getByRole("textbox", { name: "Name of the module" });
    type("Name of the module", "Größe of Figure 1");
    expect(screen.getByText("grosse_of_figure_1")).toBeInTheDocument();
    fireEvent.blur(name());
    expect(Object.keys(document().modules)).toContain("grosse_of_figure_1");
    expect(store.getState().trail.at(-1)).toBe("grosse_of_figure_1");
    expect(name()).toHaveValue("Größe of Figure 1");
    type("Name of the module", "net");
    fireEvent.blur(name());
    expect(name()).toHaveValue("net");
    expect(screen.getByText("There is a module “net” already.")).toBeInTheDocument();
    act(() => store.getState().undo());
    expect(document().modules.cell).toBeDefined();
  });

  it("is not deleted while it is used, and the reason is told", () => {
    const { store, document } = inspect({}, "cell");
    press("Delete module");
    expect(document().modules.cell).toBeDefined();
    expect(store.getState().notice?.message).toMatch(/used in net/);
  });
});

describe("the inspector of several", () => {
  it("counts what is selected, narrows it to wires, and gives all of them the same", () => {
    const { store, document } = inspect(
      { nodes: ["n2"], edges: ["n2_cat", "pre0_n2"] },
      "darts",
      dartsSpace(),
    );
    expect(screen.getByRole("heading", { name: "1 node, 2 wires selected" })).toBeInTheDocument();
    press(/^Only the \d+ wires?$/);
    expect(store.getState().selection).toEqual({ nodes: [], edges: ["n2_cat", "pre0_n2"] });
    press("All carry what “ReLU, convolution, norm pre0 → Sum n2” carries");
    const edge = document().modules.darts?.edges?.find(({ id }) => id === "n2_cat");
    expect(edge?.carries).toMatchObject({ kind: "reference", module: "mixed" });
  });

  it("duplicates nodes", () => {
    const { document } = inspect({ nodes: ["op", "sum"] }, "cell");
    press("Duplicate");
    expect(document().modules.cell?.nodes).toHaveLength(4);
  });
});

describe("the inspector of a wire into a merge", () => {
  it("gives what it carries to the others like it, then draws it once", () => {
    const space = apply(smallSpace(), {
      name: "set_carries",
      arguments: {
        module: "cell",
        edge: "c",
        body: {
          kind: "choice",
          of: [{ id: "skip", node: { kind: "operator", operator: "identity" } }],
        },
      },
    });
    const { document } = inspect({ edges: ["c"] }, "cell", space);
    const carried = () => document().modules.cell?.edges?.map(({ carries }) => carries?.kind);
    press("Also on the one from nodes");
    expect(carried()).toEqual([undefined, "choice", "choice", undefined]);
    press("Draw it once for all 2");
    expect(carried()).toEqual([undefined, "reference", "reference", undefined]);
  });
});

it("a problem leads into the choice to the field that is meant", async () => {
  const { store } = inspect({}, "cell");
  act(() => store.getState().show("cell", { node: "op", inside: ["conv3"], argument: "kernel" }));
  await vi.waitFor(() => {
    const field = document.querySelector('[data-field="kernel"]');
    expect(field).toContainElement(document.activeElement as HTMLElement);
  });
});
