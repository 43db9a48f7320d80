/** Where the draft stands, in a few words. */

import { useEffect, useState } from "react";

import type { VersionSummary } from "../../api/forms";
import type { SaveState } from "../draft/autosave";
import styles from "./bar.module.css";

export function SaveMark({
  state,
  latest,
  saved,
  isChanged,
  isReadOnly,
}: {
  state: SaveState;
  latest: VersionSummary | null;
  /** The number of the version just saved here, until something changes again. */
  saved: number | null;
  /** Whether the draft differs from the latest version. */
  isChanged: boolean;
  isReadOnly: boolean;
}) {
  const now = useNow(state.kind === "saved");
  if (isReadOnly) return <span className={styles.locked}>Read only</span>;
  if (saved !== null && state.kind === "saved") {
    return (
      <span className={styles.saveMark} role="status" aria-live="polite" data-kind="version">
        ✓ Version {saved} saved
      </span>
    );
  }
  return (
    <span className={styles.saveMark} role="status" data-kind={state.kind}>
      {latest ? `version ${latest.number}${isChanged ? " + draft" : ""}` : "draft"} ·{" "}
      {saveWords(state, now)}
    </span>
  );
}

export function saveWords(state: SaveState, now: number): string {
  switch (state.kind) {
    case "saved":
      return `saved ${ago(now - state.at)}`;
    case "pending":
    case "saving":
      return "saving …";
    case "offline":
      return "offline, kept in this browser";
    case "conflict":
      return "not saved";
    case "outrun":
      return "another version was saved";
    case "refused":
      return `not saved: ${state.message}`;
  }
}

function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${seconds - (seconds % 5)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** The time, told again every five seconds while it is looked at. */
function useNow(isWanted: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isWanted) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, [isWanted]);
  return now;
}
