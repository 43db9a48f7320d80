/** The name of a port of the open module. Wires and uses follow when another one is entered. */

import { TextInput } from "@mantine/core";
import { useState } from "react";

import { useOpened, useOpenModule } from "../context";
import styles from "./inspector.module.css";
import { nameFault } from "./NameList";

export interface PortNameProps {
  side: "inputs" | "outputs";
  name: string;
  names: string[];
}

export function PortName({ side, name, names }: PortNameProps) {
  const { store } = useOpened();
  const [module] = useOpenModule();
  const [typed, setTyped] = useState(name);
  const noun = side === "inputs" ? "input" : "output";
  const others = names.filter((other) => other !== name);
  const fault = typed === "" ? `An ${noun} has a name.` : nameFault(typed, noun, others);
  const leave = () => {
    if (fault) setTyped(name);
    if (fault || typed === name) return;
    const { run, selection, select } = store.getState();
    run({ name: "rename_port", arguments: { module, side, port: name, to: typed } });
    const own = side === "inputs" ? "in" : "out";
    const follow = (id: string) => (id === `${own}.${name}` ? `${own}.${typed}` : id);
    select({ ...selection, nodes: selection.nodes.map(follow) });
  };
  return (
    <TextInput
      size="xs"
      className={styles.grow ?? ""}
      classNames={{ input: styles.code ?? "" }}
      aria-label={`Name of ${noun} ${name}`}
      value={typed}
      error={fault || undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !fault) leave();
        if (event.key === "Escape") setTyped(name);
      }}
    />
  );
}
