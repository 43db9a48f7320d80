/** Takes a file: dropped anywhere on the page, or chosen. */
import { Button, Modal, Select } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import type { ProjectForm } from "../api/forms";
import { formatBytes } from "../ui/format";
import { Icon } from "../ui/Icon";
import { Notice, ProblemNotice } from "../ui/Notice";
import { Curtain, usePageDrop } from "../ui/PageDrop";
import { Progress } from "../ui/Progress";
import classes from "./Data.module.css";
import { ACCEPTED } from "./formats";
import { type Sending, useUpload } from "./useUpload";

function SendingBar({ sending, onCancel }: { sending: Sending; onCancel: () => void }): ReactNode {
  const { name, size, sent } = sending;
  const isSent = sent >= size;
  return (
    <div className={classes.sending}>
      <div className={classes.sendingText}>
        <strong>{name}</strong>
        <span className={classes.quiet} aria-live="polite">
          {isSent ? "Sent; the server keeps it" : `${formatBytes(sent)} of ${formatBytes(size)}`}
        </span>
      </div>
      <Progress done={sent} total={size} label={`Upload of ${name}`} />
      <Button variant="default" onClick={onCancel}>
        Cancel upload
      </Button>
    </div>
  );
}

function Invitation({ onFiles }: { onFiles: (files: File[]) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <span className={classes.zoneIcon}>
        <Icon name="upload" size={24} />
      </span>
      <p className={classes.zoneTitle}>Drop a file anywhere on this page</p>
      <p className={classes.zoneText}>
        Images as a <code>.zip</code> with one folder for each class, or as arrays in{" "}
        <code>.npz</code>; tables with a header as <code>.csv</code> or <code>.tsv</code>, also{" "}
        <code>.gz</code>. At most 2 GiB.
      </p>
      <Button onClick={() => input.current?.click()}>Choose a file</Button>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        aria-label="File to upload"
        tabIndex={-1}
        className="visually-hidden"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = ""; // so that the same file can be chosen again
        }}
      />
    </>
  );
}

interface LeaveDialogProps {
  onStay: () => void;
  onLeave: () => void;
}

function LeaveDialog({ onStay, onLeave }: LeaveDialogProps): ReactNode {
  return (
    <Modal
      opened
      onClose={onStay}
      title="Leave while the file is being sent?"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <p>What was sent so far is lost: the upload would have to begin anew.</p>
      <div className={classes.answers}>
        <Button variant="default" onClick={onStay} data-autofocus>
          Go on uploading
        </Button>
        <Button color="var(--error)" c="var(--surface)" onClick={onLeave}>
          Leave
        </Button>
      </div>
    </Modal>
  );
}

/** Where uploads may go is for the user to choose only where there is a choice. */
export function UploadZone({ projects }: { projects: ProjectForm[] }): ReactNode {
  const [chosen, setChosen] = useState(projects[0]?.id);
  const { sending, refusal, error, begin, cancel, leaving } = useUpload(chosen);
  const isOver = usePageDrop(begin);
  return (
    <section className={classes.upload} aria-label="Upload">
      {projects.length > 1 ? (
        <Select
          label="Project that takes it"
          className={classes.project}
          data={projects.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen ?? null}
          allowDeselect={false}
          onChange={(id) => id !== null && setChosen(id)}
        />
      ) : null}
      <div className={classes.zone} data-over={isOver || undefined}>
        {sending === null ? (
          <Invitation onFiles={begin} />
        ) : (
          <SendingBar sending={sending} onCancel={cancel} />
        )}
      </div>
      {refusal === null ? null : (
        <Notice tone="error" title="This is not uploaded">
          {refusal}
        </Notice>
      )}
      {error === null ? null : <ProblemNotice error={error} />}
      {isOver && sending === null ? <Curtain words="Drop to upload" /> : null}
      {leaving.status === "blocked" ? (
        <LeaveDialog onStay={leaving.reset} onLeave={leaving.proceed} />
      ) : null}
    </section>
  );
}
