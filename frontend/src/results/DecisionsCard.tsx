import type { ReactNode } from "react";
import type { CandidateForm } from "../api/forms";
import { wordsOf } from "../monitor/decisionWords";
import { useDrawing } from "../monitor/useDrawing";
import { Card } from "../ui/Card";
import { count } from "../ui/format";
import table from "../ui/Table.module.css";
import classes from "./CandidatePage.module.css";

/** Every choice of the space, and what was taken, as the drawing calls it; the ids are hints. */
export function DecisionsCard({ candidate }: { candidate: CandidateForm }): ReactNode {
  const drawing = useDrawing(candidate.version);
  const rows = Object.entries(candidate.decisions).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Card title="Decisions" note={count(rows.length, "decision")} flush>
      <div className={classes.decisions}>
        <table className={table.table} aria-label="Decisions">
          <thead>
            <tr>
              <th scope="col">Choice</th>
              <th scope="col">Taken</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([path, value]) => {
              const { where, taken } = wordsOf(path, value, drawing);
              return (
                <tr key={path}>
                  <th scope="row" title={path}>
                    {where}
                  </th>
                  <td title={typeof value === "string" ? value : JSON.stringify(value)}>{taken}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
