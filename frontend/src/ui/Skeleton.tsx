/**
 * A grey place of the final size; it shows only when waiting takes longer than 200 ms,
 * and says what is awaited when it takes longer than 3 s.
 */
import type { ReactNode } from "react";
import classes from "./Skeleton.module.css";

export function Skeleton({
  height,
  label = "Loading",
}: {
  height: number;
  label?: string;
}): ReactNode {
  return (
    <div className={classes.skeleton} style={{ height }} role="status" data-awaited={label}>
      <span className="visually-hidden">{label}</span>
    </div>
  );
}
