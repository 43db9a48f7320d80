/** Somebody else saved first: nothing is overwritten, the user decides. */

import { Button } from "@mantine/core";

import styles from "./bar.module.css";

export function Conflict({
  by,
  onTheirs,
  onCopy,
}: {
  by: string;
  onTheirs: () => void;
  onCopy: () => void;
}) {
  return (
    <div className={styles.conflict} role="alert">
      <span>
        <strong>{by || "Somebody"} saved this space in the meantime.</strong> Your changes are kept
        in this browser and were not saved over theirs.
      </span>
      <Button size="compact-sm" variant="default" onClick={onTheirs}>
        Reload theirs
      </Button>
      <Button size="compact-sm" onClick={onCopy}>
        Keep mine as a copy
      </Button>
    </div>
  );
}
