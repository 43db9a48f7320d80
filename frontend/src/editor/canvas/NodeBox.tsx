/** A node on the canvas: a card for bodies, a pill for merges and for the module's own ports. */

import { type Node as FlowNode, Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";

import { Mark } from "../talk/Mark";
import { nodePath } from "../talk/places";
import styles from "./canvas.module.css";
import { textWidth } from "./look";
import type { Flow, PictureNode, PicturePort } from "./picture";

/** Whether a port takes the wire being drawn; null while none is drawn. */
export type Fit = "fits" | "refuses" | null;

export interface NodeBoxData extends Record<string, unknown> {
  node: PictureNode;
  fit: (endpoint: string, side: "source" | "target") => { fit: Fit; reason: string };
  isReadOnly: boolean;
  /** The port that the keys are at, such as `source n1.y`. */
  port: string | null;
  flow: Flow;
  /** The module that it is drawn in. */
  module: string;
}

export type NodeBoxNode = FlowNode<NodeBoxData, "box">;

export const NodeBox = memo(function NodeBox({ data, selected }: NodeProps<NodeBoxNode>) {
  const { node } = data;
  const className = [
    styles.node,
    styles[node.kind],
    styles[data.flow],
    selected ? styles.selected : "",
  ].join(" ");
  return (
    <div
      className={className}
      style={{ width: node.width, height: node.height, ["--family" as string]: node.colour }}
    >
      <Head node={node} />
      {node.chips.length > 0 && <Chips node={node} />}
      <Badge node={node} />
      <Mark
        path={nodePath(data.module, node.id)}
        place={{ node: node.id }}
        className={styles.nodeMark}
      />
      {node.inputs.map((port) => (
        <PortDot key={port.endpoint} port={port} side="target" data={data} />
      ))}
      {node.outputs.map((port) => (
        <PortDot key={port.endpoint} port={port} side="source" data={data} />
      ))}
    </div>
  );
});

function Head({ node }: { node: PictureNode }) {
  const isPill = node.kind === "merge" || node.kind === "input" || node.kind === "output";
  return (
    <div className={styles.head} style={isPill ? {} : { height: node.head - 2 }}>
      {node.glyph && (
        <span className={styles.glyph} aria-hidden>
          {node.glyph}
        </span>
      )}
      <span className={styles.words}>
        <span className={styles.naming}>
          <span className={styles.title} title={node.title}>
            {node.title}
          </span>
          {node.mark && <code className={styles.mark}>{node.mark}</code>}
        </span>
        {node.subtitle && (
          <span className={styles.subtitle} title={node.subtitle}>
            {node.subtitle}
          </span>
        )}
      </span>
      {node.kind === "repeat" && <span className={styles.times}>{node.badge}</span>}
    </div>
  );
}

function Chips({ node }: { node: PictureNode }) {
  return (
    <ul className={styles.chips}>
      {node.chips.map((chip) => (
        <li
          key={chip.id}
          className={chip.isEnabled ? styles.chip : `${styles.chip} ${styles.disabled}`}
          style={{ ["--family" as string]: chip.colour }}
          title={[chip.title, chip.detail, chip.isEnabled ? "" : "(not offered)"].join(" ").trim()}
        >
          <span className={styles.chipGlyph} aria-hidden>
            {chip.glyph}
          </span>
          <span className={styles.chipTitle}>{chip.title}</span>
          {chip.detail && <span className={styles.chipDetail}>{chip.detail}</span>}
        </li>
      ))}
      {node.more > 0 && <li className={styles.moreChips}>+{node.more}</li>}
    </ul>
  );
}

function Badge({ node }: { node: PictureNode }) {
  const count = node.errors + node.warnings;
  if (count === 0) return null;
  const word = node.errors > 0 ? "error" : "warning";
  return (
    <span
      className={node.errors > 0 ? styles.errorBadge : styles.warningBadge}
      role="img"
      aria-label={`${count} ${word}${count === 1 ? "" : "s"}`}
    >
      {count}
    </span>
  );
}

interface PortProps {
  port: PicturePort;
  side: "source" | "target";
  data: NodeBoxData;
}

const POSITIONS = {
  right: { source: Position.Right, target: Position.Left },
  down: { source: Position.Bottom, target: Position.Top },
} as const;

interface WordsProps extends Omit<PortProps, "data"> {
  flow: Flow;
  /** The room across the flow that one port has. */
  share: number;
}

function PortDot({ port, side, data }: PortProps) {
  const { fit, reason } = data.fit(port.endpoint, side);
  const { width, inputs, outputs } = data.node;
  const isAt = data.port === `${side} ${port.endpoint}`;
  const share = width / ((side === "source" ? outputs : inputs).length + 1);
  return (
    <>
      <Handle
        id={port.id}
        type={side}
        position={POSITIONS[data.flow][side]}
        className={[styles.port, fit ? styles[fit] : "", isAt ? styles.portAt : ""].join(" ")}
        style={{ ["--along" as string]: `${port.offset}px` }}
        isConnectable={!data.isReadOnly}
        title={reason || [port.endpoint, port.shape].filter(Boolean).join(": ")}
      />
      <PortWords port={port} side={side} flow={data.flow} share={share} />
    </>
  );
}

/** The port's name where a node has several, and the shape that leaves. */
function PortWords({ port, side, flow, share }: WordsProps) {
  const isRight = flow === "right";
  const isSource = side === "source";
  const says = isSource ? port.says : "";
  const hint = [port.title, port.shape].filter(Boolean).join(": ");
  if (port.title) {
    return (
      <span
        className={isSource ? styles.outName : styles.inName}
        style={isRight ? { top: port.offset - 9 } : { left: port.offset + 8, maxWidth: share - 14 }}
        title={hint}
      >
        {isRight ? joined(port.title, says) : fitting(port.title, says, share - 14)}
      </span>
    );
  }
  if (!says) return null;
  return (
    <span
      className={styles.shape}
      style={isRight ? {} : { left: port.offset + 10 }}
      title={port.shape}
    >
      {says}
    </span>
  );
}

function joined(title: string, says: string): string {
  return [title, says].filter(Boolean).join(" · ");
}

/** Where many ports stand side by side the name alone; the shape is in the hint. */
function fitting(title: string, says: string, room: number): string {
  const words = joined(title, says);
  return textWidth(words, 11) <= room ? words : title;
}
