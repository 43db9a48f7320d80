/** What went wrong or needs saying, why, and what to do next. */
import type { ReactNode } from "react";
import { messageOf, ProblemError } from "../api/client";
import { sentence } from "./format";
import { Icon, type IconName } from "./Icon";
import classes from "./Notice.module.css";

type Tone = "error" | "warn" | "info" | "ok";

const ICONS: Record<Tone, IconName> = { error: "cross", warn: "alert", info: "clock", ok: "done" };

export interface NoticeProps {
  tone: Tone;
  title?: string | undefined;
  onRetry?: (() => void) | undefined;
  children: ReactNode;
}

export function Notice({ tone, title, onRetry, children }: NoticeProps): ReactNode {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === "error" ? "alert" : "status"}>
      <span className={classes.icon}>
        <Icon name={ICONS[tone]} />
      </span>
      <div className={classes.text}>
        {title === undefined ? null : <strong>{title}</strong>}
        <div>{children}</div>
        {onRetry === undefined ? null : (
          <button type="button" className={classes.retry} onClick={onRetry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}

/** An error of the server or the network, with every issue it names and its fix. */
export function ProblemNotice({
  error,
  onRetry,
  isPlain = false,
}: {
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** Leave the code out: it helps to report an error, and says nothing of a mistyped word. */
  isPlain?: boolean;
}): ReactNode {
  const problem = error instanceof ProblemError ? error.problem : null;
  // A lone issue is often the whole message: it is said once.
  const issues = problem?.issues.filter(
    ({ message, fix }) => fix || sentence(message) !== messageOf(error),
  );
  return (
    <Notice tone="error" title={messageOf(error)} onRetry={onRetry}>
      {issues === undefined || issues.length === 0 ? null : (
        <ul className={classes.issues}>
          {issues.map((issue) => (
            <li key={`${issue.path.join("/")}:${issue.code}`}>
              {sentence(issue.message)}
              {issue.fix ? <span className={classes.fix}> Fix: {issue.fix.title}.</span> : null}
            </li>
          ))}
        </ul>
      )}
      {isPlain || problem === null || problem.code === "" ? null : (
        <span className={classes.code}>{problem.code}</span>
      )}
    </Notice>
  );
}
