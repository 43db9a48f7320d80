/** Operators by family, and what joins or nests them: click adds, drag adds where it is dropped. */

import { TextInput } from "@mantine/core";
import { Fragment, type KeyboardEvent, useMemo, useState } from "react";

import { Icon } from "../../ui/Icon";
import { focusCanvas } from "../canvas/focus";
import { useOpened } from "../context";
import { type Entry, useEntries, useSelectedOutput, YOURS } from "./entries";
import { Modules } from "./Modules";
import { distanceOf, matches } from "./matches";
import { addEntry, PaletteEntry } from "./PaletteEntry";
import styles from "./panel.module.css";

export function Palette() {
  const [query, setQuery] = useState("");
  const opened = useOpened();
  const groups = useGroups(query);
  const next = query.trim() ? nearest(groups, query) : null;
  /** The keys go on with what was added; the search begins anew with its own key. */
  const addByKey = (entry: Entry) => {
    addEntry(opened, entry);
    setQuery("");
    // The canvas marks the new node first, and on a small screen it shows only then.
    requestAnimationFrame(focusCanvas);
  };
  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && next) addByKey(next);
    else if (event.key === "Escape" && query) setQuery("");
    else if (event.key === "Escape") focusCanvas();
    // The key that leads here says nothing in here.
    else if (event.key !== "/") return;
    event.preventDefault();
  };
  return (
    <section className={styles.palette} aria-label="Palette" onKeyDown={walk}>
      <TextInput
        id="palette-search"
        type="search"
        size="sm"
        placeholder="Find an operator"
        aria-label="Find an operator"
        leftSection={<Icon name="search" />}
        rightSectionWidth={26}
        rightSection={query ? null : <kbd className={styles.key}>/</kbd>}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onSearchKey}
      />
      {groups.map(([family, entries]) => (
        <Fragment key={family}>
          <div className={styles.family}>
            <h3>{family}</h3>
            {entries.map((entry) => (
              <PaletteEntry key={entry.key} entry={entry} isNext={entry === next} />
            ))}
          </div>
          {family === "Structure" && !query && <Modules />}
        </Fragment>
      ))}
      {groups.length === 0 && <p className={styles.nothing}>No operator is called “{query}”.</p>}
    </section>
  );
}

/** Of what is found, the one whose title is nearest; among equals the first that fits. */
function nearest(groups: readonly [string, Entry[]][], query: string): Entry | null {
  const rank = ({ title, reason }: Entry) => 2 * distanceOf(title, query) + (reason ? 1 : 0);
  const found = groups.flatMap(([, entries]) => entries);
  return found.reduce<Entry | null>(
    (best, entry) => (!best || rank(entry) < rank(best) ? entry : best),
    null,
  );
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows walk from the search through what it found, and back. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input, [data-entry]")];
  const at = stops.indexOf(event.target as HTMLElement);
  const isBack = event.key === "Escape" && at > 0;
  const stop = isBack ? stops[0] : step && stops[at + step];
  if (stop) stop.focus();
  // Past the ends an arrow stays; it must not move the drawing.
  if (isBack || (step && at >= 0)) event.preventDefault();
}

/** Entries by family, in an order that stays. */
function useGroups(query: string): [string, Entry[]][] {
  const entries = useEntries(useSelectedOutput());
  return useMemo(() => {
    const groups = new Map<string, Entry[]>();
    for (const entry of entries) {
      const { title, key, family } = entry;
      // Without a search they are listed by themselves.
      if ((family === YOURS && !query) || !matches(`${title} ${key} ${family}`, query)) continue;
      groups.set(family, [...(groups.get(family) ?? []), entry]);
    }
    return [...groups];
  }, [entries, query]);
}
