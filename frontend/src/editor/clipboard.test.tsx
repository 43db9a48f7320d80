import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { catalogue, smallSpace } from "../document/samples";
import { type Box, overlaps } from "./canvas/routing";
import { copied, paste, useClipboard } from "./clipboard";
import { pictureOf } from "./editing";
import { renderIn } from "./rendering";
import { opened } from "./samples";

function Listener() {
  useClipboard();
  return <input aria-label="Field" />;
}

function sendEvent(type: "copy" | "cut" | "paste", text = "", target: EventTarget = window) {
  const kept = new Map([["text/plain", text]]);
  const event = new Event(type, { bubbles: true, cancelable: true });
  const clipboardData = {
    getData: (kind: string) => kept.get(kind) ?? "",
    setData: (kind: string, value: string) => kept.set(kind, value),
  };
  target.dispatchEvent(Object.assign(event, { clipboardData }));
  return { text: kept.get("text/plain") ?? "", isTaken: event.defaultPrevented };
}

it("what one space cuts another pastes, selected, as it stood, in one step", () => {
  const from = opened("cell");
  const first = renderIn(from, <Listener />);
  from.getState().select({ nodes: ["op", "sum", "in.x"] });
  const { text, isTaken } = sendEvent("cut");
  expect(isTaken).toBe(true);
  expect(from.getState().history.document.modules.cell?.nodes).toEqual([]);
  first.unmount();

  const to = opened("net");
  // Amid the view stands a node: what is pasted stands beside it.
  const stem = pictureOf(to.getState(), catalogue, "net").nodes.find(({ id }) => id === "stem");
  to.setState({ centre: () => ({ x: (stem?.x ?? 0) + 20, y: stem?.y ?? 0 }) });
  renderIn(to, <Listener />);
  sendEvent("paste", text);
  const { history, selection } = to.getState();
  expect(selection.nodes).toEqual(["op", "sum"]);
  expect(history.past).toHaveLength(1);
  const boxes = pictureOf(to.getState(), catalogue, "net").nodes;
  const at = (id: string) => boxes.find((box) => box.id === id);
  expect((at("sum")?.x ?? 0) - (at("op")?.x ?? 0)).toBe(200);
  for (const box of boxes.filter(({ id }) => id !== "op" && id !== "sum")) {
    expect(overlaps(at("op") as Box, box, 0) || overlaps(at("sum") as Box, box, 0)).toBe(false);
  }
  to.getState().undo();
  expect(to.getState().history.document).toEqual(smallSpace());
});

it("fields keep their own clipboard, and nothing selected leaves the browser to it", () => {
  const store = opened("cell");
  renderIn(store, <Listener />);
  expect(sendEvent("copy").isTaken).toBe(false);
  store.getState().select({ nodes: ["op"] });
  expect(sendEvent("copy", "", screen.getByLabelText("Field")).isTaken).toBe(false);
  expect(sendEvent("paste", "words", screen.getByLabelText("Field")).isTaken).toBe(false);
  expect(store.getState().notice).toBeNull();
});

it("foreign text is refused in words; a version can be copied from, not pasted into", () => {
  const store = opened("cell");
  paste(store, catalogue, "Dear all");
  expect(store.getState().notice?.message).toMatch(/holds no nodes/);
  const frozen = opened("cell", smallSpace(), true);
  frozen.getState().select({ nodes: ["op"] });
  const text = copied(frozen, catalogue) ?? "";
  expect(text).toContain("nasweb.clip/1");
  paste(frozen, catalogue, text);
  expect(frozen.getState().history.document).toEqual(smallSpace());
});

it("with Shift the wires that entered come along, as far as they have a place here", () => {
  const store = opened("cell");
  renderIn(store, <Listener />);
  store.getState().select({ nodes: ["sum"] });
  const { text } = sendEvent("copy");
  const press = (more: KeyboardEventInit) =>
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "v", ctrlKey: true, ...more }));
  const wires = () => store.getState().history.document.modules.cell?.edges?.length;

  press({});
  sendEvent("paste", text);
  expect(wires()).toBe(4);
  press({ shiftKey: true });
  sendEvent("paste", text);
  const [made] = store.getState().selection.nodes;
  expect(store.getState().history.document.modules.cell?.edges?.slice(4)).toMatchObject([
    { source: "op", target: made },
    { source: "in", target: made },
  ]);
  store.getState().undo();
  expect(wires()).toBe(4);

  store.getState().open("net");
  sendEvent("paste", text);
  expect(store.getState().notice?.message).toMatch(/^Pasted with 1 of 2 wires/);
});

it("says why nothing is pasted where a drawing is only to be read", () => {
  const store = opened("cell", smallSpace(), true);
  renderIn(store, <Listener />);
  sendEvent("paste", "anything");
  expect(store.getState().notice?.message).toMatch(/takes the role of an editor/);
});
