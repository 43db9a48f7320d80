/** Why a drawing cannot be a version yet: what is to be mended, each with the way there. */

import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";

import type { Fault } from "../canvas/folding";
import styles from "./bar.module.css";
import { FaultList } from "./Problems";

export interface ObstaclesProps {
  faults: readonly Fault[];
  onClose: () => void;
  /** Another way on, beside going back. */
  children?: ReactNode;
}

export function Obstacles({ faults, onClose, children }: ObstaclesProps): ReactNode {
  return (
    <>
      <p className={styles.hint}>
        A version can run, so it has no errors. Mend {faults.length === 1 ? "this" : "these"} first:
      </p>
      <FaultList faults={faults} onGo={onClose} />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          Back to the draft
        </Button>
        {children}
      </Group>
    </>
  );
}
