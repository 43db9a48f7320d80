/** A table whose rows become small cards on a narrow screen. */
import type { ReactNode } from "react";
import table from "./Table.module.css";

interface TableProps {
  label: string;
  columns: string[];
  /** The last column has the buttons of a row; its head is only read aloud. */
  hasDeeds?: boolean;
  className?: string | undefined;
  /** The rows. */
  children: ReactNode;
}

export function Table(props: TableProps): ReactNode {
  const { label, columns, hasDeeds = false, className = "", children } = props;
  return (
    <div className={`${table.scroll} ${className}`}>
      <table className={`${table.table} ${table.stacked}`} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {hasDeeds ? (
              <th scope="col">
                <span className="visually-hidden">Deeds</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
