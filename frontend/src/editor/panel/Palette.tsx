/** Operators by family, and what joins or nests them: click adds, drag adds where it is dropped. */

import { TextInput } from "@mantine/core";
import { Fragment, useMemo, useState } from "react";

import { Icon } from "../../ui/Icon";
import { type Entry, useEntries, useSelectedOutput } from "./entries";
import { Modules } from "./Modules";
import { matches } from "./matches";
import { PaletteEntry } from "./PaletteEntry";
import styles from "./panel.module.css";

export function Palette() {
  const [query, setQuery] = useState("");
  const groups = useGroups(query);
  return (
    <section className={styles.palette} aria-label="Palette">
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
      />
      {groups.map(([family, entries]) => (
        <Fragment key={family}>
          <div className={styles.family}>
            <h3>{family}</h3>
            {entries.map((entry) => (
              <PaletteEntry key={entry.key} entry={entry} />
            ))}
          </div>
          {family === "Structure" && !query && <Modules />}
        </Fragment>
      ))}
      {groups.length === 0 && <p className={styles.nothing}>No operator is called “{query}”.</p>}
    </section>
  );
}

/** Entries by family; a family in which nothing fits the selection comes last. */
function useGroups(query: string): [string, Entry[]][] {
  const entries = useEntries(useSelectedOutput());
  return useMemo(() => {
    const groups = new Map<string, Entry[]>();
    for (const entry of entries) {
      const { title, key, family } = entry;
      if (family === "Modules" || !matches(`${title} ${key} ${family}`, query)) continue;
      groups.set(family, [...(groups.get(family) ?? []), entry]);
    }
    return [...groups];
  }, [entries, query]);
}
