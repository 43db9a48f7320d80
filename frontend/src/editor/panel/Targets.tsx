/** Connecting by key: a list of the ports that take a wire from the one where the keys are. */

import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";

import { Icon } from "../../ui/Icon";
import { focusCanvas } from "../canvas/focus";
import { useDesigner, useOpened } from "../context";
import { fittingPorts, join, type PortEnd, portWords, readPort, writePort } from "../portWalk";
import { matches } from "./matches";
import styles from "./panel.module.css";
import { useLeave } from "./useLeave";

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

export function Targets() {
  const from = useDesigner((state) => state.aim);
  return from === null ? null : <Search key={from} from={readPort(from)} />;
}

function Search({ from }: { from: PortEnd }) {
  const { store, catalogue } = useOpened();
  const [query, setQuery] = useState("");
  const [turn, setTurn] = useState(0);
  const ref = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const state = useDesigner((held) => held);
  const shown = fittingPorts(state, catalogue, from)
    .map((port) => ({ port, words: portWords(state, catalogue, port) }))
    .filter(({ words }) => matches(words, query));
  const close = () => {
    store.getState().aimFrom(null);
    focusCanvas();
  };
  const take = (port: PortEnd | undefined) => {
    if (!port) return;
    close();
    store.getState().drawFrom(null);
    join(store, catalogue, from, port);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) setTurn((turn + step + shown.length) % Math.max(1, shown.length));
    else if (event.key === "Enter") take(shown[turn]?.port);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    list.current?.children[turn]?.scrollIntoView?.({ block: "nearest" });
  }, [turn]);
  useLeave(
    ref,
    useCallback(() => store.getState().aimFrom(null), [store]),
  );
  return (
    <div
      ref={ref}
      className={`${styles.quickAdd} ${styles.targets}`}
      role="dialog"
      aria-label="Connect"
    >
      <p className={styles.from}>{portWords(state, catalogue, from)}</p>
      <TextInput
        autoFocus
        role="combobox"
        aria-label="Connect to"
        aria-expanded
        aria-controls="target-list"
        aria-activedescendant={shown[turn] ? `target-${turn}` : ""}
        placeholder="Connect to"
        leftSection={<Icon name="search" />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setTurn(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id="target-list" role="listbox" aria-label="Ports that fit">
        {shown.map(({ port, words }, index) => (
          <div
            key={writePort(port)}
            id={`target-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === turn}
            className={styles.entry}
            onPointerMove={() => setTurn(index)}
            onClick={() => take(port)}
            onKeyDown={onKeyDown}
          >
            {words}
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className={styles.nothing}>Nothing is called “{query}”.</p>}
    </div>
  );
}
