/** The candidates, best first. It never moves under the hand of somebody who reads it. */
import { type ReactNode, useState } from "react";
import type { Snapshot } from "../api/forms";
import { useStarred } from "../team/Star";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { count, formatExact, titleOf } from "../ui/format";
import table from "../ui/Table.module.css";
import { CandidateRow } from "./CandidateRow";
import classes from "./Leaderboard.module.css";
import { MoreCandidates } from "./MoreCandidates";
import { type SortKey, useOrder } from "./order";
import { useDrawing } from "./useDrawing";

interface Column {
  key: SortKey | null;
  label: string;
  isNumber: boolean;
  isWide?: boolean;
  hint?: string;
}

const TIES = "Of equal scores, the one with fewer parameters comes first, then the earlier one";

/** Wide ones are left out on a narrow screen. */
const COLUMNS: Column[] = [
  { key: "rank", label: "Rank", isNumber: true, hint: TIES },
  { key: "index", label: "Candidate", isNumber: false },
  { key: "score", label: "score", isNumber: true },
  { key: "parameters", label: "Parameters", isNumber: true, isWide: true },
  { key: "macs", label: "MACs", isNumber: true, isWide: true },
  { key: null, label: "Origin", isNumber: false, isWide: true },
  { key: null, label: "State", isNumber: false },
  { key: null, label: "Time", isNumber: true, isWide: true },
];

interface HeadProps {
  metric: string;
  isMaximised: boolean;
  sort: SortKey;
  onSort: (key: SortKey) => void;
}

interface HeadCellProps {
  text: string;
  sortKey: SortKey | null;
  isSorted: boolean;
  isDescending: boolean;
  isNumber: boolean;
  isWide: boolean;
  hint: string | undefined;
  onSort: (key: SortKey) => void;
}

function HeadCell({
  text,
  sortKey,
  isSorted,
  isDescending,
  isNumber,
  isWide,
  hint,
  onSort,
}: HeadCellProps): ReactNode {
  const order = isDescending ? "descending" : "ascending";
  return (
    <th
      scope="col"
      className={[isNumber ? table.number : "", isWide ? classes.wide : ""].join(" ")}
      aria-sort={isSorted ? order : undefined}
      title={hint}
    >
      {sortKey === null ? (
        text
      ) : (
        <button type="button" className={classes.sort} onClick={() => onSort(sortKey)}>
          {text}
          <span className={classes.arrow} aria-hidden="true">
            {isSorted ? (isDescending ? "↓" : "↑") : ""}
          </span>
        </button>
      )}
    </th>
  );
}

function Head({ metric, isMaximised, sort, onSort }: HeadProps): ReactNode {
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ key, label, isNumber, isWide = false, hint }) => (
          <HeadCell
            key={label}
            text={label === "score" ? titleOf(metric) : label}
            sortKey={key}
            isSorted={key === sort}
            isDescending={key === "index" || (key === "score" && isMaximised)}
            isNumber={isNumber}
            isWide={isWide}
            hint={hint}
            onSort={onSort}
          />
        ))}
      </tr>
    </thead>
  );
}

const STEP = 50;

export interface LeaderboardProps {
  snapshot: Snapshot;
  looked: number | null;
  onLook: (index: number | null) => void;
}

export function Leaderboard({ snapshot, looked, onLook }: LeaderboardProps): ReactNode {
  const [sort, setSort] = useState<SortKey>("rank");
  const [shown, setShown] = useState(STEP);
  const order = useOrder(snapshot.candidates, sort);
  const objective = snapshot.run.objectives[0];
  const metric = objective?.metric ?? "score";
  const isMaximised = objective?.direction !== "min";
  const drawing = useDrawing(snapshot.run.version);
  const starred = useStarred("candidate");
  const rows = order.rows.slice(0, shown);
  return (
    <Card
      title="Leaderboard"
      note={<Showing shown={rows.length} snapshot={snapshot} />}
      flush
      actions={
        order.waiting === 0 ? undefined : (
          <button type="button" className={classes.pill} onClick={order.release}>
            {count(order.waiting, "row")} changed · update
          </button>
        )
      }
    >
      <div
        className={classes.scroll}
        onPointerEnter={order.hold}
        onPointerLeave={(event) => event.currentTarget.scrollTop < 4 && order.release()}
      >
        <table className={`${table.table} ${classes.table}`} aria-label="Leaderboard">
          <Head metric={metric} isMaximised={isMaximised} sort={sort} onSort={setSort} />
          <tbody>
            {rows.map((item) => (
              <CandidateRow
                key={item.index}
                item={item}
                metric={metric}
                drawing={drawing}
                isLooked={looked === item.index}
                isStarred={starred.has(item.id)}
                onLook={onLook}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 ? (
          <Empty title="No candidates yet">
            The strategy proposes the first ones as soon as a worker is free.
          </Empty>
        ) : null}
        {order.rows.length > shown ? (
          <button type="button" className={classes.more} onClick={() => setShown(shown + STEP * 2)}>
            Show {Math.min(STEP * 2, order.rows.length - shown)} more
          </button>
        ) : snapshot.total > snapshot.candidates.length ? (
          <MoreCandidates run={snapshot.run.id} metric={metric} drawing={drawing} />
        ) : null}
      </div>
    </Card>
  );
}

function Showing({ shown, snapshot }: { shown: number; snapshot: Snapshot }): ReactNode {
  const { total, candidates } = snapshot;
  if (shown === total) return count(total, "candidate");
  const rule = candidates.length < total ? " (the best 50 and the latest 250 are live)" : "";
  return `showing ${shown} of ${formatExact(total)}${rule}`;
}
