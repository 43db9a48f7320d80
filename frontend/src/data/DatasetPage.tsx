/** One dataset: what is in it, what is odd about it, and what can be done with it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { ErrorPage } from "../account/ErrorPage";
import type { DataForm } from "../api/forms";
import { datasetQuery, isBeingChecked } from "../api/queries";
import { Card } from "../ui/Card";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import { Balance } from "./Balance";
import { BeingChecked, Refused } from "./Check";
import { Columns } from "./Columns";
import classes from "./Dataset.module.css";
import { DeleteButton } from "./DeleteButton";
import { Facts } from "./Facts";
import { titleFor } from "./formats";
import { Heading } from "./Heading";
import { Warnings } from "./Issues";
import { ReadOtherwise } from "./ReadOtherwise";
import { Samples } from "./Samples";
import { SearchOn } from "./SearchOn";
import { Split } from "./Split";

/** Classes whose bars have room beside the samples; more of them stand below. */
const BESIDE = 12;

/** A check that has ended changes what the lists of data say. */
function useListsFollow(state: DataForm["state"] | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (state !== undefined) void client.invalidateQueries({ queryKey: ["datasets"] });
  }, [client, state]);
}

/** Built-in data has no profile: nobody reads it before a run learns from it. */
function About({ data }: { data: DataForm }): ReactNode {
  const { card } = data;
  if (card === null) return null;
  return (
    <Card title="About" note="comes with nasweb">
      <dl className={classes.about}>
        <div>
          <dt>Source</dt>
          <dd>{card.source}</dd>
        </div>
        <div>
          <dt>Licence</dt>
          <dd>{card.licence}</dd>
        </div>
        {card.class_names.length > 0 ? (
          <div>
            <dt>Classes</dt>
            <dd>{card.class_names.join(", ")}</dd>
          </div>
        ) : null}
      </dl>
    </Card>
  );
}

function Found({ data }: { data: DataForm }): ReactNode {
  const { card, profile } = data;
  const counts = profile?.classes ?? [];
  const isWide = counts.length > BESIDE;
  return (
    <>
      <Facts data={data} />
      {data.is_installed ? null : (
        <Notice tone="warn" title="Not installed on this machine">
          {data.hint}
        </Notice>
      )}
      <Warnings issues={data.issues} />
      <div className={classes.columns}>
        <div className={classes.main}>
          {profile === null ? (
            <About data={data} />
          ) : (
            <>
              <Samples data={data} profile={profile} />
              <Columns columns={profile.columns ?? []} isRegression={counts.length === 0} />
              {isWide ? <Balance profile={profile} /> : null}
            </>
          )}
        </div>
        <div className={classes.side}>
          {card === null || !data.is_installed ? null : (
            <SearchOn data={data} problem={card.problem} />
          )}
          {profile === null ? null : (
            <>
              {isWide ? null : <Balance profile={profile} />}
              <Split profile={profile} />
            </>
          )}
        </div>
      </div>
    </>
  );
}

function Opened({ data }: { data: DataForm }): ReactNode {
  const isChecked = !isBeingChecked(data);
  const isMine = data.can.includes("edit");
  const summary = data.state === "ready" ? data.card?.summary : undefined;
  return (
    <Page
      title={titleFor(data)}
      heading={<Heading data={data} />}
      lead={
        <>
          <Link to="/data">Data</Link>
          {summary ? ` · ${summary}` : ""}
        </>
      }
      actions={isMine && isChecked ? <DeleteButton data={data} /> : undefined}
    >
      <div className={classes.stack}>
        {data.state === "ready" ? (
          <Found data={data} />
        ) : data.state === "failed" ? (
          <Refused data={data} />
        ) : (
          <BeingChecked data={data} />
        )}
        {isMine && isChecked ? <ReadOtherwise key={data.state} data={data} /> : null}
      </div>
    </Page>
  );
}

export function DatasetPage(): ReactNode {
  const { id } = useParams({ from: "/members/data/$id" });
  const { data, error, refetch } = useQuery(datasetQuery(id));
  useListsFollow(data?.state);
  if (data !== undefined) return <Opened key={id} data={data} />;
  if (error !== null) return <ErrorPage error={error} onRetry={() => void refetch()} />;
  return (
    <Page title="Data">
      <Skeleton height={480} />
    </Page>
  );
}
