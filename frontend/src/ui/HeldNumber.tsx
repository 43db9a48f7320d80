import { NumberInput, type NumberInputProps } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type Bounds, faultIn } from "./bounds";

export interface HeldNumberProps extends Omit<NumberInputProps, "value" | "onChange"> {
  value: number | null;
  bounds: Bounds;
  /** It may be left empty. */
  isNullable?: boolean;
  onChange: (value: number | null) => void;
}

/** Hands on what may stand there; what may not stays as it was typed, with the reason. */
export function HeldNumber({
  value,
  bounds,
  isNullable = false,
  onChange,
  error,
  ...rest
}: HeldNumberProps): ReactNode {
  const [wrong, setWrong] = useState<{ typed: number | string; before: number | null } | null>(
    null,
  );
  const faultOf = (typed: number | string): string | undefined =>
    typed === "" && isNullable ? undefined : faultIn(typed === "" ? null : Number(typed), bounds);
  // A value from elsewhere takes the place of what was typed.
  const held = wrong !== null && Object.is(wrong.before, value) ? wrong : null;
  return (
    <NumberInput
      {...rest}
      clampBehavior="none"
      value={held?.typed ?? value ?? ""}
      error={held === null ? error : faultOf(held.typed)}
      onChange={(next) => {
        const isFaulty = faultOf(next) !== undefined;
        setWrong(isFaulty ? { typed: next, before: value } : null);
        if (!isFaulty) onChange(next === "" ? null : Number(next));
      }}
    />
  );
}
