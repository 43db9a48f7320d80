/** Every comment on the space in one list, each with the way to what it is about. */

import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

import type { CommentForm } from "../../api/forms";
import { Said } from "../../team/Comments";
import classes from "../../team/Talk.module.css";
import { ProblemNotice } from "../../ui/Notice";
import bar from "../bar/bar.module.css";
import { placeOf } from "../canvas/problems";
import { useDocument, useOpened } from "../context";
import { isThere, pathIn, wasAbout } from "./places";
import { useTalk } from "./Talking";
import styles from "./talk.module.css";

export interface AllTalkProps {
  isOpened: boolean;
  onClose: () => void;
}

export function AllTalk({ isOpened, onClose }: AllTalkProps): ReactNode {
  return (
    <Modal
      opened={isOpened}
      onClose={onClose}
      title="Comments on the space"
      size="lg"
      classNames={{ title: bar.dialogTitle ?? "" }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <List onClose={onClose} />
    </Modal>
  );
}

function List({ onClose }: Pick<AllTalkProps, "onClose">): ReactNode {
  const talk = useTalk();
  if (!talk) return null;
  const { said, error, retry, onChanged } = talk;
  if (said === undefined)
    return error === null ? null : <ProblemNotice error={error} onRetry={retry} />;
  if (said.length === 0)
    return (
      <p className={classes.gone}>
        Nobody has said anything yet. Select a node or a wire: the field for comments is at the foot
        of the inspector.
      </p>
    );
  return (
    <Said
      comments={said}
      onChanged={onChanged}
      head={(comment) => <About comment={comment} onGo={onClose} />}
    />
  );
}

function About({ comment, onGo }: { comment: CommentForm; onGo: () => void }): ReactNode {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const path = pathIn(comment);
  const { words, since } = wasAbout(document, catalogue, comment);
  const go = () => {
    onGo();
    const { module, ...place } = placeOf(path);
    const { show, turnTo } = store.getState();
    show(module ?? document.root, place);
    turnTo("canvas");
  };
  return (
    <p className={styles.about}>
      {isThere(document, path) ? (
        <button type="button" className={styles.jump} onClick={go} title="Show it">
          {words}
        </button>
      ) : (
        <span>{words}</span>
      )}
      {since && <span className={styles.since}>{since}</span>}
    </p>
  );
}
