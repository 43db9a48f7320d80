/** One thing to add: a click adds it after the selection, a drag where it is dropped. */

import type { DragEvent } from "react";

import { PALETTE_TYPE } from "../canvas/names";
import { type Opened, useOpened } from "../context";
import { addBody } from "../editing";
import { openModule } from "../store";
import type { Entry } from "./entries";
import styles from "./panel.module.css";

export interface PaletteEntryProps {
  entry: Entry;
  /** Enter in the search adds this one. */
  isNext?: boolean;
}

export function PaletteEntry({ entry, isNext = false }: PaletteEntryProps) {
  const opened = useOpened();
  const text = JSON.stringify(entry.body);
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(PALETTE_TYPE, text);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <button
      type="button"
      className={styles.entry}
      data-entry={entry.key}
      data-fits={entry.reason === null}
      data-next={isNext}
      style={{ ["--family" as string]: entry.colour }}
      title={entry.reason ?? entry.hint}
      draggable
      onDragStart={onDragStart}
      onClick={() => {
        addEntry(opened, entry);
      }}
    >
      <span className={styles.entryGlyph} aria-hidden>
        {entry.glyph}
      </span>
      {entry.title}
      {isNext && (
        <kbd className={styles.enter} aria-hidden>
          Enter
        </kbd>
      )}
    </button>
  );
}

/** Add it after the selection. Where the canvas was not seen, it is turned to, at what was added. */
export function addEntry({ store, catalogue }: Opened, { body }: Entry): void {
  const isSeen = store.getState().sight() !== null;
  addBody(store, catalogue, JSON.stringify(body), {});
  const state = store.getState();
  const [node] = state.selection.nodes;
  if (isSeen) return;
  if (node) state.show(openModule(state), { node });
  state.turnTo("canvas");
}
