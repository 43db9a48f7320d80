/** The mark of a node or wire on the canvas that somebody has commented on. */

import type { CSSProperties, ReactNode } from "react";

import { count } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { useOpened } from "../context";
import type { Shown } from "../store";
import { openModule } from "../store";
import { COMMENTS } from "./TalkHere";
import { useSaidAt } from "./Talking";
import styles from "./talk.module.css";

export interface MarkProps {
  /** The path of the place in the document. */
  path: readonly string[];
  place: Pick<Shown, "node" | "edge">;
  className?: string | undefined;
  style?: CSSProperties;
}

/** A click shows what was said. It is no stop of the Tab key: the canvas is one. */
export function Mark({ path, place, className, style }: MarkProps): ReactNode {
  const { store } = useOpened();
  const said = useSaidAt(path);
  if (said === 0) return null;
  const show = () => {
    const state = store.getState();
    state.show(openModule(state), { ...place, argument: COMMENTS });
    state.turnTo("inspector");
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${styles.mark} ${className ?? ""} nodrag nopan`}
      style={style}
      title={`${count(said, "comment")}: show`}
      aria-label={`${count(said, "comment")} on ${place.node ?? `wire ${place.edge}`}`}
      onClick={show}
    >
      <Icon name="comment" size={12} />
      {said}
    </button>
  );
}
