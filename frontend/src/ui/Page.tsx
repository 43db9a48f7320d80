/** The frame of a page that is read: a heading, what can be done, and the content below. */
import type { ReactNode } from "react";
import { useTitle } from "./clock";
import classes from "./Page.module.css";

export interface PageProps {
  title: string;
  /** In place of the title as the heading. */
  heading?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, heading, lead, actions, children }: PageProps): ReactNode {
  useTitle(title);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          {heading ?? <h1 className={classes.title}>{title}</h1>}
          {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
        </div>
        {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
