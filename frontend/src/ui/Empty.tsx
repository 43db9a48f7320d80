/** What an empty list says: a picture, a sentence that teaches, a way on. */
import type { ReactNode } from "react";
import classes from "./Empty.module.css";

export interface EmptyProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

export function Empty({ title, children, action }: EmptyProps): ReactNode {
  return (
    <div className={classes.empty}>
      <svg
        viewBox="0 0 120 56"
        width="120"
        height="56"
        aria-hidden="true"
        className={classes.picture}
      >
        <path d="M24 28C42 28 42 12 60 12S78 28 96 28M24 28c18 0 18 16 36 16s18-16 36-16" />
        <circle cx="24" cy="28" r="6" />
        <circle cx="60" cy="12" r="6" className={classes.lit} />
        <circle cx="60" cy="44" r="6" />
        <circle cx="96" cy="28" r="6" />
      </svg>
      <p className={classes.title}>{title}</p>
      {children === undefined ? null : <p className={classes.text}>{children}</p>}
      {action === undefined ? null : <div className={classes.action}>{action}</div>}
    </div>
  );
}
