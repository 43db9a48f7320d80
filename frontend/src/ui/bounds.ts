/** What must hold for a number that is typed. Pure. */
import { formatExact } from "./format";

export interface Bounds {
  label: string;
  min: number | undefined;
  max: number | undefined;
  isWhole?: boolean;
}

/** What must hold for a number, and what was found instead; nothing if it holds. */
export function faultIn(
  value: unknown,
  { label, min, max, isWhole = false }: Bounds,
): string | undefined {
  const isNumber = typeof value === "number" && !Number.isNaN(value);
  const found = isNumber ? formatExact(value) : "empty";
  if (isWhole && isNumber && !Number.isInteger(value))
    return `${label} must be a whole number, not ${value}.`;
  if (min !== undefined && (!isNumber || value < min))
    return `${label} must be at least ${formatExact(min)}, not ${found}.`;
  if (max !== undefined && (!isNumber || value > max))
    return `${label} must be at most ${formatExact(max)}, not ${found}.`;
  return isNumber ? undefined : `${label} must be a number, not ${found}.`;
}
