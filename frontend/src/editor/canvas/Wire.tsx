/** A wire on the canvas, with what it carries and when it is there. */

import { EdgeLabelRenderer, type EdgeProps, type Edge as FlowEdge } from "@xyflow/react";
import { memo } from "react";

import { Mark } from "../talk/Mark";
import { useSaidAt } from "../talk/Talking";
import styles from "./canvas.module.css";
import type { PictureWire } from "./picture";

export interface WireData extends Record<string, unknown> {
  wire: PictureWire;
  onPick: (id: string, isAdded: boolean) => void;
  onOpen: (module: string) => void;
  /** The module that it is drawn in. */
  module: string;
}

export type WireEdge = FlowEdge<WireData, "wire">;

export const Wire = memo(function Wire({ id, data, selected }: EdgeProps<WireEdge>) {
  const said = useSaidAt(["modules", data?.module ?? "", "edges", id]);
  if (!data) return null;
  const { wire } = data;
  const hasLabel = wire.label !== "" || wire.condition !== "";
  const look = [
    styles.wire,
    selected ? styles.wireSelected : "",
    wire.errors > 0 ? styles.wireWrong : "",
    wire.condition ? styles.wireMaybe : "",
  ].join(" ");
  return (
    <>
      <g className={look}>
        <path d={wire.path} fill="none" stroke="currentColor" />
        <path d={wire.head} className={styles.arrow} />
      </g>
      <path d={wire.path} className={styles.wireHit} fill="none" />
      {(hasLabel || said > 0) && (
        <EdgeLabelRenderer>
          {hasLabel && <WireLabel id={id} data={data} isSelected={selected ?? false} />}
          <WireMark id={id} data={data} />
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** Above the label, or on the wire where it has none. */
function WireMark({ id, data: { wire, module } }: { id: string; data: WireData }) {
  const { x, y } = wire.labelAt;
  const top = wire.label || wire.condition ? y - 24 : y;
  return (
    <Mark
      path={["modules", module, "edges", id]}
      place={{ edge: id }}
      className={styles.wireMark}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${top}px)` }}
    />
  );
}

function WireLabel({ id, data, isSelected }: { id: string; data: WireData; isSelected: boolean }) {
  const { wire, onPick, onOpen } = data;
  const { x, y } = wire.labelAt;
  const look = [
    styles.label,
    wire.errors > 0 ? styles.labelWrong : "",
    isSelected ? styles.labelSelected : "",
    "nopan",
  ].join(" ");
  return (
    <button
      type="button"
      tabIndex={-1}
      data-wire={id}
      className={look}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      title={wire.labelHint}
      aria-label={`Wire ${id}: ${[wire.label, wire.condition].filter(Boolean).join(", ")}`}
      onClick={(event) => onPick(id, event.shiftKey || event.ctrlKey || event.metaKey)}
      onDoubleClick={() => wire.opens && onOpen(wire.opens)}
    >
      {wire.dots.length > 0 && (
        <span className={styles.dots} aria-hidden>
          {wire.dots.map((colour) => (
            <i key={colour} style={{ background: colour }} />
          ))}
        </span>
      )}
      {wire.label && <span>{wire.label}</span>}
      {wire.condition && <span className={styles.condition}>{wire.condition}</span>}
    </button>
  );
}
