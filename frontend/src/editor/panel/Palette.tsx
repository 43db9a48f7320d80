/** Operators by family, and what joins or nests them: click adds, drag adds where it is dropped. */

import { TextInput } from "@mantine/core";
import { type DragEvent, useMemo, useState } from "react";

import type { OperatorForm } from "../../api/forms";
import { type Catalogue, operatorNamed, operatorsOf } from "../../document/catalogue";
import type { Body } from "../../document/model";
import { Icon } from "../../ui/Icon";
import { familyColour } from "../canvas/look";
import { PALETTE_TYPE } from "../canvas/names";
import { useOpened, useOpenModule } from "../context";
import { addBody, newOperator } from "../editing";
import { matches } from "./matches";
import styles from "./panel.module.css";

interface Entry {
  key: string;
  title: string;
  hint: string;
  glyph: string;
  colour: string;
  body: Body;
}

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
        rightSection={query ? null : <kbd className={styles.key}>/</kbd>}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {groups.map(([family, entries]) => (
        <div key={family} className={styles.family}>
          <h3>{family}</h3>
          {entries.map((entry) => (
            <PaletteEntry key={entry.key} entry={entry} />
          ))}
        </div>
      ))}
      {groups.length === 0 && <p className={styles.nothing}>No operator is called “{query}”.</p>}
    </section>
  );
}

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
      style={{ ["--family" as string]: entry.colour }}
      title={entry.hint}
      draggable
      onDragStart={onDragStart}
      onClick={() => addBody(store, catalogue, text, {})}
    >
      <span className={styles.entryGlyph} aria-hidden>
        {entry.glyph}
      </span>
      {entry.title}
    </button>
  );
}

function useGroups(query: string): [string, Entry[]][] {
  const { catalogue } = useOpened();
  const [, module] = useOpenModule();
  return useMemo(() => {
    const entries: [string, Entry][] = [
      ...structure(catalogue).map((entry) => ["Structure", entry] as [string, Entry]),
      ...operatorsOf(catalogue).map((operator): [string, Entry] => [
        familyTitle(operator.family),
        { ...entryOf(operator), body: newOperator(catalogue, operator.name, module) },
      ]),
    ];
    const groups = new Map<string, Entry[]>();
    for (const [family, entry] of entries) {
      if (!matches(`${entry.title} ${entry.key} ${family}`, query)) continue;
      groups.set(family, [...(groups.get(family) ?? []), entry]);
    }
    return [...groups];
  }, [catalogue, module, query]);
}

function entryOf(operator: OperatorForm): Omit<Entry, "body"> {
  return {
    key: operator.name,
    title: operator.title,
    hint: operator.summary,
    glyph: operator.glyph,
    colour: familyColour(operator.family),
  };
}

function familyTitle(family: string): string {
  return family.charAt(0).toUpperCase() + family.slice(1).replaceAll("_", " ");
}

function structure(catalogue: Catalogue): Entry[] {
  const colour = "var(--accent)";
  const skip = ["identity", "skip"].find((name) => operatorNamed(catalogue, name));
  const first = skip ?? operatorsOf(catalogue)[0]?.name ?? "identity";
  const inner: Body = { kind: "operator", operator: first } as Body;
  return [
    {
      key: "choice",
      title: "Choice",
      hint: "The search picks one of several operators here.",
      glyph: "◇",
      colour,
      body: { kind: "choice", of: [{ id: first, node: inner }] } as Body,
    },
    {
      key: "sum",
      title: "Sum",
      hint: "Adds the wires that enter; it can also pick some of them.",
      glyph: "Σ",
      colour,
      body: { kind: "merge", mode: "sum" } as Body,
    },
    {
      key: "concat",
      title: "Concatenate",
      hint: "Puts the wires that enter side by side.",
      glyph: "⧺",
      colour,
      body: { kind: "merge", mode: "concat" } as Body,
    },
    {
      key: "repeat",
      title: "Repeat",
      hint: "Copies of a body one after the other.",
      glyph: "↻",
      colour,
      body: { kind: "repeat", body: inner, times: 2 } as Body,
    },
  ];
}
