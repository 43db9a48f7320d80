/** What is wrong with a place, each with its repair. */

import { Button } from "@mantine/core";

import type { Issue } from "../../api/forms";
import type { Command } from "../../document/commands";
import { issueWords } from "../canvas/titles";
import { useAnalysis, useDesigner, useDocument, useOpened } from "../context";
import styles from "./inspector.module.css";

/** `isOwn` leaves out what belongs to the nodes and wires inside. */
export function PlaceProblems({ path, isOwn = false }: { path: string[]; isOwn?: boolean }) {
  const { issues } = useAnalysis();
  const { catalogue } = useOpened();
  const document = useDocument();
  const here = issues.filter(
    (issue) =>
      path.every((step, index) => issue.path[index] === step) &&
      !(isOwn && INSIDE.has(issue.path[path.length] ?? "")),
  );
  if (here.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="Problems here">
      {here.map((issue) => (
        <li
          key={`${issue.code} ${issue.path.join("/")} ${issue.message}`}
          data-severity={issue.severity}
        >
          {issueWords(issue, document, catalogue)} <FixButton issue={issue} />
        </li>
      ))}
    </ul>
  );
}

const INSIDE = new Set(["nodes", "edges"]);

export function FixButton({ issue }: { issue: Issue }) {
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const { fix } = issue;
  if (!fix || isReadOnly) return null;
  const command = { name: fix.command, arguments: fix.arguments } as Command;
  return (
    <Button size="compact-xs" variant="light" onClick={() => store.getState().run(command)}>
      {fix.title}
    </Button>
  );
}
