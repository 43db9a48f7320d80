/** The foot of the designer: problems, exact size, cost, and which strategies can run it. */

import { Popover, Tooltip, UnstyledButton } from "@mantine/core";
import { useEffect } from "react";
import type { Range, Report } from "../../api/forms";
import { count, formatExact, formatQuantity } from "../../ui/format";
import { useOpened } from "../context";
import { type Reported, useReport } from "../draft/useReport";
import styles from "./bar.module.css";
import { Problems } from "./Problems";
import { usePanel } from "./usePanel";

export function StatusBar() {
  const reported = useReport();
  const { report, isOld } = reported;
  const { store } = useOpened();
  // Keys and dialogs, which ask no server, find here what it said of just this drawing.
  useEffect(() => store.setState({ report: isOld ? null : report }), [store, report, isOld]);
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

function Strategies({ report }: { report: Report }) {
  const able = report.strategies.filter(({ refusal }) => refusal === null);
  const panel = usePanel(report.strategies.length > 0);
  if (report.strategies.length === 0) return null;
  return (
    <Popover position="top-end" shadow="md" withinPortal returnFocus {...panel.props}>
      <Popover.Target>
        <UnstyledButton className={styles.statusButton} onClick={panel.toggle}>
          {able.length} of {count(report.strategies.length, "strategy", "strategies")} can search it
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
