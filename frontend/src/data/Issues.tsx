/** What is wrong with an upload, each fault with its place; and what is odd but allowed. */
import { type ReactNode, useState } from "react";
import type { Issue } from "../api/forms";
import { count, sentence, titleOf } from "../ui/format";
import { Notice } from "../ui/Notice";
import classes from "./Dataset.module.css";

/** Faults may be equal in place and kind: only their order tells them apart. */
const keyOf = (issue: Issue, at: number): string => `${at}:${issue.code}`;

export function Faults({ issues }: { issues: Issue[] }): ReactNode {
  return (
    <ul className={classes.issues} aria-label="Faults">
      {issues.map((issue, at) => (
        <li key={keyOf(issue, at)}>
          <span className={classes.place}>
            {issue.path.length === 0 ? "whole file" : issue.path.join(" › ")}
          </span>
          <span>
            {sentence(issue.message)}
            {issue.fix ? ` ${sentence(issue.fix.title)}` : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}

const TITLES: Record<string, string> = {
  duplicates: "Some items are there more than once",
  leaked: "The test part holds items of other parts",
  unbalanced: "The classes are far from equal in number",
  skipped: "Some files were left out",
  no_target: "Some rows have no target",
  class_not_tested: "Some classes are not tested",
};

const MOST_SHOWN = 5;

function Warning({ code, issues }: { code: string; issues: Issue[] }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? issues : issues.slice(0, MOST_SHOWN);
  const words = (issue: Issue): string =>
    issue.path.length === 0
      ? sentence(issue.message)
      : `${issue.path.join(" › ")}: ${sentence(issue.message)}`;
  const only = issues.length === 1 ? issues[0] : undefined;
  return (
    <Notice tone="warn" title={TITLES[code] ?? titleOf(code)}>
      {only ? (
        words(only)
      ) : (
        <ul className={classes.warnings}>
          {shown.map((issue, at) => (
            <li key={keyOf(issue, at)}>{words(issue)}</li>
          ))}
        </ul>
      )}
      {isOpen || issues.length <= MOST_SHOWN ? null : (
        <button type="button" className={classes.more} onClick={() => setOpen(true)}>
          and {count(issues.length - MOST_SHOWN, "other")}
        </button>
      )}
    </Notice>
  );
}

/** Warnings of one kind share a notice. */
export function Warnings({ issues }: { issues: Issue[] }): ReactNode {
  const kinds = [...new Set(issues.map(({ code }) => code))];
  if (kinds.length === 0) return null;
  return (
    <div className={classes.notices}>
      {kinds.map((code) => (
        <Warning key={code} code={code} issues={issues.filter((issue) => issue.code === code)} />
      ))}
    </div>
  );
}
