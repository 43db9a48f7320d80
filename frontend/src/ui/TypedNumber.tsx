import { NumberInput, type NumberInputProps } from "@mantine/core";
import { type ReactNode, useState } from "react";

/** What a text says: a number, nothing, or NaN for what is no number. */
function read(typed: number | string): number | null {
  return typed === "" ? null : Number(typed);
}

export interface TypedNumberProps extends Omit<NumberInputProps, "value" | "onChange"> {
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A number just as it was typed, out of bounds too: whoever shows it says what is wrong. */
export function TypedNumber({ value, onChange, ...rest }: TypedNumberProps): ReactNode {
  const [typed, setTyped] = useState<number | string>(value ?? "");
  return (
    <NumberInput
      {...rest}
      // "0.10" says the same as 0.1 and stays; a value from elsewhere replaces what was typed.
      value={Object.is(read(typed) ?? Number.NaN, value ?? Number.NaN) ? typed : (value ?? "")}
      clampBehavior="none"
      onChange={(next) => {
        setTyped(next);
        onChange(read(next));
      }}
    />
  );
}
