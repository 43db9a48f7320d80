/** Stand-ins for what only a dataset knows; a run puts in the real ones. */

import { TextInput } from "@mantine/core";
import { useState } from "react";

import type { SymbolValue } from "../../document/model";
import { HeldNumber } from "../../ui/HeldNumber";
import { useDesigner, useDocument, useOpened } from "../context";
import styles from "./inspector.module.css";

interface FieldProps {
  name: string;
  value: SymbolValue;
  isReadOnly: boolean;
  onChange: (value: SymbolValue) => void;
}

const NUMBERS = /^\s*(?:\d+\s*(?:,\s*\d+\s*)*)?$/;

/** Whole numbers with commas between them; what is no such list is kept as typed, and not taken. */
function ListField({ name, value, isReadOnly, onChange }: FieldProps & { value: number[] }) {
  const [text, setText] = useState(value.join(", "));
  const isList = NUMBERS.test(text);
  return (
    <TextInput
      size="xs"
      label={name}
      placeholder="none"
      readOnly={isReadOnly}
      value={text}
      error={isList ? null : "Whole numbers with commas between them, such as 4, 12"}
      onChange={({ currentTarget: { value: typed } }) => {
        setText(typed);
        if (NUMBERS.test(typed)) onChange((typed.match(/\d+/g) ?? []).map(Number));
      }}
    />
  );
}

function Field(props: FieldProps) {
  const { name, value, isReadOnly, onChange } = props;
  if (Array.isArray(value)) return <ListField {...props} value={value} />;
  return (
    <HeldNumber
      size="xs"
      label={name}
      readOnly={isReadOnly}
      value={typeof value === "number" ? value : null}
      bounds={{ label: name, min: 0, max: undefined, isWhole: true }}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}

export function Symbols() {
  const { problem } = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const symbols = Object.entries(problem.symbols ?? {});
  if (symbols.length === 0) return null;
  const set = (name: string, value: SymbolValue) =>
    store.getState().run({ name: "set_symbol", arguments: { name, value } }, `symbol:${name}`);
  return (
    <section className={styles.list} aria-label="Data stand-ins">
      <h3 className={styles.heading}>Data stand-ins</h3>
      <p className={styles.hint}>Used while drawing; a run takes them from its dataset.</p>
      <div className={styles.pair}>
        {symbols.map(([name, value]) => (
          <Field
            key={name}
            name={name}
            value={value}
            isReadOnly={isReadOnly}
            onChange={(next) => set(name, next)}
          />
        ))}
      </div>
    </section>
  );
}
