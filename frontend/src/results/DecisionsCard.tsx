import type { ReactNode } from "react";
import { Card } from "../ui/Card";
import { count } from "../ui/format";
import table from "../ui/Table.module.css";
import classes from "./CandidatePage.module.css";

const text = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** Every choice of the space, and what was taken. */
export function DecisionsCard({ decisions }: { decisions: Record<string, unknown> }): ReactNode {
  const rows = Object.entries(decisions).sort(([a], [b]) => a.localeCompare(b));
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
            {rows.map(([path, value]) => (
              <tr key={path}>
                <th scope="row">
                  <code>{path}</code>
                </th>
                <td>
                  <code>{text(value)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
