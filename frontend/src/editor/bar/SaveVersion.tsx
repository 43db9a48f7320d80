/** The dialog that keeps the draft as a version. */

import { Button, Group, Modal, Textarea } from "@mantine/core";
import { useState } from "react";

import { messageOf } from "../../api/client";
import styles from "./bar.module.css";
import { useObstacles } from "./faults";
import { Obstacles } from "./Obstacles";

export interface SaveVersionProps {
  isOpened: boolean;
  number: number;
  /** Rejects with the reason when the version cannot be saved. */
  onSave: (message: string) => Promise<unknown>;
  onClose: () => void;
}

export function SaveVersion({ isOpened, number, onSave, onClose }: SaveVersionProps) {
  return (
    <Modal
      opened={isOpened}
      onClose={onClose}
      title={`Save version ${number}`}
      classNames={{ title: styles.dialogTitle ?? "" }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Body onSave={onSave} onClose={onClose} />
    </Modal>
  );
}

type BodyProps = Pick<SaveVersionProps, "onSave" | "onClose">;

/** While the dialog is open the server may still find something, or it is mended here. */
function Body(props: BodyProps) {
  const faults = useObstacles();
  if (faults.length > 0) return <Obstacles faults={faults} onClose={props.onClose} />;
  return <Message {...props} />;
}

function Message({ onSave, onClose }: BodyProps) {
  const [message, setMessage] = useState("");
  const [error, setError] = useState("");
  const [isSaving, setIsSaving] = useState(false);
  const save = async () => {
    setIsSaving(true);
    setError("");
    try {
      await onSave(message);
      onClose();
    } catch (fault) {
      setError(messageOf(fault));
    } finally {
      setIsSaving(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className={styles.hint}>A version does not change any more; runs start from versions.</p>
      <Textarea
        label="Message"
        placeholder="What changed, and why"
        data-autofocus
        rows={3}
        maxLength={500}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
        }}
      />
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isSaving}>
          Save
        </Button>
      </Group>
    </form>
  );
}
