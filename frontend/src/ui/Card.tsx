/** A panel of a page. One that breaks says so in its own place; the page goes on. */
import { Component, type ReactNode } from "react";
import classes from "./Card.module.css";
import { Notice } from "./Notice";

interface BoundaryProps {
  title: string;
  children: ReactNode;
}

interface BoundaryState {
  error: Error | null;
}

/** Catches what its children throw while drawing, and offers to draw them again. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(error: Error): BoundaryState {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <Notice
        tone="error"
        title={`“${this.props.title}” could not be shown`}
        onRetry={() => this.setState({ error: null })}
      >
        {this.state.error.message}
      </Notice>
    );
  }
}

export interface CardProps {
  title?: string | undefined;
  note?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

export function Card({
  title,
  note,
  actions,
  flush = false,
  className,
  children,
}: CardProps): ReactNode {
  return (
    <section className={[classes.card, className].filter(Boolean).join(" ")} aria-label={title}>
      {title === undefined ? null : (
        <header className={classes.head}>
          <h2 className={classes.title}>{title}</h2>
          {note === undefined ? null : <span className={classes.note}>{note}</span>}
          {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
        </header>
      )}
      <div className={flush ? classes.flush : classes.body}>
        <Boundary title={title ?? "This panel"}>{children}</Boundary>
      </div>
    </section>
  );
}
