import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { CandidateForm } from "../api/forms";
import { candidateQuery, runSnapshotQuery } from "../api/queries";
import { describeBirth, differencesOf } from "../monitor/birth";
import { type Drawing, wordsOf } from "../monitor/decisionWords";
import { useDrawing } from "../monitor/useDrawing";
import { CandidateLink } from "../ui/CandidateLink";
import { count } from "../ui/format";
import classes from "./CandidatePage.module.css";

/** Where the candidate comes from: its parents, and what was changed. */
export function Origin({ candidate }: { candidate: CandidateForm }): ReactNode {
  const hasParents = candidate.parents.length > 0;
  const { data: run } = useQuery({ ...runSnapshotQuery(candidate.run), enabled: hasParents });
  const drawing = useDrawing(candidate.version);
  const known = run?.candidates.filter((item) => candidate.parents.includes(item.index)) ?? [];
  if (known.length === 0)
    return <p className={classes.origin}>Origin: {describeBirth(candidate, drawing)}</p>;
  return (
    <ul className={classes.origin}>
      {known.map((parent) => (
        <Parent key={parent.id} id={parent.id} index={parent.index} candidate={candidate} />
      ))}
    </ul>
  );
}

const MOST = 4;

const said = (path: string, value: unknown, drawing: Drawing | null): string =>
  value === undefined ? "absent" : wordsOf(path, value, drawing).taken;

function Parent({
  id,
  index,
  candidate,
}: {
  id: string;
  index: number;
  candidate: CandidateForm;
}): ReactNode {
  const { data } = useQuery(candidateQuery(id));
  const drawing = useDrawing(candidate.version);
  const differences = data === undefined ? [] : differencesOf(data.decisions, candidate.decisions);
  return (
    <li>
      Child of <CandidateLink id={id}>#{index}</CandidateLink>
      {typeof candidate.how.mutated === "string" ? ", changed" : ""}{" "}
      {differences.slice(0, MOST).map(({ path, before, after }, k) => (
        <span key={path} title={path}>
          {k === 0 ? "" : ", "}
          <strong>{wordsOf(path, before, drawing).where}</strong>: {said(path, before, drawing)} →{" "}
          {said(path, after, drawing)}
        </span>
      ))}
      {differences.length > MOST ? ` and ${count(differences.length - MOST, "more decision")}` : ""}
    </li>
  );
}
