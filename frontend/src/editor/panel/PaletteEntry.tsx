/** One thing to add: a click adds it after the selection, a drag where it is dropped. */

import type { DragEvent } from "react";

import { PALETTE_TYPE } from "../canvas/names";
import { useOpened } from "../context";
import { addBody } from "../editing";
import { type DesignerStore, openModule } from "../store";
import type { Entry } from "./entries";
import styles from "./panel.module.css";

export function PaletteEntry({ entry }: { entry: Entry }) {
  const { store, catalogue } = useOpened();
  const text = JSON.stringify(entry.body);
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(PALETTE_TYPE, text);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <button
      type="button"
      className={styles.entry}
      data-fits={entry.reason === null}
      style={{ ["--family" as string]: entry.colour }}
      title={entry.reason ?? entry.hint}
      draggable
      onDragStart={onDragStart}
      onClick={() => {
        addBody(store, catalogue, text, {});
        showAdded(store);
      }}
    >
      <span className={styles.entryGlyph} aria-hidden>
        {entry.glyph}
      </span>
      {entry.title}
    </button>
  );
}

/** What was added is selected; it is brought into sight where it stands out of it. */
function showAdded(store: DesignerStore): void {
  const state = store.getState();
  const [node] = state.selection.nodes;
  if (node) state.show(openModule(state), { node });
  state.turnTo("canvas");
}
