/** The foot of the designer: problems, exact size, cost, and which strategies can run it. */

import { Popover, Tooltip, UnstyledButton } from "@mantine/core";
import { useEffect, useState } from "react";

import type { Issue, Range, Report } from "../../api/forms";
import { formatExact, formatQuantity } from "../../ui/format";
import { insideOf, mergeIssues, placeOf } from "../canvas/problems";
import { useAnalysis, useOpened } from "../context";
import { type Reported, useReport } from "../draft/useReport";
import { FixButton } from "../inspector/PlaceProblems";
import styles from "./bar.module.css";

export function StatusBar() {
  const reported = useReport();
  const { report, isOld } = reported;
  return (
    <section className={styles.status} aria-label="Report on the space">
      <Problems report={report} />
      <span data-testid="space-size" className={isOld ? styles.old : ""}>
        {sizeWords(reported)}
      </span>
      {report?.parameters && (
        <RangeWords name="parameters" range={report.parameters} {...{ report, isOld }} />
      )}
      {report?.macs && <RangeWords name="MACs" range={report.macs} {...{ report, isOld }} />}
      <span className={styles.space} />
      {report && <Strategies report={report} />}
    </section>
  );
}

export function sizeWords({ report, error }: Pick<Reported, "report" | "error">): string {
  if (error) return "Size unknown: the server does not answer";
  if (!report) return "Counting …";
  if (report.size === null) return "Size: mend the problems first";
  const about = report.is_size_exact ? "" : "at most ";
  const noun = report.size === "1" ? "architecture" : "architectures";
  return `${about}${formatExact(report.size)} ${noun}`;
}

interface Cost {
  name: "parameters" | "MACs";
  range: Range;
  report: Pick<Report, "samples" | "tried" | "is_whole">;
}

/** The range of a cost; one that is not proven says so. */
export function rangeWords({ name, range, report }: Cost): string {
  const [min, max] = [formatQuantity(range.min), formatQuantity(range.max)];
  const words = `${range.min === range.max ? min : `${min}–${max}`} ${name}`;
  return range.is_exact ? words : `${words} found in ${formatExact(report.tried)} tried`;
}

/** What the range is and where it comes from, exact figures included. */
export function rangeHint({ name, range, report }: Cost): string {
  const [min, max] = [formatExact(range.min), formatExact(range.max)];
  const median = `Median ${formatQuantity(range.median)}`;
  const basis = report.is_whole ? "of all" : `of ${formatExact(report.samples)} drawn at random`;
  const ends = range.is_exact
    ? `No architecture has fewer than ${min} or more than ${max} ${name}, and some reach each.`
    : `From ${min} to ${max} ${name} were found; architectures that were not tried may have ` +
      "fewer or more.";
  return `${ends} ${median}, ${basis}.`;
}

function RangeWords({ isOld, ...cost }: Cost & { isOld: boolean }) {
  return (
    <Tooltip label={rangeHint(cost)} multiline maw={360}>
      <span className={isOld ? styles.old : ""}>{rangeWords(cost)}</span>
    </Tooltip>
  );
}

/** A panel of the bar. While it is open, Escape closes it and does nothing else. */
function usePanel(isAble: boolean) {
  const [isWanted, setOpened] = useState(false);
  const opened = isWanted && isAble;
  useEffect(() => {
    if (!opened) return;
    const close = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      setOpened(false);
    };
    window.addEventListener("keydown", close, true);
    return () => window.removeEventListener("keydown", close, true);
  }, [opened]);
  return { props: { opened, onChange: setOpened }, toggle: () => setOpened(!opened) };
}

function Strategies({ report }: { report: Report }) {
  const able = report.strategies.filter(({ refusal }) => refusal === null);
  const panel = usePanel(report.strategies.length > 0);
  if (report.strategies.length === 0) return null;
  return (
    <Popover position="top-end" shadow="md" withinPortal returnFocus {...panel.props}>
      <Popover.Target>
        <UnstyledButton className={styles.statusButton} onClick={panel.toggle}>
          {able.length} of {report.strategies.length} strategies can search it
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={styles.verdicts}>
          {report.strategies.map(({ strategy, refusal }) => (
            <li key={strategy} data-able={refusal === null}>
              <strong>{strategy.replaceAll("_", " ")}</strong> {refusal ?? "can search this space"}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Problems seen here at once, with those only the server can see; a click goes to the place. */
function Problems({ report }: { report: Report | null }) {
  const { issues } = useAnalysis();
  const all = mergeIssues(issues, report?.issues ?? []);
  const errors = all.filter((issue) => issue.severity !== "warning").length;
  const look = errors > 0 ? styles.wrong : all.length > 0 ? styles.doubtful : styles.fine;
  const panel = usePanel(all.length > 0);
  return (
    <Popover position="top-start" shadow="md" withinPortal width={460} returnFocus {...panel.props}>
      <Popover.Target>
        <UnstyledButton className={`${styles.statusButton} ${look}`} onClick={panel.toggle}>
          Problems {all.length}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={styles.problemList} aria-label="Problems">
          {all.map((issue) => (
            <ProblemRow
              key={`${issue.code} ${issue.path.join("/")} ${issue.message}`}
              issue={issue}
            />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function ProblemRow({ issue }: { issue: Issue }) {
  const { store } = useOpened();
  const { module, ...place } = placeOf(issue.path);
  const where = [module, place.node ?? place.edge].filter(Boolean).join(" › ");
  return (
    <li data-severity={issue.severity}>
      <UnstyledButton
        className={styles.problem}
        disabled={module === null}
        onClick={() =>
          module && store.getState().show(module, { ...place, ...insideOf(issue.path) })
        }
      >
        {where && <small>{where}</small>}
        {issue.message}
      </UnstyledButton>
      <FixButton issue={issue} />
    </li>
  );
}
