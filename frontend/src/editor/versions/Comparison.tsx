/** What changed between a version and another drawing, in words. */

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import type { VersionSummary } from "../../api/forms";
import { versionQuery } from "../../api/queries";
import { type Change, diff } from "../../document/diff";
import { parseDocument, type SpaceDocument } from "../../document/model";
import { ProblemNotice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { useDocument, useOpened } from "../context";
import styles from "./versions.module.css";

const DRAWN = "drawn";

interface ComparisonProps {
  version: VersionSummary;
  others: readonly VersionSummary[];
}

/** With the version before it, until another is chosen; the first one with what is drawn now. */
export function Comparison({ version, others }: ComparisonProps) {
  const before = others.find(({ number }) => number === version.number - 1);
  const [other, setOther] = useState(before?.id ?? DRAWN);
  const options = others
    .filter(({ id }) => id !== version.id)
    .map(({ id, number }) => ({ value: id, label: `Version ${number}` }));
  const isLater =
    other === DRAWN || (others.find(({ id }) => id === other)?.number ?? 0) > version.number;
  return (
    <div className={styles.comparison}>
      <Select
        label="Compared with"
        size="xs"
        allowDeselect={false}
        data={[{ value: DRAWN, label: "What is drawn now" }, ...options]}
        value={other}
        onChange={(id) => id && setOther(id)}
      />
      <Difference
        {...(isLater ? { from: version.id, to: other } : { from: other, to: version.id })}
      />
    </div>
  );
}

function Difference({ from, to }: { from: string; to: string }) {
  const { catalogue } = useOpened();
  const [before, after] = [useDrawing(from), useDrawing(to)];
  const error = before.error ?? after.error;
  if (error) return <ProblemNotice error={error} />;
  if (!before.document || !after.document) return <Skeleton height={60} />;
  const changes = diff(before.document, after.document, catalogue);
  if (changes.length === 0) return <p>Nothing but where things stand in the drawing.</p>;
  return (
    <ul className={styles.changes} aria-label="Changes">
      {changes.map((change) => (
        <li key={`${change.module} ${change.kind} ${change.words}`} data-kind={change.kind}>
          {wordsOf(change)}
        </li>
      ))}
    </ul>
  );
}

const VERBS = { added: "Added", removed: "Removed", changed: "Changed" };

function wordsOf({ kind, words, module }: Change): string {
  const what = words.startsWith("The ") ? `t${words.slice(1)}` : words;
  return `${VERBS[kind]} ${what}${module === null ? "" : ` in ${module}`}`;
}

function useDrawing(id: string): { document: SpaceDocument | null; error: Error | null } {
  const drawn = useDocument();
  const { data, error } = useQuery({ ...versionQuery(id), enabled: id !== DRAWN });
  if (id === DRAWN) return { document: drawn, error: null };
  return { document: data ? parseDocument(data.document) : null, error };
}
