/**
 * What can be asked of a run. Pausing and going on take turns in one place, so that there is never a
 * hole; the deed that cannot be undone keeps the last place to itself, and asks first.
 */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { messageOf } from "../api/client";
import type { RunForm } from "../api/forms";
import { actOnRun, type RunAction } from "../api/queries";
import { Icon, type IconName } from "../ui/Icon";
import { LIVE_STATES } from "../ui/RunState";
import { showToast } from "../ui/toasts";
import classes from "./RunHeader.module.css";

const StopDialog = lazy(() =>
  import("./StopDialog").then((module) => ({ default: module.StopDialog })),
);

interface Deed {
  label: string;
  icon: IconName;
}

const DEEDS: Record<RunAction, Deed> = {
  start: { label: "Start", icon: "play" },
  resume: { label: "Resume", icon: "play" },
  pause: { label: "Pause", icon: "pause" },
  stop: { label: "Stop…", icon: "stop" },
};

/** Places from left to right. */
const PLACES: RunAction[][] = [["start", "pause", "resume"], ["stop"]];

export function Controls({ run, isConnected }: { run: RunForm; isConnected: boolean }): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: (action: RunAction) => actOnRun(run.id, action),
    onError: (error) => showToast(messageOf(error), "error"),
  });
  if (run.can.length === 0)
    return LIVE_STATES.has(run.state) ? (
      <span className={classes.reason}>
        {run.state === "stopping"
          ? "Stopping: the candidates in training end at their next epoch."
          : "You may watch this run; editors of the team may steer it."}
      </span>
    ) : null;
  return (
    <fieldset className={classes.controls} aria-label="Steering">
      {isConnected ? null : (
        <span className={classes.reason}>Steering waits for the connection.</span>
      )}
      {PLACES.map((actions) => {
        const action = actions.find((one) => run.can.includes(one));
        const goesOn = action === "start" || action === "resume";
        return (
          <span key={actions[0]} className={classes.place}>
            {action === undefined ? null : (
              <Button
                fullWidth
                variant={goesOn ? "filled" : "default"}
                leftSection={<Icon name={DEEDS[action].icon} size={14} />}
                disabled={!isConnected}
                loading={act.isPending && act.variables === action}
                onClick={() => (action === "stop" ? setAsking(true) : act.mutate(action))}
              >
                {DEEDS[action].label}
              </Button>
            )}
          </span>
        );
      })}
      {isAsking ? (
        <Suspense>
          <StopDialog
            run={run}
            onClose={() => setAsking(false)}
            onStop={() => {
              setAsking(false);
              act.mutate("stop");
            }}
          />
        </Suspense>
      ) : null}
    </fieldset>
  );
}
