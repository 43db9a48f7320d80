/** What the team says about a thing: plain words, in the order in which they were said. */
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api/client";
import type { CommentForm, Place } from "../api/forms";
import { changeComment, commentsQuery, deleteComment, writeComment } from "../api/words";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { count, formatAge } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import quiet from "../ui/QuietButton.module.css";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toasts";
import classes from "./Talk.module.css";

export interface AboutProps {
  place: Place;
  /** What whoever looks may do here; undefined until it is known. */
  rights: string[] | undefined;
}

interface WordsProps {
  label: string;
  deed: string;
  text?: string;
  /** Rejects with the reason when the words are not taken. */
  onSend: (text: string) => Promise<unknown>;
  onCancel?: () => void;
}

/** A field for words, which stay in it until they are taken. */
function Words({ label, deed, onSend, onCancel, ...rest }: WordsProps): ReactNode {
  const [text, setText] = useState(rest.text ?? "");
  const send = useMutation({ mutationFn: () => onSend(text.trim()), onSuccess: () => setText("") });
  const isEmpty = text.trim() === "";
  return (
    <form
      className={classes.words}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) send.mutate();
      }}
    >
      <Textarea
        aria-label={label}
        placeholder={label}
        value={text}
        rows={3}
        resize="vertical"
        maxLength={10_000}
        required
        error={send.error && messageOf(send.error)}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.deeds}>
        <Button type="submit" loading={send.isPending}>
          {deed}
        </Button>
        {onCancel === undefined ? null : (
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}

interface CommentProps {
  comment: CommentForm;
  now: number;
  onChanged: () => Promise<void>;
}

function Deeds({ comment, onChanged, onChange }: CommentProps & { onChange: () => void }) {
  const remove = useMutation({
    mutationFn: () => deleteComment(comment.id),
    onSuccess: onChanged,
    onError: (error) => showToast(messageOf(error), "error"),
  });
  const of = `the comment of ${comment.author}`;
  return (
    <>
      {comment.can.includes("change") ? (
        <button type="button" className={quiet.button} aria-label={`Edit ${of}`} onClick={onChange}>
          Edit
        </button>
      ) : null}
      {comment.can.includes("delete") ? (
        <button
          type="button"
          className={quiet.button}
          aria-label={`Delete ${of}`}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          Delete
        </button>
      ) : null}
    </>
  );
}

function Comment(props: CommentProps & { head: ReactNode }): ReactNode {
  const { comment, now, onChanged, head } = props;
  const [isChanging, setChanging] = useState(false);
  return (
    <li className={classes.comment}>
      {head}
      <div className={classes.head}>
        <strong>{comment.author}</strong>
        <span title={comment.created_at}>{formatAge(comment.created_at, now)}</span>
        {comment.edited_at === null ? null : <span title={comment.edited_at}>edited</span>}
        <span className={classes.tools}>
          {isChanging ? null : <Deeds {...props} onChange={() => setChanging(true)} />}
        </span>
      </div>
      {comment.is_deleted ? (
        <p className={classes.gone}>This comment was deleted.</p>
      ) : isChanging ? (
        <Words
          label="Your comment"
          deed="Save"
          text={comment.text}
          onSend={async (text) => {
            await changeComment(comment.id, text);
            await onChanged();
            setChanging(false);
          }}
          onCancel={() => setChanging(false)}
        />
      ) : (
        <p className={classes.text}>{comment.text}</p>
      )}
    </li>
  );
}

/** What was said, the oldest first. */
export function Said({
  comments,
  onChanged,
  head,
}: {
  comments: readonly CommentForm[];
  onChanged: () => Promise<void>;
  /** What stands above each, such as the place that it is about. */
  head?: (comment: CommentForm) => ReactNode;
}): ReactNode {
  const now = useNow(30_000);
  return (
    <ol className={classes.thread}>
      {comments.map((comment) => (
        <Comment key={comment.id} {...{ comment, now, onChanged }} head={head?.(comment)} />
      ))}
    </ol>
  );
}

/** The field for a new comment, or why there is none. */
export function Say({
  rights,
  label = "Add a comment",
  onSend,
}: {
  rights: string[] | undefined;
  label?: string;
  onSend: (text: string) => Promise<unknown>;
}): ReactNode {
  if (rights === undefined) return null;
  return rights.includes("comment") ? (
    <Words label={label} deed="Comment" onSend={onSend} />
  ) : (
    <p className={classes.gone}>
      As a viewer you read along. To comment takes the role of a commenter, which an owner of the
      team can give you.
    </p>
  );
}

function Thread({ place, rights }: AboutProps): ReactNode {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(commentsQuery(place));
  const onChanged = () => client.invalidateQueries({ queryKey: commentsQuery(place).queryKey });
  if (data === undefined)
    return error === null ? (
      <Skeleton height={80} label="Loading the comments" />
    ) : (
      <ProblemNotice error={error} onRetry={() => void refetch()} />
    );
  return (
    <div className={classes.stack}>
      {data.length === 0 ? <p className={classes.gone}>Nobody has said anything yet.</p> : null}
      <Said comments={data} onChanged={onChanged} />
      <Say
        rights={rights}
        onSend={async (text) => {
          await writeComment({ ...place, path: [], about: "" }, text);
          await onChanged();
        }}
      />
    </div>
  );
}

export function Comments(props: AboutProps): ReactNode {
  const { data } = useQuery(commentsQuery(props.place));
  const said = data?.filter((comment) => !comment.is_deleted).length ?? 0;
  return (
    <Card title="Comments" note={said === 0 ? undefined : count(said, "comment")}>
      <Thread {...props} />
    </Card>
  );
}
