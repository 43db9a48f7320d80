/** What is selected, with the way to remove it: at the top nothing moves it under the pointer. */

import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import { useOpened } from "../context";
import { removeSelection } from "../editing";
import styles from "./inspector.module.css";

export interface HeadProps {
  title: string;
  isRemovable: boolean;
  /** The words of the button that removes the selection. */
  children: string;
}

export function Head({ title, isRemovable, children }: HeadProps): ReactNode {
  const { store, catalogue } = useOpened();
  return (
    <div className={styles.headRow}>
      <h2 className={styles.name}>{title}</h2>
      {isRemovable && (
        <Button
          variant="subtle"
          size="compact-sm"
          color="red"
          c="var(--error)"
          onClick={() => removeSelection(store, catalogue)}
        >
          {children}
        </Button>
      )}
    </div>
  );
}
