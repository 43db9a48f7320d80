/** A candidate, for ever: its graph, curves, decisions, code, and the model to take away. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ErrorPage } from "../account/ErrorPage";
import type { CandidateForm } from "../api/forms";
import { candidateQuery, runQuery } from "../api/queries";
import { byLink } from "../api/share";
import { describeTime } from "../monitor/birth";
import { CandidateState } from "../monitor/CandidateRow";
import { failureWords } from "../monitor/failureWords";
import { Star } from "../team/Star";
import { Talk } from "../team/Talk";
import { RunLink } from "../ui/CandidateLink";
import { Card } from "../ui/Card";
import { useTitle } from "../ui/clock";
import { formatExact, formatQuantity, formatScore, sentence, titleOf } from "../ui/format";
import { GraphPlate } from "../ui/GraphPlate";
import { useGuest } from "../ui/guest";
import { Notice } from "../ui/Notice";
import { Skeleton } from "../ui/Skeleton";
import classes from "./CandidatePage.module.css";
import { CodeCard } from "./CodeCard";
import { CurvesCard } from "./CurvesCard";
import { DecisionsCard } from "./DecisionsCard";
import { Download } from "./Download";
import { GraphMarks } from "./GraphMarks";
import { Origin } from "./Origin";
import { useReading } from "./useReading";

function Metric({
  label,
  value,
  title,
  testId,
}: {
  label: string;
  value: string;
  title?: string;
  testId?: string;
}): ReactNode {
  return (
    <div className={classes.metric}>
      <dt>{label}</dt>
      <dd title={title} data-testid={testId}>
        {value}
      </dd>
    </div>
  );
}

/** What training is judged by: costs and the training's own loss have their places elsewhere. */
export function validationScores(scores: Record<string, number>): [string, number][] {
  return Object.entries(scores).filter(
    ([metric]) => metric !== "parameters" && metric !== "macs" && !metric.startsWith("train_"),
  );
}

function Metrics({ candidate }: { candidate: CandidateForm }): ReactNode {
  return (
    <dl className={classes.metrics}>
      <Metric label="Rank" value={candidate.rank === null ? "–" : String(candidate.rank)} />
      {Object.entries(candidate.test_scores).map(([metric, value]) => (
        <Metric
          key={`test ${metric}`}
          label={`Test ${titleOf(metric).toLowerCase()}`}
          value={formatScore(value)}
          testId={`test-${metric.replaceAll("_", "-")}`}
        />
      ))}
      {validationScores(candidate.scores).map(([metric, value]) => (
        <Metric
          key={metric}
          label={`Validation ${titleOf(metric).toLowerCase()}`}
          value={formatScore(value)}
        />
      ))}
      <Metric
        label="Parameters"
        value={formatQuantity(candidate.parameters)}
        title={formatExact(candidate.parameters)}
      />
      <Metric
        label="MACs"
        value={formatQuantity(candidate.macs)}
        title={formatExact(candidate.macs)}
      />
      <Metric label="Training" value={describeTime(candidate)} />
    </dl>
  );
}

function Head({ candidate }: { candidate: CandidateForm }): ReactNode {
  return (
    <header className={classes.head}>
      <div>
        <p className={classes.crumb}>
          <RunLink id={candidate.run}>{candidate.run_name}</RunLink>
        </p>
        <div className={classes.line}>
          <h1 className={classes.title}>
            Candidate #{candidate.index} <CandidateState item={candidate} />
          </h1>
          <Star place={{ kind: "candidate", id: candidate.id }} />
        </div>
        <Origin candidate={candidate} />
      </div>
      <Download candidate={candidate} />
    </header>
  );
}

/** What may be said here is a matter of the project in which its run stands. */
function AboutCandidate({ candidate }: { candidate: CandidateForm }): ReactNode {
  const isGuest = useGuest() !== null;
  const { data } = useQuery({ ...runQuery(candidate.run), enabled: !isGuest });
  return <Talk place={{ kind: "candidate", id: candidate.id }} project={data?.project} />;
}

function Shown({ candidate }: { candidate: CandidateForm }): ReactNode {
  useTitle(`Candidate #${candidate.index} of ${candidate.run_name}`);
  const reading = useReading(candidate);
  return (
    <div className={classes.page}>
      <Head candidate={candidate} />
      {candidate.failure === "cancelled" ? (
        <Notice tone="info" title="It was cut short">
          The run was stopped before this candidate had its score. That says nothing about it.
        </Notice>
      ) : candidate.state === "failed" ? (
        <Notice tone="error" title={`It failed: ${failureWords(candidate.failure).toLowerCase()}`}>
          {sentence(candidate.message)}
        </Notice>
      ) : null}
      <Metrics candidate={candidate} />
      <div className={classes.columns}>
        <Card title="Graph" flush className={classes.graph}>
          <GraphPlate
            src={byLink(`/api/candidates/${candidate.id}/graph.svg`)}
            alt="Candidate graph"
          >
            <GraphMarks reading={reading} />
          </GraphPlate>
        </Card>
        <div className={classes.side}>
          <DecisionsCard reading={reading} />
          <CurvesCard candidate={candidate} />
        </div>
        <div className={classes.code}>
          <CodeCard id={candidate.id} />
        </div>
      </div>
      <AboutCandidate candidate={candidate} />
    </div>
  );
}

/** While something is still to come, the page asks again; afterwards it is at rest. */
export function isAwaiting(candidate: CandidateForm): boolean {
  if (candidate.state === "proposed" || candidate.state === "evaluating") return true;
  if (candidate.archive === "queued") return true;
  const isOver = ["finished", "stopped", "failed"].includes(candidate.run_state);
  return !isOver && candidate.rank === 1 && Object.keys(candidate.test_scores).length === 0;
}

export function CandidatePage(): ReactNode {
  const { id } = useParams({ from: "/members/candidates/$id" });
  return <CandidateView id={id} />;
}

/** A candidate as members and guests see it. */
export function CandidateView({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery({
    ...candidateQuery(id),
    refetchInterval: (query) =>
      query.state.data !== undefined && isAwaiting(query.state.data) ? 1_500 : false,
  });
  if (data !== undefined) return <Shown candidate={data} />;
  if (error !== null) return <ErrorPage error={error} onRetry={() => void refetch()} />;
  return (
    <div className={classes.page}>
      <Skeleton height={640} label="Loading the candidate" />
    </div>
  );
}
