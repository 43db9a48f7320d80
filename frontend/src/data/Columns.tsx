/** What the columns of a table are, and what stands in them. */
import { type ReactNode, useState } from "react";
import type { Column } from "../api/forms";
import { Card } from "../ui/Card";
import { count, formatExact, formatQuantity } from "../ui/format";
import table from "../ui/Table.module.css";
import classes from "./Dataset.module.css";
import { MoreButton } from "./MoreButton";

const MOST_SHOWN = 40;
const MOST_VALUES = 4;

const KINDS: Record<Column["kind"], string> = {
  number: "number",
  category: "category",
  target: "target",
  split: "split",
  ignored: "left out",
};

/** Years and prices as they stand in the file, as long as they are short. */
function formatPlain(value: number | null | undefined): string {
  if (value === null || value === undefined || Math.abs(value) >= 1e7) return formatQuantity(value);
  return String(Number(value.toPrecision(5)));
}

function valuesOf({ kind, why = "", top = [], minimum, median, maximum }: Column): string {
  if (kind === "ignored") return why;
  if (kind === "number") return [minimum, median, maximum].map(formatPlain).join(" · ");
  const shown = top
    .slice(0, MOST_VALUES)
    .map(({ name, items }) => `${name} (${formatExact(items)})`);
  return top.length > MOST_VALUES ? `${shown.join(", ")} …` : shown.join(", ");
}

function ColumnRow({ column, values }: { column: Column; values: string }): ReactNode {
  return (
    <tr>
      <th scope="row" title={column.name}>
        {column.name}
      </th>
      <td className={classes.kind} data-kind={column.kind}>
        {KINDS[column.kind]}
      </td>
      <td className={table.number} data-label="missing">
        {column.missing === 0 ? (
          <span className={table.quiet}>0</span>
        ) : (
          formatExact(column.missing)
        )}
      </td>
      <td className={table.number} data-label="distinct">
        {formatExact(column.distinct)}
      </td>
      <td className={classes.wide}>{values}</td>
    </tr>
  );
}

export interface ColumnsProps {
  columns: Column[];
  /** The target is a number: its spread is shown beside. */
  isRegression: boolean;
}

export function Columns({ columns, isRegression }: ColumnsProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (columns.length === 0) return null;
  const shown = isOpen ? columns : columns.slice(0, MOST_SHOWN);
  return (
    <Card title="Columns" note={count(columns.length, "column")} flush>
      <div className={table.scroll}>
        <table className={`${table.table} ${table.stacked} ${classes.cells}`} aria-label="Columns">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Kind</th>
              <th scope="col" className={table.number}>
                Missing
              </th>
              <th scope="col" className={table.number}>
                Distinct
              </th>
              <th scope="col">Least · median · most, or most frequent</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => (
              <ColumnRow
                key={column.name}
                column={column}
                values={
                  isRegression && column.kind === "target"
                    ? "a number to be predicted"
                    : valuesOf(column)
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      {columns.length <= MOST_SHOWN ? null : (
        <div className={classes.foot}>
          <MoreButton isOpen={isOpen} onOpen={setOpen}>
            {isOpen ? "Show less" : `Show all ${count(columns.length, "column")}`}
          </MoreButton>
        </div>
      )}
    </Card>
  );
}
