import { expect, it } from "vitest";

import type { Edge, Node } from "../document/model";
import { catalogue, smallSpace } from "../document/samples";
import { healSelection } from "./healing";
import { opened } from "./samples";

function heal(module: string, nodes: string[], document = smallSpace()) {
  const store = opened(module, document);
  store.getState().select({ nodes });
  healSelection(store, catalogue);
  const wires = () => store.getState().history.document.modules[module]?.edges ?? [];
  return { store, wires };
}

const between = (wires: readonly Edge[]) =>
  wires.map(({ source, target }) => `${source}>${target}`);

it("joins the wires through what goes, in one step that undo takes back", () => {
  const { store, wires } = heal("net", ["cells"]);
  expect(between(wires())).toEqual(["in.image>stem", "gap>fc", "fc>out.scores", "stem>gap"]);
  expect(wires().at(-1)?.id).toBe("w2");
  expect(store.getState().notice).toBeNull();
  expect(store.getState().announcement).toMatch(/^remove .* and join 1 wire$/);
  store.getState().undo();
  expect(store.getState().history.document).toEqual(smallSpace());
});

it("keeps what the wires carried, and their conditions", () => {
  const document = smallSpace();
  const cell = document.modules.cell;
  const carries = { kind: "operator", operator: "identity" } as const;
  cell?.nodes?.push({ id: "mid", kind: "operator", operator: "identity" } as Node);
  cell?.edges?.push(
    { id: "to", source: "op", target: "mid", carries },
    { id: "from", source: "mid", target: "sum", when: { domain: "bool" } },
  );
  // Where the two are joined already, a second wire between them is refused.
  cell?.edges?.splice(1, 1);
  const { wires } = heal("cell", ["mid"], document);
  expect(wires().at(-1)).toEqual({
    id: "from",
    source: "op",
    target: "sum",
    carries,
    when: { domain: "bool" },
  });
});

it("goes through several nodes at once, and says what could not be joined", () => {
  const { store, wires } = heal("net", ["cells", "gap"]);
  expect(between(wires())).toEqual(["in.image>stem", "fc>out.scores"]);
  expect(store.getState().notice).toMatchObject({ isDoubt: true });
  expect(store.getState().notice?.message).toMatch(/^The ends were not joined\. .*row of features/);
});

it("one output takes one of the wires that entered a sum", () => {
  const { store, wires } = heal("cell", ["sum"]);
  expect(between(wires())).toEqual(["in>op", "op>out"]);
  expect(store.getState().notice?.message).toMatch(
    /^Not all ends were joined\. The output takes one/,
  );
});

it("asks for a node where nothing is selected", () => {
  const { store } = heal("net", []);
  expect(store.getState().notice?.message).toMatch(/Select the node/);
  expect(store.getState().history.past).toHaveLength(0);
});
