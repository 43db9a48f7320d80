/** The candidates, best first. It never moves under the hand of somebody who reads it. */
import { type ReactNode, useState } from "react";
import type { Snapshot } from "../api/forms";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { count, formatExact, titleOf } from "../ui/format";
import table from "../ui/Table.module.css";
import { CandidateRow } from "./CandidateRow";
import classes from "./Leaderboard.module.css";
import { MoreCandidates } from "./MoreCandidates";
import { type SortKey, useOrder } from "./order";

const COLUMNS: { key: SortKey | null; label: string; isNumber: boolean }[] = [
  { key: "rank", label: "Rank", isNumber: true },
  { key: "index", label: "Candidate", isNumber: false },
  { key: "rank", label: "score", isNumber: true },
  { key: "parameters", label: "Parameters", isNumber: true },
  { key: "macs", label: "MACs", isNumber: true },
  { key: null, label: "Origin", isNumber: false },
  { key: null, label: "State", isNumber: false },
  { key: null, label: "Time", isNumber: true },
];

interface HeadProps {
  metric: string;
  sort: SortKey;
  onSort: (key: SortKey) => void;
}

interface HeadCellProps {
  text: string;
  sortKey: SortKey | null;
  isSorted: boolean;
  isNumber: boolean;
  onSort: (key: SortKey) => void;
}

function HeadCell({ text, sortKey, isSorted, isNumber, onSort }: HeadCellProps): ReactNode {
  const isDescending = sortKey === "index";
  const order = isDescending ? "descending" : "ascending";
  return (
    <th
      scope="col"
      className={isNumber ? table.number : undefined}
      aria-sort={isSorted ? order : undefined}
    >
      {sortKey === null ? (
        text
      ) : (
        <button type="button" className={classes.sort} onClick={() => onSort(sortKey)}>
          {text}
          {isSorted ? <span aria-hidden="true"> {isDescending ? "↓" : "↑"}</span> : null}
        </button>
      )}
    </th>
  );
}

function Head({ metric, sort, onSort }: HeadProps): ReactNode {
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ key, label, isNumber }) => (
          <HeadCell
            key={label}
            text={label === "score" ? titleOf(metric) : label}
            sortKey={key}
            isSorted={key === sort && label !== "score"}
            isNumber={isNumber}
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
  const metric = snapshot.run.objectives[0]?.metric ?? "score";
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
          <Head metric={metric} sort={sort} onSort={setSort} />
          <tbody>
            {rows.map((item) => (
              <CandidateRow
                key={item.index}
                item={item}
                metric={metric}
                isLooked={looked === item.index}
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
          <MoreCandidates run={snapshot.run.id} metric={metric} />
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
