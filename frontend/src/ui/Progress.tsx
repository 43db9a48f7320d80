/** A bar that says how much is done; failed parts are shown as such. */
import type { ReactNode } from "react";
import classes from "./Progress.module.css";

export interface ProgressProps {
  done: number;
  failed?: number;
  total: number;
  label: string;
}

export function Progress({ done, failed = 0, total, label }: ProgressProps): ReactNode {
  const share = (n: number): string => `${total === 0 ? 0 : Math.min(100, (100 * n) / total)}%`;
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done + failed}
      aria-valuetext={`${done + failed} of ${total}`}
    >
      <div className={classes.done} style={{ width: share(done) }} />
      <div className={classes.failed} style={{ width: share(failed) }} />
    </div>
  );
}
