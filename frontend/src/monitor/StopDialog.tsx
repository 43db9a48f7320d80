/** Asks before a run is ended for good, and says what becomes of it. */
import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import type { RunForm } from "../api/forms";
import { count } from "../ui/format";
import { useFocusBack } from "../ui/useFocusBack";
import classes from "./RunHeader.module.css";

export interface StopDialogProps {
  run: RunForm;
  onClose: () => void;
  onStop: () => void;
}

export function StopDialog({ run, onClose, onStop }: StopDialogProps): ReactNode {
  useFocusBack();
  const open = run.n_proposed - run.n_finished - run.n_failed - run.n_cancelled;
  return (
    <Modal
      opened
      onClose={onClose}
      title="Stop this run for good?"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <ul className={classes.ends}>
        {run.n_finished > 0 ? (
          <li>
            {count(run.n_finished, "scored candidate")} of {run.budget_candidates} stay
            {run.n_finished === 1 ? "s" : ""}.
          </li>
        ) : null}
        {open > 0 ? <li>{count(open, "candidate")} under way will be cancelled.</li> : null}
        <li>
          {run.best === null
            ? "There is no scored candidate yet, so there will be no model."
            : `The best one, #${run.best.index}, is tested on data that the search never saw; its model can be downloaded.`}
        </li>
        <li>A stopped run cannot be resumed. To go on later, pause it instead.</li>
      </ul>
      <div className={classes.answers}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="var(--error)" c="var(--surface)" onClick={onStop}>
          Stop run
        </Button>
      </div>
    </Modal>
  );
}
