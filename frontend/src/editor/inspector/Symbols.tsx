/** Stand-ins for what only a dataset knows; a run puts in the real ones. */

import { NumberInput } from "@mantine/core";

import { useDesigner, useDocument, useOpened } from "../context";
import styles from "./inspector.module.css";

export function Symbols() {
  const { problem } = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const symbols = Object.entries(problem.symbols ?? {});
  if (symbols.length === 0) return null;
  return (
    <section className={styles.list} aria-label="Data stand-ins">
      <h3 className={styles.heading}>Data stand-ins</h3>
      <p className={styles.hint}>Used while drawing; a run takes them from its dataset.</p>
      <div className={styles.pair}>
        {symbols.map(([name, value]) => (
          <NumberInput
            key={name}
            size="xs"
            label={name}
            min={1}
            readOnly={isReadOnly}
            value={value}
            onChange={(next) =>
              typeof next === "number" &&
              store
                .getState()
                .run({ name: "set_symbol", arguments: { name, value: next } }, `symbol:${name}`)
            }
          />
        ))}
      </div>
    </section>
  );
}
