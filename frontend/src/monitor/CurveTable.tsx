import type { ReactNode } from "react";
import type { CandidateSummary } from "../api/forms";
import { CandidateLink } from "../ui/CandidateLink";
import { formatScore, titleOf } from "../ui/format";
import table from "../ui/Table.module.css";
import type { Line } from "./curves";

export interface CurveTableProps {
  lines: Line[];
  candidates: CandidateSummary[];
  metric: string;
  height: number;
}

/** The cloud in numbers, best candidates first. */
export function CurveTable({ lines, candidates, metric, height }: CurveTableProps): ReactNode {
  const known = new Map(candidates.map((item) => [item.index, item]));
  const place = (line: Line): number => known.get(line.index)?.rank ?? 1e9 + line.index;
  const sorted = [...lines].sort((a, b) => place(a) - place(b));
  return (
    <div className={table.scroll} style={{ height, overflowY: "auto" }}>
      <table className={table.table} aria-label={`Learning curves of ${titleOf(metric)}`}>
        <thead>
          <tr>
            <th scope="col">Candidate</th>
            <th scope="col" className={table.number}>
              Epochs
            </th>
            <th scope="col" className={table.number}>
              Last
            </th>
            <th scope="col">By epoch</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((line) => (
            <tr key={line.index}>
              <th scope="row">
                <CandidateLink id={known.get(line.index)?.id ?? ""}>#{line.index}</CandidateLink>
              </th>
              <td className={table.number}>{line.steps.at(-1)}</td>
              <td className={table.number}>{formatScore(line.values.at(-1))}</td>
              <td>{line.values.map((value) => Number(value.toPrecision(3))).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
