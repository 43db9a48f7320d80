import { Fragment, type ReactNode, useEffect, useRef } from "react";
import { Card } from "../ui/Card";
import { count } from "../ui/format";
import table from "../ui/Table.module.css";
import classes from "./CandidatePage.module.css";
import type { DecisionLine, Reading } from "./useReading";

/** Every choice of the space, and what was taken, as the graph beside it is read. */
export function DecisionsCard({ reading }: { reading: Reading }): ReactNode {
  const { lines, isPlaced } = reading;
  return (
    <Card title="Decisions" note={count(lines.length, "decision")} flush>
      <div className={classes.decisions}>
        <table className={table.table} aria-label="Decisions">
          <thead>
            <tr>
              <th scope="col">Choice</th>
              <th scope="col">Taken</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, k) => (
              <Fragment key={line.path}>
                {isPlaced && line.frame !== lines[k - 1]?.frame ? (
                  <tr className={classes.frame}>
                    <th colSpan={2} scope="rowgroup">
                      {line.frame || "Whole space"}
                    </th>
                  </tr>
                ) : null}
                <Line line={line} reading={reading} />
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** The words are those of the drawing; the ids are hints. */
function Line({ line, reading }: { line: DecisionLine; reading: Reading }): ReactNode {
  const { path, value, within, taken, boxes } = line;
  const row = useRef<HTMLTableRowElement>(null);
  const isChosen = reading.chosen.includes(path);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  const canPoint = boxes.length > 0;
  return (
    <tr
      ref={row}
      className={classes.decision}
      data-lit={(canPoint && reading.lit.includes(path)) || undefined}
      onPointerEnter={() => canPoint && reading.point([path])}
      onPointerLeave={() => canPoint && reading.point([])}
    >
      <th scope="row" title={path}>
        {canPoint ? (
          <button
            type="button"
            className={classes.choose}
            aria-pressed={isChosen}
            onClick={() => reading.choose([path])}
          >
            {within}
          </button>
        ) : (
          within
        )}
      </th>
      <td title={typeof value === "string" ? value : JSON.stringify(value)}>{taken}</td>
    </tr>
  );
}
