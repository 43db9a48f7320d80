/** Dropping from the palette: where it is let go, into the wire that lies there. */

import { type DragEvent, useRef } from "react";

import type { Spot } from "../editing";
import styles from "./canvas.module.css";
import { PALETTE_TYPE } from "./names";
import type { Flow } from "./useView";

/** The id of the wire whose line or label is under the pointer. */
export function wireAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  const wire = target.closest("[data-wire], .react-flow__edge");
  return wire?.getAttribute("data-wire") ?? wire?.getAttribute("data-id") ?? null;
}

export function useDrop(flow: Flow | null, add: (text: string, spot: Spot) => void) {
  const over = useRef<Element | null>(null);
  const mark = (wire: Element | null) => {
    if (over.current === wire) return;
    over.current?.classList.remove(styles.dropWire ?? "");
    wire?.classList.add(styles.dropWire ?? "");
    over.current = wire;
  };
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(PALETTE_TYPE)) return;
    event.preventDefault();
    const wire = wireAt(event.target);
    mark(
      wire
        ? event.currentTarget.querySelector(`.react-flow__edge[data-id="${CSS.escape(wire)}"]`)
        : null,
    );
  };
  const onDragLeave = () => mark(null);
  const onDrop = (event: DragEvent) => {
    mark(null);
    const text = event.dataTransfer.getData(PALETTE_TYPE);
    if (!text || !flow) return;
    event.preventDefault();
    const edge = wireAt(event.target);
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    add(text, edge ? { at, edge } : { at });
  };
  return { onDragOver, onDragLeave, onDrop };
}
