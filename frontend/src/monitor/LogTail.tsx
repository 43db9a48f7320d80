import type { ReactNode } from "react";
import type { Snapshot } from "../api/forms";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { formatClock } from "../ui/format";
import classes from "./LogTail.module.css";
import { logLine } from "./logLine";

/** What happened, newest first, so that news never push away what is being read below. */
export function LogTail({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const { log, run } = snapshot;
  const metrics = run.objectives.map(({ metric }) => metric);
  return (
    <Card title="Log" note={log.length === 100 ? "the last 100 lines" : undefined} flush>
      {log.length === 0 ? (
        <Empty title="Nothing has happened yet">Scores, failures and ends are written here.</Empty>
      ) : (
        <div className={classes.frame}>
          <ol className={classes.log}>
            {log.toReversed().map((event) => {
              const line = logLine(event, metrics);
              return (
                <li key={event.seq} data-tone={line.tone}>
                  <time dateTime={event.at}>{formatClock(Date.parse(event.at))}</time>
                  <span>{line.text}</span>
                </li>
              );
            })}
          </ol>
        </div>
      )}
    </Card>
  );
}
