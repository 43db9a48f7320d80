/** Starts a search from the space as it is drawn: what no version holds yet is saved as one first. */

import { Button, Group, Modal, Tooltip } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";

import { messageOf } from "../../api/client";
import type { VersionSummary } from "../../api/forms";
import styles from "./bar.module.css";
import { useObstacles, useObstacleWords } from "./faults";
import { Obstacles } from "./Obstacles";

export interface RunProps {
  version: VersionSummary | null;
  /** Whether what is drawn differs from the version. */
  isChanged: boolean;
  /** Rejects with the reason when the draft cannot become a version. */
  onSave: (message: string) => Promise<VersionSummary>;
}

const RUN = "nasweb:run";

/** Do what the Run button does. Returns whether there is one. */
export function askRun(): boolean {
  return !window.dispatchEvent(new Event(RUN, { cancelable: true }));
}

function useAskedRun(run: () => void): void {
  useEffect(() => {
    const answer = (event: Event) => {
      event.preventDefault();
      run();
    };
    window.addEventListener(RUN, answer);
    return () => window.removeEventListener(RUN, answer);
  }, [run]);
}

/** Runs start from versions only. */
export function Run({ version, isChanged, onSave }: RunProps) {
  if (isChanged) return <SaveAndRun last={version} onSave={onSave} />;
  return version && <RunVersion version={version} />;
}

function RunVersion({ version: { id, number } }: { version: VersionSummary }) {
  const navigate = useNavigate();
  const run = useCallback(
    () => void navigate({ to: "/launch", search: { version: id } }),
    [navigate, id],
  );
  useAskedRun(run);
  return (
    <Tooltip label={`Search with version ${number} (Ctrl Enter)`}>
      <Link to="/launch" search={{ version: id }} className={styles.run}>
        Run
      </Link>
    </Tooltip>
  );
}

function SaveAndRun({ last, onSave }: { last: VersionSummary | null; onSave: RunProps["onSave"] }) {
  const navigate = useNavigate();
  const [isSaving, setIsSaving] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const [isStopped, setStopped] = useState(false);
  const faults = useObstacles();
  const words = useObstacleWords();
  const run = async () => {
    if (faults.length > 0) return setStopped(true);
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
  useAskedRun(() => void run());
  const close = () => {
    setReason(null);
    setStopped(false);
  };
  const instead = last && (
    <Link to="/launch" search={{ version: last.id }} className={styles.run}>
      Run version {last.number} instead
    </Link>
  );
  const hint = words ?? `Save version ${(last?.number ?? 0) + 1} and search with it (Ctrl Enter)`;
  return (
    <>
      <Tooltip label={hint} multiline maw={360}>
        <button type="button" className={styles.run} disabled={isSaving} onClick={() => void run()}>
          Run
        </button>
      </Tooltip>
      <Modal
        // What was in the way and is mended needs no dialog any more.
        opened={reason !== null || (isStopped && faults.length > 0)}
        onClose={close}
        title="The draft cannot run as it is"
        classNames={{ title: styles.dialogTitle ?? "" }}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {faults.length > 0 ? (
          <Obstacles faults={faults} onClose={close}>
            {instead}
          </Obstacles>
        ) : (
          <>
            <p>{reason}</p>
            <Group justify="flex-end" mt="lg">
              <Button variant="default" onClick={close}>
                Back to the draft
              </Button>
              {instead}
            </Group>
          </>
        )}
      </Modal>
    </>
  );
}
