/** At the foot of the inspector: what is said about the selected node, wire or module. */

import type { ReactNode } from "react";

import { Said, Say } from "../../team/Comments";
import talk from "../../team/Talk.module.css";
import { ProblemNotice } from "../../ui/Notice";
import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import { aboutWords, keyOf, pathIn, pathOf } from "./places";
import { type Talk, useTalk } from "./Talking";
import styles from "./talk.module.css";

/** The field that a mark on the canvas leads to. */
export const COMMENTS = "comments";

export function TalkHere(): ReactNode {
  const held = useTalk();
  const document = useDocument();
  const [module] = useOpenModule();
  const selection = useDesigner((state) => state.selection);
  const path = pathOf(document, module, selection);
  if (!held || !path) return null;
  return <About key={keyOf(path)} path={path} held={held} />;
}

function About({ path, held }: { path: string[]; held: Talk }): ReactNode {
  const { catalogue } = useOpened();
  const document = useDocument();
  const about = aboutWords(document, catalogue, path);
  const here = held.said?.filter((comment) => keyOf(pathIn(comment)) === keyOf(path)) ?? [];
  return (
    <section className={styles.here} aria-label="Comments" data-field={COMMENTS}>
      <h3 className={styles.title}>Comments</h3>
      {held.error !== null && held.said === undefined ? (
        <ProblemNotice error={held.error} onRetry={held.retry} />
      ) : (
        <div className={talk.stack}>
          <Said comments={here} onChanged={held.onChanged} />
          <Say
            rights={held.rights}
            label={`Comment on ${about}`}
            onSend={(text) => held.say(path, about, text)}
          />
        </div>
      )}
    </section>
  );
}
