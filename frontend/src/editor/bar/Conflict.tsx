/** Somebody else, or another tab, saved first: nothing is overwritten, the user decides. */

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { sessionQuery } from "../../api/queries";

import styles from "./bar.module.css";

export function Conflict({
  by,
  onTheirs,
  onCopy,
}: {
  by: string;
  onTheirs: () => void;
  /** Null when there is nothing here that the other save lacks. */
  onCopy: (() => void) | null;
}) {
  const isOwn = useQuery(sessionQuery).data?.user === by;
  return (
    <div className={styles.conflict} role="alert">
      <span>
        <strong>
          {isOwn
            ? "You saved this space in another tab or window in the meantime."
            : `${by || "Somebody"} saved this space in the meantime.`}
        </strong>{" "}
        {onCopy === null
          ? "What you see here is older; nothing of yours is unsaved."
          : `Your changes here are kept in this browser and were not saved over ${
              isOwn ? "the other version" : "theirs"
            }.`}
      </span>
      <Button size="compact-sm" variant="default" onClick={onTheirs}>
        {isOwn ? "Load the other version" : "Load theirs"}
      </Button>
      {onCopy === null ? null : (
        <Button size="compact-sm" onClick={onCopy}>
          Keep mine as a copy
        </Button>
      )}
    </div>
  );
}
