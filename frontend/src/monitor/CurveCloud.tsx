/** All learning curves of a run on one canvas, with a table for those who want numbers. */
import { Select, useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { CandidateSummary, Snapshot } from "../api/forms";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { count, formatScore, titleOf } from "../ui/format";
import classes from "./CurveCloud.module.css";
import { CurveTable } from "./CurveTable";
import {
  type Domain,
  describeCloud,
  domainOf,
  type Hit,
  type Line,
  linesOf,
  metricsOf,
  nearest,
  pointsIn,
} from "./curves";
import { inkOf, paint, plotIn } from "./paint";

const HEIGHT = 340;

interface CanvasProps {
  lines: Line[];
  domain: Domain;
  best: number | null;
  looked: number | null;
  onLook: (hit: Hit | null) => void;
  hit: Hit | null;
  onOpen: (index: number) => void;
}

function Canvas({ lines, domain, best, looked, onLook, hit, onOpen }: CanvasProps): ReactNode {
  const { ref, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme("light");
  const plot = useMemo(() => plotIn(width, HEIGHT), [width]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme brings other ink
  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d");
    if (!element || !pen || width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(width * ratio);
    element.height = Math.round(HEIGHT * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, HEIGHT);
    paint(pen, { lines, domain, plot, best, looked, point: hit }, inkOf(element));
  }, [lines, domain, plot, best, looked, hit, width, scheme]);
  const find = (event: PointerEvent): Hit | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = { x: event.clientX - box.left, y: event.clientY - box.top };
    return nearest(lines, domain, plot, place);
  };
  return (
    <div ref={ref} className={classes.canvas}>
      <canvas
        ref={canvas}
        style={{ width, height: HEIGHT }}
        data-hit={hit === null ? undefined : ""}
        onPointerMove={(event) => onLook(find(event))}
        onPointerLeave={() => onLook(null)}
        onPointerUp={(event) => {
          const found = find(event);
          if (found !== null) onOpen(found.index);
        }}
      />
    </div>
  );
}

function Readout({
  hit,
  metric,
  candidate,
}: {
  hit: Hit | null;
  metric: string;
  candidate: CandidateSummary | undefined;
}): ReactNode {
  if (hit === null)
    return (
      <span className={classes.hint}>
        Point at a curve to read it; click to open its candidate.
      </span>
    );
  return (
    <span>
      <strong>#{hit.index}</strong> · epoch {hit.step} · {titleOf(metric).toLowerCase()}{" "}
      <strong>{formatScore(hit.value)}</strong>
      {candidate?.rank ? ` · rank ${candidate.rank}` : ""}
    </span>
  );
}

export interface CurveCloudProps {
  snapshot: Snapshot;
  looked: number | null;
  onLook: (index: number | null) => void;
}

export function CurveCloud({ snapshot, looked, onLook }: CurveCloudProps): ReactNode {
  const { curves, candidates, run } = snapshot;
  const navigate = useNavigate();
  const metrics = useMemo(() => metricsOf(curves), [curves]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isTable, setTable] = useState(false);
  const [hit, setHit] = useState<Hit | null>(null);
  const objective = run.objectives[0]?.metric ?? "";
  const metric = chosen ?? (metrics.includes(objective) ? objective : (metrics[0] ?? objective));
  const lines = useMemo(() => linesOf(curves, metric), [curves, metric]);
  const domain = useMemo(
    () => domainOf(lines, run.request.fidelity.epochs),
    [lines, run.request.fidelity.epochs],
  );
  const byIndex = useMemo(
    () => new Map(candidates.map((item) => [item.index, item])),
    [candidates],
  );
  const open = (index: number): void => {
    const id = byIndex.get(index)?.id;
    if (id) void navigate({ to: "/candidates/$id", params: { id } });
  };
  const look = (found: Hit | null): void => {
    setHit(found);
    onLook(found?.index ?? null);
  };
  return (
    <Card
      title="Learning curves"
      note={
        lines.length < snapshot.total
          ? `showing ${lines.length} of ${count(snapshot.total, "candidate")}`
          : count(lines.length, "candidate")
      }
      actions={
        <>
          <Select
            size="xs"
            aria-label="Metric"
            data={metrics.map((name) => ({ value: name, label: titleOf(name) }))}
            value={metrics.includes(metric) ? metric : null}
            onChange={setChosen}
            allowDeselect={false}
            w={150}
          />
          <button
            type="button"
            className={classes.switch}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? "View as chart" : "View as table"}
          </button>
        </>
      }
    >
      <figure
        className={classes.figure}
        aria-label="Learning curves"
        data-points={pointsIn(lines)}
        data-candidates={lines.length}
      >
        {lines.length === 0 ? (
          <div className={classes.empty}>
            <Empty title="The first curve is on its way">
              Each candidate draws one curve here, a point an epoch, as soon as its first epoch is
              over.
            </Empty>
          </div>
        ) : isTable ? (
          <CurveTable lines={lines} candidates={candidates} metric={metric} height={HEIGHT} />
        ) : (
          <Canvas
            lines={lines}
            domain={domain}
            best={run.best?.index ?? null}
            looked={hit?.index ?? looked}
            hit={hit}
            onLook={look}
            onOpen={open}
          />
        )}
        <figcaption className={classes.caption}>
          <span className="visually-hidden">
            {describeCloud(lines, titleOf(metric).toLowerCase(), candidates)}
          </span>
          {isTable ? null : (
            <Readout
              hit={hit}
              metric={metric}
              candidate={hit === null ? undefined : byIndex.get(hit.index)}
            />
          )}
        </figcaption>
      </figure>
    </Card>
  );
}
