/** What members say about a run or a candidate; guests hear nothing of it. */
import type { ReactNode } from "react";
import type { Place } from "../api/forms";
import { useGuest } from "../ui/guest";
import { Comments } from "./Comments";
import { Note } from "./Note";
import { useRights } from "./rights";
import classes from "./Talk.module.css";

export interface TalkProps {
  place: Place;
  project: string | undefined;
}

export function Talk({ place, project }: TalkProps): ReactNode {
  const rights = useRights(project);
  if (useGuest() !== null) return null;
  return (
    <div className={classes.talk}>
      <Comments place={place} rights={rights} />
      <Note place={place} rights={rights} />
    </div>
  );
}
