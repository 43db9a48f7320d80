/** Offers work that a closed tab could not save. */

import { Button } from "@mantine/core";

import type { Offer } from "../draft/useLeftBehind";
import styles from "./bar.module.css";

export function Restore({ offer }: { offer: Offer | null }) {
  if (!offer) return null;
  const when = new Date(offer.at).toLocaleString(undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return (
    <div className={styles.conflict} role="alert">
      <span>
        <strong>Changes of {when} were not saved before their tab was closed.</strong>{" "}
        {offer.isOutrun
          ? "The space was saved since; restoring replaces what you see, and undo brings it back."
          : "Restoring them can be undone."}
      </span>
      <Button size="compact-sm" variant="default" onClick={offer.discard}>
        Discard them
      </Button>
      <Button size="compact-sm" onClick={offer.restore}>
        Restore them
      </Button>
    </div>
  );
}
