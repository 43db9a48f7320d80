/** Ctrl+K: find a command, something to add or a place, and do it. */

import { Modal, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";

import { Icon } from "../../ui/Icon";
import { distanceOf, matches } from "../panel/matches";
import styles from "./commands.module.css";
import { type BarActions, type Item, useItems } from "./useItems";

const SHOWN = 12;
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

export interface CommandPaletteProps extends BarActions {
  isOpened: boolean;
  onClose: () => void;
}

export function CommandPalette({ isOpened, onClose, ...bar }: CommandPaletteProps) {
  return (
    <Modal
      opened={isOpened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      aria-label="Commands"
    >
      <Search bar={bar} onClose={onClose} />
    </Modal>
  );
}

function Search({ bar, onClose }: { bar: BarActions; onClose: () => void }) {
  const [query, setQuery] = useState("");
  const [turn, setTurn] = useState(0);
  const found = useItems(bar)
    .filter(({ title, hint }) => matches(`${title} ${hint}`, query))
    .sort((a, b) => rank(a, query) - rank(b, query));
  const shown = found.slice(0, SHOWN);
  const run = (item: Item | undefined) => {
    if (!item) return;
    // First, so that what opens a dialog of its own finds this one gone.
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) setTurn((turn + step + shown.length) % Math.max(1, shown.length));
    else if (event.key === "Enter") run(shown[turn]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        className={styles.search ?? ""}
        role="combobox"
        aria-label="What to do or where to go"
        aria-expanded
        aria-controls="command-list"
        aria-activedescendant={shown[turn] ? `command-${turn}` : ""}
        placeholder="What to do or where to go"
        leftSection={<Icon name="search" />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setTurn(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="command-list" role="listbox" aria-label="Commands" className={styles.list}>
        {shown.map((item, index) => (
          <div
            key={item.key}
            id={`command-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === turn}
            className={styles.item}
            onPointerMove={() => setTurn(index)}
            onClick={() => run(item)}
            onKeyDown={onKeyDown}
          >
            <span className={styles.title}>{item.title}</span>
            <span className={styles.hint}>{item.hint}</span>
            {item.keys && <kbd className={styles.keys}>{item.keys}</kbd>}
          </div>
        ))}
      </div>
      <p className={styles.rest}>
        {found.length === 0
          ? `Nothing is called “${query}”.`
          : found.length > SHOWN
            ? `${SHOWN} of ${found.length}: type on to find more`
            : ""}
      </p>
    </>
  );
}

/** "relu" means "Add ReLU" as well as "Go to ReLU": the verb says nothing of how near it is. */
function rank({ title }: Item, query: string): number {
  const noun = title.replace(/^(?:Add|Go to|Open) /, "");
  return Math.min(distanceOf(title, query), distanceOf(noun, query));
}
