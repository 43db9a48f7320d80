/** All learning curves of a run on one canvas, with a table for those who want numbers. */
import { Select } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import type { CandidateSummary, RunStateName, Snapshot, Waiting } from "../api/forms";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { count, formatScore, titleOf } from "../ui/format";
import quiet from "../ui/QuietButton.module.css";
import { CLOUD_HEIGHT, CurveCanvas } from "./CurveCanvas";
import classes from "./CurveCloud.module.css";
import { CurveTable } from "./CurveTable";
import {
  curvesNote,
  describeCloud,
  domainOf,
  type Hit,
  type Line,
  linesOf,
  metricsOf,
  pointsIn,
} from "./curves";
import { waitingWords } from "./waiting";

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
      <p className={classes.caption}>Point at a curve to read it; click to open its candidate.</p>
    );
  return (
    <p className={classes.caption}>
      <strong>#{hit.index}</strong> · epoch {hit.step} · {titleOf(metric).toLowerCase()}{" "}
      <strong>{formatScore(hit.value)}</strong>
      {candidate?.rank ? ` · rank ${candidate.rank}` : ""}
    </p>
  );
}

export interface CurveCloudProps {
  snapshot: Snapshot;
  /** What keeps the first curve from coming. */
  waiting?: Waiting | null;
  looked: number | null;
  onLook: (index: number | null) => void;
}

interface DrawnProps extends CurveCloudProps {
  lines: Line[];
  metric: string;
}

/** The chart and the line below it that says what is pointed at. */
function Drawn({ snapshot, looked, onLook, lines, metric }: DrawnProps): ReactNode {
  const { candidates, run } = snapshot;
  const navigate = useNavigate();
  const [hit, setHit] = useState<Hit | null>(null);
  const { epochs } = run.request.fidelity;
  const domain = useMemo(() => domainOf(lines, epochs), [lines, epochs]);
  const candidate = candidates.find((item) => item.index === hit?.index);
  const open = (index: number): void => {
    const id = candidates.find((item) => item.index === index)?.id;
    if (id) void navigate({ to: "/candidates/$id", params: { id } });
  };
  return (
    <>
      <CurveCanvas
        lines={lines}
        domain={domain}
        best={run.best?.index ?? null}
        looked={hit?.index ?? looked}
        hit={hit}
        onLook={(found) => {
          setHit(found);
          onLook(found?.index ?? null);
        }}
        onOpen={open}
      />
      <Readout hit={hit} metric={metric} candidate={candidate} />
    </>
  );
}

interface ToolsProps {
  metrics: string[];
  metric: string;
  isTable: boolean;
  onMetric: (metric: string | null) => void;
  onTable: (isTable: boolean) => void;
}

function Tools({ metrics, metric, isTable, onMetric, onTable }: ToolsProps): ReactNode {
  return (
    <>
      <Select
        size="xs"
        aria-label="Metric"
        data={metrics.map((name) => ({ value: name, label: titleOf(name) }))}
        value={metric}
        onChange={onMetric}
        allowDeselect={false}
        w={150}
      />
      <button
        type="button"
        className={quiet.button}
        aria-pressed={isTable}
        onClick={() => onTable(!isTable)}
      >
        {isTable ? "View as chart" : "View as table"}
      </button>
    </>
  );
}

const ENDED: ReadonlySet<RunStateName> = new Set(["stopped", "finished", "failed"]);

/** What a run that is to end, or to rest, waits for. */
function Ending({ state, training }: { state: RunStateName; training: number }): ReactNode {
  const isStop = state === "stopping";
  const each = training === 1 ? "it ends" : "each ends";
  const when = isStop ? "when the epoch that it is in is over" : "when it has its score";
  return (
    <Empty title={isStop ? "The run is stopping" : "The run is pausing"}>
      {training === 0
        ? "It waits for the worker that conducts it."
        : `${count(training, "candidate")} in training: ${each} ${when}.`}{" "}
      No epoch was over when this was asked for, so there is no curve yet.
    </Empty>
  );
}

function Nothing({
  state,
  waiting,
  training,
}: {
  state: RunStateName;
  waiting: Waiting | null;
  training: number;
}): ReactNode {
  if (state === "stopping" || state === "pausing")
    return <Ending state={state} training={training} />;
  if (ENDED.has(state))
    return <Empty title="There is no curve">No candidate of this run came through an epoch.</Empty>;
  if (state === "paused")
    return (
      <Empty title="Paused before the first epoch was over">
        Resume the run, and the curves of its candidates are drawn here.
      </Empty>
    );
  return (
    <Empty title={waiting === null ? "The first curve is on its way" : waitingWords(waiting)}>
      Each candidate draws one curve here, a point an epoch, as soon as its first epoch is over.
    </Empty>
  );
}

export function CurveCloud(props: CurveCloudProps): ReactNode {
  const { curves, candidates, run, total } = props.snapshot;
  const metrics = useMemo(() => metricsOf(curves), [curves]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isTable, setTable] = useState(false);
  const wanted = chosen ?? run.objectives[0]?.metric ?? "";
  const metric = metrics.includes(wanted) ? wanted : (metrics[0] ?? wanted);
  const lines = useMemo(() => linesOf(curves, metric), [curves, metric]);
  const isEmpty = lines.length === 0;
  const tools = { metrics, metric, isTable, onMetric: setChosen, onTable: setTable };
  return (
    <Card
      title="Learning curves"
      note={curvesNote(lines, candidates, total)}
      actions={isEmpty ? undefined : <Tools {...tools} />}
    >
      <figure
        className={classes.figure}
        aria-label="Learning curves"
        data-points={pointsIn(lines)}
        data-candidates={lines.length}
      >
        {isEmpty ? (
          <div className={classes.empty}>
            <Nothing
              state={run.state}
              waiting={props.waiting ?? null}
              training={candidates.filter(({ state }) => state === "evaluating").length}
            />
          </div>
        ) : null}
        {!isEmpty && isTable ? (
          <CurveTable lines={lines} candidates={candidates} metric={metric} height={CLOUD_HEIGHT} />
        ) : null}
        {isEmpty || isTable ? null : <Drawn {...props} lines={lines} metric={metric} />}
        <figcaption className="visually-hidden">
          {describeCloud(lines, titleOf(metric).toLowerCase(), candidates)}
        </figcaption>
      </figure>
    </Card>
  );
}
