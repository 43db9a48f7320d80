/** Follows a run: socket → batches, once per frame → snapshot. The page's only source of truth. */
import { useEffect, useState } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import type { Beat, Envelope, Snapshot, Waiting } from "../api/forms";
import { type Connection, RunSocket, type SocketOptions } from "../api/socket";
import { applyEvents, MissingEvent } from "./applyEvent";

export interface Followed {
  snapshot: Snapshot | null;
  connection: Connection;
  /** Events of the run that are not applied yet. */
  behind: number;
  /** When the server was last heard of, by our clock. */
  heardAt: number;
  /** When the line was up again after it had been lost, by our clock; 0 if it never was. */
  backAt: number;
  workers: number | null;
  isStalled: boolean;
  /** What the run waits for, as the server said last. */
  waiting: Waiting | null;
}

export interface Follower {
  store: StoreApi<Followed>;
  /** Connect at once instead of waiting for the next attempt. */
  reconnect: () => void;
  stop: () => void;
}

export interface FollowOptions extends SocketOptions {
  frame?: (draw: () => void) => void;
}

/** More than this is not kept for a hidden tab: it asks again when it is shown. */
const MOST_PENDING = 2_000;

const NOTHING_YET: Followed = {
  snapshot: null,
  connection: { state: "connecting" },
  behind: 0,
  heardAt: 0,
  backAt: 0,
  workers: null,
  isStalled: false,
  waiting: null,
};

export function follow(run: string, options: FollowOptions = {}): Follower {
  const store = createStore<Followed>(() => NOTHING_YET);
  const now = options.now ?? Date.now;
  const frame = options.frame ?? ((draw: () => void): void => void requestAnimationFrame(draw));
  let pending: Envelope[] = [];
  let head = 0;
  let isScheduled = false;
  let isResting = false;
  let wasLost = false;

  const reconnect = (): void => {
    pending = [];
    isResting = false;
    socket.reconnectAfter(store.getState().snapshot?.seq ?? 0);
  };

  const draw = (): void => {
    isScheduled = false;
    const { snapshot } = store.getState();
    if (pending.length === 0 || snapshot === null) return;
    const events = pending;
    pending = [];
    let next: Snapshot;
    try {
      next = applyEvents(snapshot, events);
    } catch (error) {
      if (!(error instanceof MissingEvent)) throw error;
      reconnect();
      return;
    }
    store.setState({ snapshot: next, behind: Math.max(0, head - next.seq) });
    if (!document.hidden) socket.acknowledge(next.seq);
  };

  const rest = (): void => {
    pending = [];
    isResting = true;
    socket.close();
  };

  const socket = new RunSocket(
    run,
    {
      onReset: (snapshot) => {
        pending = [];
        head = snapshot.seq;
        const { is_stalled: isStalled, waiting } = snapshot.run;
        store.setState({ snapshot, behind: 0, heardAt: now(), isStalled, waiting });
        socket.acknowledge(snapshot.seq);
      },
      onEvents: (events, newest) => {
        pending.push(...events);
        head = newest;
        const seq = store.getState().snapshot?.seq ?? 0;
        const behind = Math.max(0, head - seq);
        store.setState({ behind, heardAt: now(), isStalled: false, waiting: null });
        const last = pending.at(-1);
        if (document.hidden) {
          if (pending.length > MOST_PENDING) rest();
          else if (last !== undefined) socket.acknowledge(last.seq);
        } else if (!isScheduled) {
          isScheduled = true;
          frame(draw);
        }
      },
      onBeat: (beat: Beat) =>
        store.setState({
          heardAt: now(),
          workers: beat.workers,
          isStalled: beat.is_stalled,
          waiting: beat.waiting,
        }),
      onConnection: (connection) => {
        const isBack = wasLost && connection.state === "open" && store.getState().snapshot !== null;
        wasLost = connection.state === "waiting" || (wasLost && !isBack);
        store.setState({ connection, ...(isBack ? { backAt: now() } : {}) });
      },
    },
    options,
  );

  const onShown = (): void => {
    if (document.hidden) return;
    if (isResting) reconnect();
    else draw();
  };
  document.addEventListener("visibilitychange", onShown);
  socket.connect();
  return {
    store,
    reconnect,
    stop: () => {
      document.removeEventListener("visibilitychange", onShown);
      socket.close();
    },
  };
}

/** Follow a run while the component is shown. */
export function useFollower(run: string): Follower | null {
  const [follower, setFollower] = useState<Follower | null>(null);
  useEffect(() => {
    const started = follow(run);
    setFollower(started);
    return () => started.stop();
  }, [run]);
  return follower;
}

const EMPTY = createStore<Followed>(() => NOTHING_YET);

export function useFollowed<T>(follower: Follower | null, select: (state: Followed) => T): T {
  return useStore(follower?.store ?? EMPTY, select);
}
