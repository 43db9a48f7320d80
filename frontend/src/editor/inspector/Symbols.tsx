/** Stand-ins for what only a dataset knows; a run puts in the real ones. */

import { HeldNumber } from "../../ui/HeldNumber";
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
          <HeldNumber
            key={name}
            size="xs"
            label={name}
            readOnly={isReadOnly}
            value={typeof value === "number" ? value : null}
            bounds={{ label: name, min: 1, max: undefined, isWhole: true }}
            onChange={(next) =>
              next !== null &&
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
