/** How much room nodes need, so that nothing they say is cut: worked out before they are drawn. */

import { linesOf, shortShape, textWidth } from "./look";
import type { PictureChip, PictureNode, PicturePort } from "./picture";

const LEAST = 216;
const MOST = 296;
/** With ports side by side a card may become broader. */
const MOST_WITH_PORTS = 480;
/** What stands beside the words of a head: stripe, letters, margins. */
const BESIDE_WORDS = 62;
/** What stands beside the title of an alternative: letters, margins. */
const BESIDE_CHIP = 58;
const LINE = 16;
const LEAST_HEAD = 48;
export const CHIP = 24;
export const PORT_ROW = 22;
export const PILL_HEIGHT = 36;
export const MOST_LINES = 2;
const PORT_SIZE = 11;
const BESIDE_PORT = 34;

export type Worded = Pick<PictureNode, "title" | "mark" | "subtitle" | "kind" | "badge">;

/** A node's room. Widths are for a drawing that runs to the right; `spread` is what it needs more running down. */
export interface CardSize {
  width: number;
  height: number;
  head: number;
  spread: number;
}

export function cardSize(
  words: Worded,
  chips: readonly PictureChip[],
  rows: number,
  ports: { inputs: PicturePort[]; outputs: PicturePort[] },
): CardSize {
  const beside = BESIDE_WORDS + badgeWidth(words);
  const own = Math.max(
    titleWidth(words) + beside,
    textWidth(words.subtitle) + beside,
    ...chips.map(chipWidth),
  );
  const plain = Math.min(MOST, Math.max(LEAST, own));
  const across = even(Math.max(plain, rowsWidth(ports)));
  const head = headHeight(words, across - beside);
  return {
    width: across,
    head,
    height: head + (rows ? rows * CHIP + 8 : 0),
    spread: even(
      Math.max(
        0,
        sideWidth(ports.inputs.map(({ title }) => textWidth(title, PORT_SIZE))) - across,
        sideWidth(ports.outputs.map(leavingWidth)) - across,
      ),
    ),
  };
}

/** A pill has its sign, its name and what it picks in one line. */
export function pillWidth({ title, subtitle }: Pick<Worded, "title" | "subtitle">): number {
  const picks = subtitle ? textWidth(subtitle) + 8 : 0;
  return even(textWidth(title, 13, true) + picks + 50);
}

/** A middle on a whole pixel: nodes of one axis are joined by straight wires. */
export function even(width: number): number {
  return 2 * Math.ceil(width / 2);
}

function titleWidth({ title, mark }: Worded): number {
  return textWidth(title, 13, true) + (mark ? textWidth(mark, 11) + 10 : 0);
}

/** A repeat has its number beside the title. */
function badgeWidth({ kind, badge }: Worded): number {
  return kind === "repeat" ? textWidth(badge, 12, true) + 24 : 0;
}

function chipWidth({ title, detail }: PictureChip): number {
  return textWidth(title) + (detail ? textWidth(detail) + 8 : 0) + BESIDE_CHIP;
}

function headHeight({ title, mark, subtitle }: Worded, width: number): number {
  const short = width - (mark ? textWidth(mark, 11) + 10 : 0);
  const lines =
    Math.min(MOST_LINES, linesOf(title, short, 13, true)) +
    Math.min(MOST_LINES, linesOf(subtitle, width));
  return Math.max(LEAST_HEAD, LINE * (lines + 1));
}

/** Running right, several ports have a row each: names of inputs left, of outputs right. */
function rowsWidth({ inputs, outputs }: { inputs: PicturePort[]; outputs: PicturePort[] }): number {
  const names = [
    ...(inputs.length > 1 ? inputs.map(({ title }) => textWidth(title, PORT_SIZE)) : []),
    ...(outputs.length > 1 ? outputs.map(leavingWidth) : []),
  ];
  if (names.length === 0) return 0;
  return Math.min(MOST_WITH_PORTS, 2 * (Math.max(...names) + 24));
}

/** Running down, the names of several ports stand beside each other, clear of their wires. */
function sideWidth(widths: number[]): number {
  if (widths.length < 2) return 0;
  return Math.min(MOST_WITH_PORTS, (widths.length + 1) * (Math.max(...widths) + BESIDE_PORT));
}

/** An output says what leaves it. */
function leavingWidth({ title, shape }: PicturePort): number {
  return textWidth([title, shortShape(shape)].filter(Boolean).join(" · "), PORT_SIZE);
}
