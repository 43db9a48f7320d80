/** The view: it moves when a module is opened or a place is asked for, never because of data. */

import type { ReactFlowInstance } from "@xyflow/react";
import { type RefObject, useEffect, useRef } from "react";

import { useDesigner, useOpened } from "../context";
import type { Selection } from "../store";
import { framed, opening } from "./framing";
import type { NodeBoxNode } from "./NodeBox";
import type { Picture } from "./picture";
import type { Sight } from "./placing";
import type { Point } from "./routing";
import { VIEW, type ViewWish } from "./viewing";
import type { WireEdge } from "./Wire";

export type Flow = ReactFlowInstance<NodeBoxNode, WireEdge>;

const MARGIN = 72;
/** Free at the sides of the view; above, where the way and the tools are, three times as much. */
const EDGE = 16;

export function useView(
  flow: Flow | null,
  frame: RefObject<HTMLElement | null>,
  moduleId: string,
  picture: Picture,
): void {
  const { store } = useOpened();
  const spotlight = useDesigner((state) => state.spotlight);
  const latest = useRef(picture);
  latest.current = picture;

  useEffect(() => {
    // The module is the reason to fit, not its content: editing must not move the view.
    const bounds = frame.current?.getBoundingClientRect();
    if (flow && moduleId && bounds?.width) void flow.setViewport(opening(latest.current, bounds));
  }, [flow, frame, moduleId]);

  useEffect(() => {
    if (!flow || spotlight.turn === 0) return;
    const spot = spotOf(latest.current, spotlight);
    if (spot) requestAnimationFrame(() => reveal(flow, frame.current, spot));
  }, [flow, frame, spotlight]);

  useEffect(() => {
    if (!flow) return;
    const centre = () => flow.screenToFlowPosition(middleOf(frame.current));
    const sight = () => sightOf(flow, frame.current);
    store.setState({ centre, sight });
    // What asks for it may have changed the drawing just now: that is drawn first.
    const answer = ({ detail }: CustomEventInit<ViewWish>) =>
      requestAnimationFrame(() => {
        const { selection } = store.getState();
        if (detail) turnTo(flow, frame.current, latest.current, selection, detail);
      });
    window.addEventListener(VIEW, answer);
    return () => window.removeEventListener(VIEW, answer);
  }, [flow, frame, store]);
}

const ZOOM = { duration: 120 };

function turnTo(
  flow: Flow,
  frame: HTMLElement | null,
  picture: Picture,
  selection: Selection,
  wish: ViewWish,
): void {
  const bounds = frame?.getBoundingClientRect();
  if (!bounds?.width) return;
  if (wish === "in") void flow.zoomIn(ZOOM);
  else if (wish === "out") void flow.zoomOut(ZOOM);
  else if (wish === "whole") void flow.zoomTo(1, ZOOM);
  else {
    const shown = wish === "selection" ? partOf(picture, selection) : picture;
    void flow.setViewport(framed(shown, bounds), { duration: 160 });
  }
}

/** Only what is selected; of wires also the nodes at their ends. */
export function partOf({ flow, nodes, wires }: Picture, { nodes: ids, edges }: Selection): Picture {
  const chosen = wires.filter(({ id }) => edges.includes(id));
  const ends = chosen.flatMap(({ source, target }) => [source.node, target.node]);
  const standing = nodes.filter(({ id }) => ids.includes(id) || ends.includes(id));
  return { flow, nodes: standing, wires: chosen };
}

function spotOf(
  { nodes, wires }: Picture,
  { node, edge }: { node: string | null; edge: string | null },
): Point | undefined {
  const box = nodes.find(({ id }) => id === node);
  if (box) return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return wires.find(({ id }) => id === edge)?.labelAt;
}

/** Bring a place to the middle, unless it is in sight already. */
function reveal(flow: Flow, frame: HTMLElement | null, spot: Point): void {
  const bounds = frame?.getBoundingClientRect();
  const { x, y } = flow.flowToScreenPosition(spot);
  const isSeen =
    bounds &&
    x > bounds.left + MARGIN &&
    x < bounds.right - MARGIN &&
    y > bounds.top + MARGIN &&
    y < bounds.bottom - MARGIN;
  if (!isSeen) void flow.setCenter(spot.x, spot.y, { zoom: Math.max(0.8, flow.getZoom()) });
}

/** What is seen of the drawing, but for its edges and what stands on them. */
function sightOf(flow: Flow, frame: HTMLElement | null): Sight | null {
  const bounds = frame?.getBoundingClientRect();
  if (!bounds?.width || !bounds.height) return null;
  const at = (x: number, y: number) => flow.screenToFlowPosition({ x, y });
  const start = at(bounds.left + EDGE, bounds.top + 3 * EDGE);
  const end = at(bounds.right - EDGE, bounds.bottom - EDGE);
  return { ...start, width: end.x - start.x, height: end.y - start.y };
}

function middleOf(frame: HTMLElement | null): Point {
  const bounds = frame?.getBoundingClientRect();
  if (!bounds) return { x: 0, y: 0 };
  return { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 };
}
