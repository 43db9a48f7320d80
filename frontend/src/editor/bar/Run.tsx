/** Starts a search from the space as it is drawn: what no version holds yet is saved as one first. */

import { Button, Group, Modal, Tooltip } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { messageOf } from "../../api/client";
import type { VersionSummary } from "../../api/forms";
import styles from "./bar.module.css";

export interface RunProps {
  version: VersionSummary | null;
  /** Whether what is drawn differs from the version. */
  isChanged: boolean;
  /** Rejects with the reason when the draft cannot become a version. */
  onSave: (message: string) => Promise<VersionSummary>;
}

/** Runs start from versions only. */
export function Run({ version, isChanged, onSave }: RunProps) {
  if (isChanged) return <SaveAndRun last={version} onSave={onSave} />;
  if (!version) return null;
  return (
    <Tooltip label={`Search with version ${version.number}`}>
      <Link to="/launch" search={{ version: version.id }} className={styles.run}>
        Run
      </Link>
    </Tooltip>
  );
}

function SaveAndRun({ last, onSave }: { last: VersionSummary | null; onSave: RunProps["onSave"] }) {
  const navigate = useNavigate();
  const [isSaving, setIsSaving] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const run = async () => {
    setIsSaving(true);
    try {
      const { id } = await onSave("Saved to run");
      await navigate({ to: "/launch", search: { version: id } });
    } catch (fault) {
      setReason(messageOf(fault));
    } finally {
      setIsSaving(false);
    }
  };
  return (
    <>
      <Tooltip label={`Save version ${(last?.number ?? 0) + 1} and search with it`}>
        <button type="button" className={styles.run} disabled={isSaving} onClick={() => void run()}>
          Run
        </button>
      </Tooltip>
      <Modal
        opened={reason !== null}
        onClose={() => setReason(null)}
        title="The draft cannot run as it is"
        classNames={{ title: styles.dialogTitle ?? "" }}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <p>{reason}</p>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setReason(null)}>
            Back to the draft
          </Button>
          {last && (
            <Link to="/launch" search={{ version: last.id }} className={styles.run}>
              Run version {last.number} instead
            </Link>
          )}
        </Group>
      </Modal>
    </>
  );
}
