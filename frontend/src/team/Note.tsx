/** The team's note on a thing: one text, which editors keep up to date. */
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api/client";
import type { Place } from "../api/forms";
import { marksQuery, writeNote } from "../api/words";
import { Card } from "../ui/Card";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/Notice";
import quiet from "../ui/QuietButton.module.css";
import { Skeleton } from "../ui/Skeleton";
import type { AboutProps } from "./Comments";
import classes from "./Talk.module.css";

function Writing({
  place,
  note,
  onClose,
}: {
  place: Place;
  note: string;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const [text, setText] = useState(note);
  const write = useMutation({
    mutationFn: () => writeNote(place, text.trim()),
    onSuccess: (marks) => {
      client.setQueryData(marksQuery(place).queryKey, marks);
      onClose();
    },
  });
  return (
    <form
      className={classes.words}
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate();
      }}
    >
      <Textarea
        aria-label="Note of the team"
        description="An empty note is taken away."
        value={text}
        rows={4}
        resize="vertical"
        maxLength={10_000}
        data-autofocus
        error={write.error && messageOf(write.error)}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.deeds}>
        <Button type="submit" loading={write.isPending}>
          Save note
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

export function Note({ place, rights }: AboutProps): ReactNode {
  const { data, error, refetch } = useQuery(marksQuery(place));
  const [isWriting, setWriting] = useState(false);
  const mayWrite = data !== undefined && !isWriting && rights?.includes("edit");
  return (
    <Card
      title="Note"
      note={data?.noted_by ? `by ${data.noted_by}` : undefined}
      actions={
        mayWrite ? (
          <button type="button" className={quiet.button} onClick={() => setWriting(true)}>
            <Icon name="pen" size={14} /> {data.note === "" ? "Write a note" : "Edit the note"}
          </button>
        ) : undefined
      }
    >
      {data === undefined ? (
        error === null ? (
          <Skeleton height={48} label="Loading the note" />
        ) : (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        )
      ) : isWriting ? (
        <Writing place={place} note={data.note} onClose={() => setWriting(false)} />
      ) : data.note === "" ? (
        <p className={classes.gone}>No note yet. Editors of the team write it for everybody.</p>
      ) : (
        <p className={classes.text}>{data.note}</p>
      )}
    </Card>
  );
}
