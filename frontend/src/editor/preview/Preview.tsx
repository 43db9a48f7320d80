/** Twelve members of the space as it is drawn, by chance: what a search would try. */

import { Button, Modal, UnstyledButton } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { isPassing } from "../../api/client";
import type { SampleForm } from "../../api/forms";
import { samplesQuery } from "../../api/queries";
import { wordsOf } from "../../monitor/decisionWords";
import { count, formatExact, formatQuantity } from "../../ui/format";
import { ProblemNotice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import bar from "../bar/bar.module.css";
import { useObstacles } from "../bar/faults";
import { FaultList } from "../bar/Problems";
import { useDocument, useOpened } from "../context";
import { writeOnce } from "../draft/useDraft";
import styles from "./preview.module.css";

const WANTED = 12;

export function Preview({ isOpened, onClose }: { isOpened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={isOpened}
      onClose={onClose}
      title="Architectures at random"
      size={1120}
      classNames={{ title: bar.dialogTitle ?? "" }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Content onClose={onClose} />
    </Modal>
  );
}

/** Of a drawing that has errors there are no members: what they are is told instead. */
function Content({ onClose }: { onClose: () => void }) {
  const faults = useObstacles();
  return faults.length > 0 ? (
    <>
      <p className={styles.quiet}>
        There is nothing to draw at random yet: mend {faults.length === 1 ? "this" : "these"} first.
      </p>
      <FaultList faults={faults} onGo={onClose} />
    </>
  ) : (
    <Samples />
  );
}

function Samples() {
  const [seed, setSeed] = useState(1);
  const [closer, setCloser] = useState<number | null>(null);
  const text = writeOnce(useDocument());
  const { data, error, isFetching, refetch } = useQuery({
    ...samplesQuery(text, seed),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const again = () => void refetch();
  const chosen = closer === null || error ? undefined : data?.[closer];
  if (closer !== null && chosen)
    return <Closer sample={chosen} place={closer} onBack={() => setCloser(null)} />;
  return (
    <div className={styles.stack}>
      <div className={styles.head}>
        <p className={styles.quiet}>{data && !error ? told(data) : ""}</p>
        {error === null ? (
          <Button variant="default" loading={isFetching} onClick={() => setSeed(seed + 1)}>
            Re-roll
          </Button>
        ) : null}
      </div>
      {error ? (
        <ProblemNotice error={error} isPlain onRetry={isPassing(error) ? again : undefined} />
      ) : data ? (
        <ol className={styles.grid} aria-label="Architectures">
          {data.map((sample, place) => (
            // A sample has no name but its place among those of one seed.
            // biome-ignore lint/suspicious/noArrayIndexKey: samples never move
            <Sample key={place} sample={sample} place={place} onOpen={() => setCloser(place)} />
          ))}
        </ol>
      ) : (
        <Skeleton height={610} label="Drawing architectures by chance" />
      )}
    </div>
  );
}

function told(samples: readonly SampleForm[]): string {
  const isFewer = samples.length < WANTED;
  return `${count(samples.length, "member")} of the space, drawn by chance${
    isFewer ? `: networks this large are not drawn ${WANTED} at a time` : ""
  }.`;
}

interface SampleProps {
  sample: SampleForm;
  place: number;
}

function Sample({ sample, place, onOpen }: SampleProps & { onOpen: () => void }) {
  const name = `Look closer at architecture ${place + 1}`;
  return (
    <li className={styles.card}>
      <UnstyledButton
        className={styles.plate}
        aria-label={name}
        title="Look closer"
        onClick={onOpen}
      >
        <Picture sample={sample} place={place} />
      </UnstyledButton>
      <Costs sample={sample} />
    </li>
  );
}

function Picture({ sample: { picture }, place }: SampleProps) {
  return (
    <img
      src={`data:image/svg+xml;utf8,${encodeURIComponent(picture)}`}
      alt={`Architecture ${place + 1}`}
    />
  );
}

function Costs({ sample: { parameters, macs, refusal } }: Pick<SampleProps, "sample">) {
  return refusal ? (
    <p className={bar.error}>{refusal}</p>
  ) : (
    <p>
      <span title={formatExact(parameters ?? 0)}>{formatQuantity(parameters)} parameters</span> ·{" "}
      <span title={formatExact(macs ?? 0)}>{formatQuantity(macs)} MACs</span>
    </p>
  );
}

/** One member as large as the dialog allows, with all that was decided. */
function Closer({ sample, place, onBack }: SampleProps & { onBack: () => void }) {
  const { catalogue } = useOpened();
  const document = useDocument();
  const taken = Object.entries(sample.decisions);
  return (
    <div className={styles.stack}>
      <div className={styles.head}>
        <Costs sample={sample} />
        <Button variant="default" onClick={onBack} data-autofocus>
          All architectures
        </Button>
      </div>
      <div className={`${styles.plate} ${styles.large}`}>
        <Picture sample={sample} place={place} />
      </div>
      <h3 className={styles.quiet}>{count(taken.length, "decision")}</h3>
      <dl className={styles.decisions}>
        {taken.map(([path, value]) => {
          const words = wordsOf(path, value, { document, catalogue });
          return (
            <div key={path} title={path}>
              <dt>{words.where}</dt>
              <dd>{words.taken}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
