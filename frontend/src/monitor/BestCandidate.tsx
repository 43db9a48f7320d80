import type { ReactNode } from "react";
import type { Snapshot } from "../api/forms";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { formatDuration, formatExact, formatQuantity, formatScore, titleOf } from "../ui/format";
import { GraphPlate } from "../ui/GraphPlate";
import { LinkButton } from "../ui/LinkButton";
import classes from "./BestCandidate.module.css";
import { describeBirth } from "./birth";

/** The leader: its graph, its costs, and the way to its page. */
export function BestCandidate({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const { best, objectives, ended_at } = snapshot.run;
  if (best === null && ended_at !== null)
    return (
      <Card title="Best candidate">
        <Empty title="There is none">
          No candidate came to a score. The log and the table say why each of them failed.
        </Empty>
      </Card>
    );
  if (best === null)
    return (
      <Card title="Best candidate">
        <Empty title="No candidate has a score yet">
          The graph of the best one so far appears here, and changes only when a better one is
          found.
        </Empty>
      </Card>
    );
  const item = snapshot.candidates.find((candidate) => candidate.index === best.index);
  return (
    <Card title="Best candidate" note={`#${best.index}`} flush>
      <div className={classes.whole}>
        <GraphPlate
          src={`/api/candidates/${best.candidate}/graph.svg`}
          alt={`Graph of the best candidate, number ${best.index}`}
        />
        <div className={classes.body}>
          <dl className={classes.facts}>
            <div>
              <dt>{titleOf(objectives[0]?.metric ?? "score")}</dt>
              <dd>{formatScore(best.value)}</dd>
            </div>
            <div title={item && formatExact(item.parameters)}>
              <dt>Parameters</dt>
              <dd>{formatQuantity(item?.parameters)}</dd>
            </div>
            <div title={item && formatExact(item.macs)}>
              <dt>MACs</dt>
              <dd>{formatQuantity(item?.macs)}</dd>
            </div>
            <div>
              <dt>Training</dt>
              <dd>{formatDuration(item?.seconds)}</dd>
            </div>
          </dl>
          <p className={classes.birth}>{item === undefined ? "" : describeBirth(item)}</p>
          {snapshot.run.ended_at === null ? (
            <LinkButton to="/candidates/$id" params={{ id: best.candidate }} fullWidth>
              Open best candidate
            </LinkButton>
          ) : null}
        </div>
      </div>
    </Card>
  );
}
