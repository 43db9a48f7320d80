import type { ReactNode } from "react";
import classes from "./Dataset.module.css";

interface MoreButtonProps {
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  children: ReactNode;
}

/** Shows all of a list, or its first few again. */
export function MoreButton({ isOpen, onOpen, children }: MoreButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={classes.more}
      aria-expanded={isOpen}
      onClick={() => onOpen(!isOpen)}
    >
      {children}
    </button>
  );
}
