import { NumberInput, type NumberInputProps } from "@mantine/core";
import type { ReactNode } from "react";
import { type Bounds, faultIn } from "./bounds";
import { useSettling } from "./useSettling";

export interface HeldNumberProps
  extends Omit<NumberInputProps, "value" | "onChange" | "onBlur" | "onKeyDown"> {
  value: number | null;
  bounds: Bounds;
  /** It may be left empty. */
  isNullable?: boolean;
  onChange: (value: number | null) => void;
}

/** Hands on what may stand there, typed to its end; what may not stays as typed, with the reason. */
export function HeldNumber({
  value,
  bounds,
  isNullable = false,
  onChange,
  error,
  ...rest
}: HeldNumberProps): ReactNode {
  const numberIn = (typed: number | string) => (typed === "" ? null : Number(typed));
  const faultOf = (typed: number | string): string | undefined =>
    typed === "" && isNullable ? undefined : faultIn(numberIn(typed), bounds);
  const { text, type, leave, onKeyDown } = useSettling<number | string, number | null>({
    value,
    read: (typed) => (faultOf(typed) === undefined ? { value: numberIn(typed) } : null),
    onChange,
  });
  const fault = text === undefined ? undefined : faultOf(text);
  return (
    <NumberInput
      {...rest}
      clampBehavior="none"
      value={text ?? value ?? ""}
      error={fault ?? error}
      onChange={type}
      onBlur={() => leave(true)}
      onKeyDown={onKeyDown}
    />
  );
}
