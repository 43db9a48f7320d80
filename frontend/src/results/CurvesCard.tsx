import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { CandidateForm, Curve } from "../api/forms";
import { curveQuery } from "../api/queries";
import { epochRange, metricsOf } from "../monitor/curves";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { formatQuantity, formatTicks, titleOf } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import quiet from "../ui/QuietButton.module.css";
import { Skeleton } from "../ui/Skeleton";
import table from "../ui/Table.module.css";
import classes from "./CandidatePage.module.css";

const HEIGHT = 200;

/** Metrics that share a scale are drawn together: losses apart from all that lies in 0 … 1. */
export function groupsOf(metrics: string[]): { title: string; metrics: string[] }[] {
  const losses = metrics.filter((name) => /loss/.test(name));
  const others = metrics.filter((name) => !/loss/.test(name));
  return [
    { title: "Scores", metrics: others },
    { title: "Loss", metrics: losses },
  ].filter((group) => group.metrics.length > 0);
}

/** One column of steps, one of values a metric; a step that a metric lacks is empty. */
export function columnsOf(curve: Curve, metrics: string[]): uPlot.AlignedData {
  const steps = [...new Set(metrics.flatMap((metric) => curve.steps[metric] ?? []))].sort(
    (a, b) => a - b,
  );
  const columns = metrics.map((metric) => {
    const at = new Map(
      (curve.steps[metric] ?? []).map((step, k) => [step, curve.values[metric]?.[k] ?? null]),
    );
    return steps.map((step) => at.get(step) ?? null);
  });
  return [steps, ...columns];
}

const read = (element: Element, name: string): string =>
  getComputedStyle(element).getPropertyValue(name).trim();

/** How the columns are drawn. A curve of one epoch is no line: its point is shown. */
export function optionsOf(
  element: Element,
  width: number,
  metrics: string[],
  [first = 1, ...later]: Iterable<number>,
): uPlot.Options {
  // Of a single step the library makes a range of its own, so ours comes from the steps.
  const epochs = epochRange(first, later.at(-1) ?? first);
  const text = read(element, "--text-3");
  const grid = { stroke: read(element, "--grid"), width: 1 };
  const font = `12px ${getComputedStyle(element).fontFamily}`;
  const axis = { stroke: text, font, grid, ticks: { show: false } };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { x: { time: false, range: () => epochs } },
    axes: [
      { ...axis, grid: { show: false }, size: 28, incrs: [1, 2, 5, 10, 20, 50, 100, 500] },
      { ...axis, size: 50, values: (_plot, ticks) => formatTicks(ticks) },
    ],
    series: [
      {},
      ...metrics.map((metric, k) => {
        const stroke = read(element, `--series-${(k % 8) + 1}`);
        const points = { show: later.length === 0, size: 8, fill: stroke };
        return { label: titleOf(metric), stroke, width: 2, points, spanGaps: true };
      }),
    ],
  };
}

function Chart({ curve, metrics }: { curve: Curve; metrics: string[] }): ReactNode {
  const { ref, width } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  const [at, setAt] = useState<number | null>(null);
  const columns = useMemo(() => columnsOf(curve, metrics), [curve, metrics]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme brings other ink
  useEffect(() => {
    if (place.current === null || width === 0) return;
    const options = optionsOf(place.current, width, metrics, columns[0]);
    options.hooks = { setCursor: [(plot) => setAt(plot.cursor.idx ?? null)] };
    const plot = new uPlot(options, columns, place.current);
    return () => plot.destroy();
  }, [columns, metrics, width, scheme]);
  const shown = at ?? columns[0].length - 1;
  return (
    <div ref={ref} className={classes.chart}>
      <div ref={place} style={{ height: HEIGHT }} />
      <div className={classes.legend}>
        <span style={{ "--ink": "transparent" }}>epoch {columns[0][shown]}</span>
        {metrics.map((metric, k) => (
          <span key={metric} style={{ "--ink": `var(--series-${(k % 8) + 1})` }}>
            {titleOf(metric)} {formatQuantity(columns[k + 1]?.[shown])}
          </span>
        ))}
      </div>
    </div>
  );
}

function Numbers({ curve, metrics }: { curve: Curve; metrics: string[] }): ReactNode {
  const [steps, ...columns] = columnsOf(curve, metrics);
  return (
    <div className={classes.decisions}>
      <table className={table.table} aria-label="Learning curves">
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            {metrics.map((metric) => (
              <th key={metric} scope="col" className={table.number}>
                {titleOf(metric)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from(steps, (step, row) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              {metrics.map((metric, k) => (
                <td key={metric} className={table.number}>
                  {formatQuantity(columns[k]?.[row])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CurvesProps {
  curve: Curve;
  isTable: boolean;
  /** Nothing is added any more. */
  isOver: boolean;
}

function Curves({ curve, isTable, isOver }: CurvesProps): ReactNode {
  const metrics = useMemo(() => metricsOf([curve]), [curve]);
  const groups = useMemo(() => groupsOf(metrics), [metrics]);
  if (metrics.length === 0 && isOver)
    return <Empty title="There is no curve">Its training did not come through an epoch.</Empty>;
  if (metrics.length === 0)
    return (
      <Empty title="No points yet">Each epoch of training adds a point to the curves here.</Empty>
    );
  if (isTable) return <Numbers curve={curve} metrics={metrics} />;
  return groups.map((group) => (
    <figure key={group.title} aria-label={`Learning curves: ${group.title}`}>
      <Chart curve={curve} metrics={group.metrics} />
    </figure>
  ));
}

export function CurvesCard({ candidate }: { candidate: CandidateForm }): ReactNode {
  const [isTable, setTable] = useState(false);
  const isGrowing = candidate.state === "evaluating";
  const isOver = candidate.state === "finished" || candidate.state === "failed";
  const { data, error, refetch } = useQuery({
    ...curveQuery(candidate.id, candidate.state),
    refetchInterval: isGrowing ? 1_500 : false,
  });
  return (
    <Card
      title="Learning curves"
      actions={
        <button
          type="button"
          className={quiet.button}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? "View as chart" : "View as table"}
        </button>
      }
    >
      {data !== undefined ? (
        <Curves curve={data} isTable={isTable} isOver={isOver} />
      ) : error !== null ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={HEIGHT} />
      )}
    </Card>
  );
}
