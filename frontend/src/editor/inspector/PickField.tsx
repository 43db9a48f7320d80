/** How many of several are taken: one number, or a span from which the search chooses. */

import { SegmentedControl } from "@mantine/core";

import { HeldNumber } from "../../ui/HeldNumber";
import styles from "./inspector.module.css";

type Pick = number | readonly [number, number] | "all";

export function PickField({
  label,
  pick,
  most,
  onChange,
  isReadOnly,
  mayBeAll = false,
}: {
  label: string;
  pick: Pick;
  most: number;
  onChange: (pick: Pick) => void;
  isReadOnly: boolean;
  mayBeAll?: boolean;
}) {
  const way = pick === "all" ? "all" : typeof pick === "number" ? "exact" : "span";
  const top = Math.max(1, most);
  const turn = (next: string) => {
    if (next === "all") onChange("all");
    else if (next === "exact")
      onChange(typeof pick === "number" ? pick : Math.min(mayBeAll ? 2 : 1, top));
    else onChange([1, top]);
  };
  const number = (value: number, text: string, set: (value: number) => void) => (
    <HeldNumber
      aria-label={text}
      readOnly={isReadOnly}
      value={value}
      bounds={{ label: text, min: mayBeAll ? 0 : 1, max: top, isWhole: true }}
      onChange={(next) => next !== null && set(next)}
    />
  );
  return (
    <fieldset className={styles.domain} disabled={isReadOnly}>
      <legend>{label}</legend>
      <SegmentedControl
        size="xs"
        value={way}
        onChange={turn}
        data={[
          ...(mayBeAll ? [{ value: "all", label: "All" }] : []),
          { value: "exact", label: "Exactly" },
          { value: "span", label: "Between" },
        ]}
      />
      {typeof pick === "number" && number(pick, "How many", onChange)}
      {typeof pick === "object" && (
        <div className={styles.pair}>
          {number(pick[0], "At least", (value) => onChange([value, Math.max(value, pick[1])]))}
          {number(pick[1], "At most", (value) => onChange([Math.min(pick[0], value), value]))}
        </div>
      )}
    </fieldset>
  );
}
