/** A titled list of named things, with a field that adds one. */

import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";

import { Tool } from "../../ui/Tool";
import { useDesigner } from "../context";
import styles from "./inspector.module.css";

const ID = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

export interface NameListProps {
  title: string;
  hint?: string;
  /** Singular, for labels: "parameter". */
  noun: string;
  names: string[];
  render: (name: string) => ReactNode;
  onAdd?: (name: string) => void;
  onRemove?: (name: string) => void;
}

export function NameList({ title, hint, noun, names, render, onAdd, onRemove }: NameListProps) {
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  if (isReadOnly && names.length === 0) return null;
  return (
    <section className={styles.list} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      {names.length === 0 && hint && <p className={styles.hint}>{hint}</p>}
      {names.map((name) => (
        <div key={name} className={styles.listRow}>
          <div className={styles.grow}>{render(name)}</div>
          {onRemove && !isReadOnly && (
            <Tool
              icon="close"
              isSmall
              words={`Remove ${noun} ${name}`}
              onClick={() => onRemove(name)}
            />
          )}
        </div>
      ))}
      {onAdd && !isReadOnly && <AddName noun={noun} names={names} onAdd={onAdd} />}
    </section>
  );
}

/** Why a name may not be given to something; empty where it may. */
export function nameFault(name: string, noun: string, taken: readonly string[]): string {
  const article = /^[aio]/.test(noun) ? "an" : "a";
  if (taken.includes(name)) return `There is ${article} ${noun} ${name} already.`;
  return ID.test(name) ? "" : "A name has letters, digits and _, and starts with no digit.";
}

function AddName({
  noun,
  names,
  onAdd,
}: {
  noun: string;
  names: string[];
  onAdd: (name: string) => void;
}) {
  const [name, setName] = useState("");
  const fault = name === "" ? "" : nameFault(name, noun, names);
  const add = () => {
    if (name === "" || fault) return;
    onAdd(name);
    setName("");
  };
  return (
    <div className={styles.addName}>
      <TextInput
        size="xs"
        aria-label={`Name of a new ${noun}`}
        placeholder={`New ${noun}`}
        value={name}
        error={fault || undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && add()}
      />
      <Button size="xs" variant="default" disabled={name === "" || fault !== ""} onClick={add}>
        Add
      </Button>
    </div>
  );
}
