/** What the canvas draws of one module, as plain data. Made by `toCanvas`; knows no React. */

import type { Flow } from "../../document/model";
import type { Point, Size } from "./routing";

export interface PicturePort {
  /** The endpoint as an edge names it, e.g. `n1.y` or `in.image`. */
  endpoint: string;
  id: string;
  /** Shown when a node has several. */
  title: string;
  /** The shape that enters or leaves here, as text. */
  shape: string;
  /** The shape in few letters, where it is written beside the port; else empty. */
  says: string;
  many: boolean;
  /** Distance from the start of the side it is on: from the top, or from the left. */
  offset: number;
}

export interface PictureChip {
  id: string;
  title: string;
  /** What tells two alternatives of one operator apart, e.g. "3×3". */
  detail: string;
  glyph: string;
  colour: string;
  isEnabled: boolean;
}

export type PictureKind =
  | "operator"
  | "choice"
  | "merge"
  | "reference"
  | "repeat"
  | "switch"
  | "input"
  | "output";

export interface PictureNode extends Point, Size {
  id: string;
  kind: PictureKind;
  title: string;
  /** The id, where another node here has the same title; else empty. */
  mark: string;
  subtitle: string;
  glyph: string;
  colour: string;
  /** "×5", "2 of 3". */
  badge: string;
  chips: PictureChip[];
  /** Alternatives that found no room. */
  more: number;
  inputs: PicturePort[];
  outputs: PicturePort[];
  errors: number;
  warnings: number;
  /** The module that a double click opens. */
  opens: string | null;
  /** Height of the head, above alternatives and rows of ports. */
  head: number;
}

export interface PictureWire {
  id: string;
  source: { node: string; port: string };
  target: { node: string; port: string };
  path: string;
  /** The arrowhead before its target, as a path. */
  head: string;
  labelAt: Point;
  /** What the wire carries, e.g. "5 operators"; empty when nothing. */
  label: string;
  labelHint: string;
  /** Colours of the first carried operators. */
  dots: string[];
  /** The condition under which the wire is there; empty when always. */
  condition: string;
  shape: string;
  errors: number;
  opens: string | null;
}

export type { Flow } from "../../document/model";

export interface Picture {
  flow: Flow;
  nodes: PictureNode[];
  wires: PictureWire[];
}
