/** The two questions of all pages: what shall it be called, and shall it really be done. */
import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api/client";
import classes from "./dialogs.module.css";
import { ProblemNotice } from "./Notice";
import { useFocusBack } from "./useFocusBack";

interface NameDialogProps {
  title: string;
  name?: string;
  /** What its button says. */
  deed: string;
  /** Rejects with the reason when it may not be called so. */
  onName: (name: string) => Promise<unknown>;
  onClose: () => void;
}

export function NameDialog(props: NameDialogProps): ReactNode {
  const { title, deed, onName, onClose } = props;
  useFocusBack();
  const [name, setName] = useState(props.name ?? "");
  const keep = useMutation({ mutationFn: () => onName(name.trim()), onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") keep.mutate();
        }}
      >
        <TextInput
          label="Name"
          value={name}
          maxLength={100}
          required
          data-autofocus
          error={keep.error && messageOf(keep.error)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes.answers}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={keep.isPending}>
            {deed}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface AskDialogProps {
  title: string;
  children: ReactNode;
  deed: string;
  onDo: () => Promise<unknown>;
  onClose: () => void;
}

export function AskDialog({ title, children, deed, onDo, onClose }: AskDialogProps): ReactNode {
  useFocusBack();
  const act = useMutation({ mutationFn: onDo, onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <div className={classes.stack}>
        <p>{children}</p>
        {act.error === null ? null : <ProblemNotice error={act.error} />}
        <div className={classes.answers}>
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button
            color="var(--error)"
            c="var(--surface)"
            loading={act.isPending}
            onClick={() => act.mutate()}
          >
            {deed}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
