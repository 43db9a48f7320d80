import { type ReactNode, useState } from "react";
import type { Snapshot } from "../api/forms";
import { byLink } from "../api/share";
import { CandidateButton } from "../ui/CandidateLink";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { formatDuration, formatExact, formatQuantity, formatScore, titleOf } from "../ui/format";
import { GraphPlate } from "../ui/GraphPlate";
import segments from "../ui/Segments.module.css";
import classes from "./BestCandidate.module.css";
import { describeBirth } from "./birth";
import { useDrawing } from "./useDrawing";

type Part = "cells" | "network";

const PARTS: { part: Part; label: string }[] = [
  { part: "cells", label: "Cell" },
  { part: "network", label: "Network" },
];

interface PartsProps {
  shown: Part;
  onShow: (part: Part) => void;
}

function Parts({ shown, onShow }: PartsProps): ReactNode {
  return (
    <fieldset className={segments.segments} aria-label="What is drawn">
      {PARTS.map(({ part, label }) => (
        <button key={part} type="button" aria-pressed={part === shown} onClick={() => onShow(part)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}

/** The leader: its graph, its costs, and the way to its page. */
export function BestCandidate({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const { best, objectives, ended_at } = snapshot.run;
  const drawing = useDrawing(snapshot.run.version);
  const [part, setPart] = useState<Part>("cells");
  const [without, setWithout] = useState<string | null>(null);
  if (best === null && ended_at !== null)
    return (
      <Card title="Best candidate">
        <Empty title="There is none">
          No candidate came to a score. The log and the table say why each of them failed.
        </Empty>
      </Card>
    );
  if (best === null)
    return (
      <Card title="Best candidate">
        <Empty title="No candidate has a score yet">
          The graph of the best one so far appears here, and changes only when a better one is
          found.
        </Empty>
      </Card>
    );
  const item = snapshot.candidates.find((candidate) => candidate.index === best.index);
  // What was searched is the cell: that is shown first, and the whole network if there is none.
  const hasCells = without !== best.candidate;
  const isCell = hasCells && part === "cells";
  const address = `/api/candidates/${best.candidate}/graph.svg`;
  return (
    <Card
      title="Best candidate"
      note={`#${best.index}`}
      flush
      actions={hasCells ? <Parts shown={part} onShow={setPart} /> : undefined}
    >
      <div className={classes.whole}>
        <GraphPlate
          key={isCell ? "cells" : "network"}
          src={byLink(isCell ? `${address}?part=cells` : address)}
          alt={`${isCell ? "Cell" : "Graph"} of the best candidate, number ${best.index}`}
          isFilling
          {...(isCell ? { onMissing: () => setWithout(best.candidate) } : {})}
        />
        <div className={classes.body}>
          <dl className={classes.facts}>
            <div>
              <dt>{titleOf(objectives[0]?.metric ?? "score")}</dt>
              <dd>{formatScore(best.value)}</dd>
            </div>
            <div title={item && formatExact(item.parameters)}>
              <dt>Parameters</dt>
              <dd>{formatQuantity(item?.parameters)}</dd>
            </div>
            <div title={item && formatExact(item.macs)}>
              <dt>MACs</dt>
              <dd>{formatQuantity(item?.macs)}</dd>
            </div>
            <div>
              <dt>Training</dt>
              <dd>{formatDuration(item?.seconds)}</dd>
            </div>
          </dl>
          <p className={classes.birth}>
            {item === undefined ? "" : `Origin: ${describeBirth(item, drawing)}`}
          </p>
          {snapshot.run.ended_at === null ? (
            <CandidateButton id={best.candidate} fullWidth>
              Open best candidate
            </CandidateButton>
          ) : null}
        </div>
      </div>
    </Card>
  );
}
