import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { codeQuery } from "../api/queries";
import { Card } from "../ui/Card";
import { copy } from "../ui/copy";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/Notice";
import quiet from "../ui/QuietButton.module.css";
import { Skeleton } from "../ui/Skeleton";
import classes from "./CodeCard.module.css";
import { tokensOf } from "./highlight";

function Source({ text }: { text: string }): ReactNode {
  const tokens = useMemo(() => tokensOf(text), [text]);
  return (
    <pre className={classes.code}>
      <code>
        {tokens.map((token) =>
          token.kind === "text" ? (
            token.text
          ) : (
            <span key={token.at} data-kind={token.kind}>
              {token.text}
            </span>
          ),
        )}
      </code>
    </pre>
  );
}

/** The candidate as readable PyTorch: what `model.py` of the download holds. */
export function CodeCard({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery(codeQuery(id));
  return (
    <Card
      title="Code"
      note="model.py: plain PyTorch, no nasweb needed"
      flush
      actions={
        data === undefined ? undefined : (
          <button
            type="button"
            className={quiet.button}
            onClick={() => void copy(data.model, "model.py")}
          >
            <Icon name="copy" size={14} /> Copy
          </button>
        )
      }
    >
      {data !== undefined ? (
        <Source text={data.model} />
      ) : error !== null ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={320} label="Loading the code" />
      )}
    </Card>
  );
}
