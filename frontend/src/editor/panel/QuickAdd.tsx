/** A search for what to add, at the place on the canvas where it is to stand. */

import { TextInput } from "@mantine/core";
import { type KeyboardEvent, memo, useCallback, useRef, useState } from "react";

import { Icon } from "../../ui/Icon";
import { focusCanvas } from "../canvas/focus";
import { useDesigner, useOpened } from "../context";
import { addBody } from "../editing";
import type { QuickAdd as Wanted } from "../store";
import { type Entry, useEntries, useSelectedOutput } from "./entries";
import { distanceOf, matches } from "./matches";
import styles from "./panel.module.css";
import { useLeave } from "./useLeave";

const SHOWN = 9;
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** `at` is where the box stands, in pixels of the canvas. */
export const QuickAdd = memo(function QuickAdd({ at }: { at: { x: number; y: number } }) {
  const wanted = useDesigner((state) => state.quickAdd);
  if (!wanted) return null;
  return <Search wanted={wanted} at={at} />;
});

function Search({ wanted, at }: { wanted: Wanted; at: { x: number; y: number } }) {
  const { store, catalogue } = useOpened();
  const selected = useSelectedOutput();
  const [query, setQuery] = useState("");
  const [turn, setTurn] = useState(0);
  const ref = useRef<HTMLDivElement>(null);
  const found = useEntries(wanted.from ?? (wanted.edge ? null : selected)).filter((entry) =>
    matches(`${entry.title} ${entry.key} ${entry.family}`, query),
  );
  const shown = [...found].sort((a, b) => rank(a, query) - rank(b, query)).slice(0, SHOWN);
  const close = () => {
    store.getState().search(null);
    focusCanvas();
  };
  const add = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    const from = wanted.from ?? selected ?? undefined;
    addBody(store, catalogue, JSON.stringify(entry.body), {
      at: wanted.at,
      ...(wanted.edge ? { edge: wanted.edge } : from ? { from } : {}),
    });
    // The keys go on with what was added, once the canvas marks it.
    requestAnimationFrame(focusCanvas);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) setTurn((turn + step + shown.length) % Math.max(1, shown.length));
    else if (event.key === "Enter") add(shown[turn]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  };
  useLeave(
    ref,
    useCallback(() => store.getState().search(null), [store]),
  );
  return (
    <div
      ref={ref}
      className={styles.quickAdd}
      style={{ left: at.x, top: at.y }}
      role="dialog"
      aria-label="Add here"
    >
      <TextInput
        autoFocus
        role="combobox"
        aria-label="What to add"
        aria-expanded
        aria-controls="quick-add-list"
        aria-activedescendant={shown[turn] ? `quick-add-${turn}` : ""}
        placeholder="What to add"
        leftSection={<Icon name="search" />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setTurn(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="quick-add-list" role="listbox" aria-label="What may be added">
        {shown.map((entry, index) => (
          <div
            key={entry.key}
            id={`quick-add-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === turn}
            className={styles.entry}
            data-fits={entry.reason === null}
            style={{ ["--family" as string]: entry.colour }}
            title={entry.reason ?? entry.hint}
            onPointerMove={() => setTurn(index)}
            onClick={() => add(entry)}
            onKeyDown={onKeyDown}
          >
            <span className={styles.entryGlyph} aria-hidden>
              {entry.glyph}
            </span>
            {entry.title}
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className={styles.nothing}>Nothing is called “{query}”.</p>}
    </div>
  );
}

/** What fits comes first, and what is called so before what is only of that kind. */
function rank({ title, reason }: Entry, query: string): number {
  return (reason ? 3 : 0) + distanceOf(title, query);
}
