/** How fresh the page is, always in words. */
import type { ReactNode } from "react";
import { useNow } from "../ui/clock";
import { count, formatClock } from "../ui/format";
import classes from "./ConnectionText.module.css";
import { type Followed, type Follower, useFollowed } from "./follow";

interface Line {
  tone: "ok" | "warn" | "quiet" | "error";
  text: string;
  canReconnect: boolean;
}

/** After this long without the server, data is called old and not merely reconnecting. */
const LONG_AGO = 30_000;

/** The line for a state of the connection at a moment. */
export function connectionLine(followed: Followed, now: number): Line {
  const { connection, snapshot, behind, heardAt } = followed;
  const age = Math.max(0, now - heardAt);
  if (connection.state === "refused")
    return connection.reason === "signed_out"
      ? { tone: "warn", text: "Signed out: sign in to go on", canReconnect: true }
      : { tone: "error", text: "This run is gone", canReconnect: false };
  if (snapshot === null && connection.state !== "waiting")
    return { tone: "quiet", text: "Connecting", canReconnect: false };
  if (connection.state === "waiting") {
    if (snapshot !== null && age > LONG_AGO)
      return { tone: "quiet", text: `Data as of ${formatClock(heardAt)}`, canReconnect: true };
    const wait = Math.max(0, Math.ceil((connection.until - now) / 1000));
    return {
      tone: "warn",
      text: `Reconnecting in ${wait} s (attempt ${connection.attempt})`,
      canReconnect: true,
    };
  }
  if (behind > 50)
    return { tone: "ok", text: `Catching up ${count(behind, "event")}`, canReconnect: false };
  if (connection.state === "connecting")
    return { tone: "warn", text: "Reconnecting", canReconnect: false };
  if (snapshot !== null && snapshot.run.ended_at !== null)
    return { tone: "ok", text: "Up to date", canReconnect: false };
  const seconds = age < 10_000 ? (age / 1000).toFixed(1) : String(Math.round(age / 1000));
  return { tone: "ok", text: `Live ${seconds} s`, canReconnect: false };
}

export function ConnectionText({ follower }: { follower: Follower | null }): ReactNode {
  const now = useNow(1000);
  const followed = useFollowed(follower, (state) => state);
  const line = connectionLine(followed, Math.max(now, followed.heardAt));
  return (
    <span className={classes.line} data-tone={line.tone}>
      <span className={classes.dot} aria-hidden="true" />
      {line.text}
      {line.canReconnect ? (
        <button type="button" className={classes.again} onClick={() => follower?.reconnect()}>
          Reconnect now
        </button>
      ) : null}
    </span>
  );
}
