/** What is wrong with the space: one row for each fault, with what follows from it folded in. */

import { Popover, UnstyledButton } from "@mantine/core";

import type { Issue, Report } from "../../api/forms";
import { type Fault, faultsOf } from "../canvas/folding";
import { insideOf, mergeIssues, placeOf } from "../canvas/problems";
import { issueWords, namesOfModules, placeTitle, shortName } from "../canvas/titles";
import { useAnalysis, useDocument, useOpened } from "../context";
import { FixButton } from "../inspector/PlaceProblems";
import styles from "./bar.module.css";
import { usePanel } from "./usePanel";

/** Problems seen here at once, with those only the server can see; a click goes to the place. */
export function Problems({ report }: { report: Report | null }) {
  const { issues } = useAnalysis();
  const document = useDocument();
  const faults = faultsOf(mergeIssues(issues, report?.issues ?? []), document);
  const wrong = faults.filter(({ issue }) => issue.severity !== "warning").length;
  const hints = faults.length - wrong;
  const look = wrong > 0 ? styles.wrong : faults.length > 0 ? styles.doubtful : styles.fine;
  const panel = usePanel(faults.length > 0);
  return (
    <Popover position="top-start" shadow="md" withinPortal width={460} returnFocus {...panel.props}>
      <Popover.Target>
        <UnstyledButton className={`${styles.statusButton} ${look}`} onClick={panel.toggle}>
          Problems {wrong}
          {hints > 0 && ` · ${hints} ${hints === 1 ? "hint" : "hints"}`}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""}>
        <FaultList faults={faults} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface FaultListProps {
  faults: readonly Fault[];
  /** Called when a place is gone to. */
  onGo?: () => void;
}

export function FaultList({ faults, onGo }: FaultListProps) {
  return (
    <ul className={styles.problemList} aria-label="Problems">
      {faults.map((fault) => (
        <FaultRow key={keyOf(fault.issue)} fault={fault} onGo={onGo} />
      ))}
    </ul>
  );
}

function keyOf({ code, path, message }: Issue): string {
  return `${code} ${path.join("/")} ${message}`;
}

type Going = { onGo: (() => void) | undefined };

function FaultRow({ fault: { issue, follows }, onGo }: { fault: Fault } & Going) {
  return (
    <li data-severity={issue.severity}>
      <div className={styles.fault}>
        <Place issue={issue} onGo={onGo} />
        <FixButton issue={issue} />
      </div>
      {follows.length > 0 && (
        <details className={styles.follows}>
          <summary>
            {follows.length} more {follows.length === 1 ? "follows" : "follow"} from it
          </summary>
          <ul>
            {follows.map((other) => (
              <li key={keyOf(other)}>
                <Place issue={other} onGo={onGo} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Place({ issue, onGo }: { issue: Issue } & Going) {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const where = useWhere(issue);
  const { module, ...place } = placeOf(issue.path);
  return (
    <UnstyledButton
      className={styles.problem}
      disabled={module === null}
      onClick={() => {
        if (!module) return;
        onGo?.();
        const inside = insideOf(issue.path);
        store.getState().show(module, { ...place, ...inside });
        store.getState().turnTo(inside.argument ? "inspector" : "canvas");
      }}
    >
      {where && <small>{where}</small>} {issueWords(issue, document, catalogue)}
    </UnstyledButton>
  );
}

/** The place in the words that stand on the canvas. */
function useWhere({ path }: Issue): string {
  const document = useDocument();
  const { catalogue } = useOpened();
  const place = placeOf(path);
  if (place.module === null) return "";
  const module = shortName(namesOfModules(document), place.module);
  return [module, placeTitle(place, document, catalogue)].filter(Boolean).join(" › ");
}
