/** What is going on with an upload that is no data yet, or that was refused. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { DataForm } from "../api/forms";
import { Card } from "../ui/Card";
import { count, formatBytes } from "../ui/format";
import { Icon, type IconName } from "../ui/Icon";
import { LinkButton } from "../ui/LinkButton";
import { Notice } from "../ui/Notice";
import classes from "./Dataset.module.css";
import { Faults } from "./Issues";

interface StepProps {
  at: "done" | "now" | "next";
  title: string;
  children: ReactNode;
}

const ICONS: Record<StepProps["at"], IconName> = { done: "done", now: "clock", next: "minus" };

function Step({ at, title, children }: StepProps): ReactNode {
  return (
    <li data-at={at} aria-current={at === "now" ? "step" : undefined}>
      <Icon name={ICONS[at]} />
      <div>
        <strong>{title}</strong>
        <div>{children}</div>
      </div>
    </li>
  );
}

/** Waiting and being checked: what was done, what is done now, what comes. */
export function BeingChecked({ data }: { data: DataForm }): ReactNode {
  const isWaiting = data.state === "waiting";
  return (
    <Card title={isWaiting ? "Waiting for a worker" : "Being checked"} note="looks again by itself">
      <ol className={classes.steps}>
        <Step at="done" title="Kept">
          {data.file_name}, {formatBytes(data.size)}. You may leave this page.
        </Step>
        <Step at={isWaiting ? "now" : "done"} title="Taken by a worker">
          {isWaiting ? (
            <>
              The first one that is free takes it. <Link to="/workers">Look at the workers</Link>
            </>
          ) : (
            "It reads the file in a process of its own."
          )}
        </Step>
        <Step at={isWaiting ? "next" : "now"} title="Read whole">
          Every item is opened, and all faults are told together.
        </Step>
        <Step at="next" title="Split and counted">
          Parts, classes, columns and samples are shown here.
        </Step>
      </ol>
      <p className="visually-hidden" role="status">
        {isWaiting ? "Waiting for a worker" : "A worker reads the file"}
      </p>
    </Card>
  );
}

/** Refused: every fault, and the ways on. */
export function Refused({ data }: { data: DataForm }): ReactNode {
  const faults = count(data.issues.length, "fault");
  return (
    <>
      <Notice tone="error" title={`${data.file_name} could not be made into data`}>
        {data.issues.length === 0
          ? "Nothing was said of why."
          : `${faults} found. Mend the file and upload it again, or have it read otherwise.`}
      </Notice>
      <Card title="Faults" note={faults}>
        <Faults issues={data.issues} />
        <div className={classes.actions}>
          <LinkButton to="/data">Upload another file</LinkButton>
        </div>
      </Card>
    </>
  );
}
