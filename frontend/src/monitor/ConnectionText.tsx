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

/** For so long it is told that the line is up again. */
const NEWS = 10_000;

const say = (tone: Line["tone"], text: string, canReconnect = false): Line => ({
  tone,
  text,
  canReconnect,
});

/** The line while there is no connection. */
function cutLine({ connection, snapshot, heardAt }: Followed, now: number): Line | null {
  if (connection.state === "refused")
    return connection.reason === "signed_out"
      ? say("warn", "Signed out: sign in to go on", true)
      : say("error", "This run is gone");
  if (snapshot === null && connection.state !== "waiting") return say("quiet", "Connecting");
  if (connection.state !== "waiting") return null;
  if (snapshot !== null && now - heardAt > LONG_AGO)
    return say("quiet", `Data as of ${formatClock(heardAt)}`, true);
  const wait = Math.max(0, Math.ceil((connection.until - now) / 1000));
  return say("warn", `Reconnecting in ${wait} s (attempt ${connection.attempt})`, true);
}

/** The line for a state of the connection at a moment. */
export function connectionLine(followed: Followed, now: number): Line {
  const cut = cutLine(followed, now);
  if (cut !== null) return cut;
  const { connection, snapshot, behind, heardAt, backAt } = followed;
  if (behind > 50) return say("ok", `Catching up ${count(behind, "event")}`);
  if (connection.state === "connecting") return say("warn", "Reconnecting");
  if (backAt > 0 && now - backAt < NEWS) return say("ok", "Reconnected; nothing was missed");
  if (snapshot !== null && snapshot.run.ended_at !== null) return say("ok", "Up to date");
  const age = Math.max(0, now - heardAt);
  const seconds = age < 10_000 ? (age / 1000).toFixed(1) : String(Math.round(age / 1000));
  return say("ok", `Live ${seconds} s`);
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
