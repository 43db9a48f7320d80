/** Every version of the space: how it looks, what changed, and the way back to it. */

import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { messageOf } from "../../api/client";
import type { VersionSummary } from "../../api/forms";
import { readVersion, versionsQuery } from "../../api/queries";
import { parseDocument } from "../../document/model";
import { useNow } from "../../ui/clock";
import { Empty } from "../../ui/Empty";
import { count, formatAge } from "../../ui/format";
import { ProblemNotice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import bar from "../bar/bar.module.css";
import { useDesigner, useOpened } from "../context";
import { Comparison } from "./Comparison";
import styles from "./versions.module.css";

export interface VersionsProps {
  space: string;
  isOpened: boolean;
  onClose: () => void;
}

export function Versions({ space, isOpened, onClose }: VersionsProps) {
  return (
    <Modal
      opened={isOpened}
      onClose={onClose}
      title="Versions"
      size="xl"
      classNames={{ title: bar.dialogTitle ?? "" }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <List space={space} onClose={onClose} />
    </Modal>
  );
}

function List({ space, onClose }: Pick<VersionsProps, "space" | "onClose">) {
  const { data, error, refetch } = useQuery(versionsQuery(space));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={200} label="Loading the versions" />;
  if (data.length === 0) {
    return <Empty title="No version yet">Save one: runs start from versions, drafts go on.</Empty>;
  }
  return (
    <ul className={styles.list} aria-label="Versions of the space">
      {data.map((version) => (
        <Row key={version.id} {...{ space, version, onClose }} others={data} />
      ))}
    </ul>
  );
}

interface RowProps {
  space: string;
  version: VersionSummary;
  others: readonly VersionSummary[];
  onClose: () => void;
}

function Row({ space, version, others, onClose }: RowProps) {
  const now = useNow(30_000);
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const [isCompared, setCompared] = useState(false);
  const restore = useRestore(version, onClose);
  const { number, message, created_by, created_at, runs } = version;
  return (
    <li className={styles.row} aria-label={`Version ${number}`}>
      <div className={styles.plate}>
        <img src={`/api/versions/${version.id}/picture.svg`} alt="" loading="lazy" />
      </div>
      <div className={styles.words}>
        <strong>
          Version {number} {message && <span className={styles.message}>{message}</span>}
        </strong>
        <span className={styles.quiet}>
          {created_by} · <span title={created_at}>{formatAge(created_at, now)}</span> ·{" "}
          {count(runs, "run")}
        </span>
        <div className={styles.actions}>
          <Link
            to="/spaces/$id/versions/$number"
            params={{ id: space, number: String(number) }}
            onClick={onClose}
          >
            Open
          </Link>
          {!isReadOnly && (
            <Button variant="default" size="compact-sm" onClick={() => void restore.run()}>
              Restore as the draft
            </Button>
          )}
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={isCompared}
            onClick={() => setCompared(!isCompared)}
          >
            What changed
          </Button>
        </div>
        {restore.fault && (
          <p className={bar.error} role="alert">
            {restore.fault}
          </p>
        )}
        {isCompared && <Comparison version={version} others={others} />}
      </div>
    </li>
  );
}

/** One step of the history, as any other edit: undo brings the draft back. */
function useRestore(version: VersionSummary, onDone: () => void) {
  const { store } = useOpened();
  const [fault, setFault] = useState("");
  const run = async () => {
    try {
      const { document } = await readVersion(version.id);
      const batch = {
        name: "replace_document" as const,
        arguments: { document: parseDocument(document) },
      };
      const title = `restore version ${version.number}`;
      store.getState().run({ name: "batch", arguments: { commands: [batch], title } });
      onDone();
    } catch (error) {
      setFault(messageOf(error));
    }
  };
  return { run, fault };
}
