import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { readCandidates } from "../api/queries";
import { useStarred } from "../team/Star";
import { count } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import table from "../ui/Table.module.css";
import { CandidateRow } from "./CandidateRow";
import type { Drawing } from "./decisionWords";
import classes from "./Leaderboard.module.css";

const ignore = (): void => {};

/** All candidates of a run, page by page: those that are too many to be followed live. */
export function MoreCandidates({
  run,
  metric,
  drawing,
}: {
  run: string;
  metric: string;
  drawing: Drawing | null;
}): ReactNode {
  const query = useInfiniteQuery({
    queryKey: ["candidates", run],
    queryFn: ({ pageParam }) => readCandidates(run, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: false,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total;
  const starred = useStarred("candidate");
  const isStarted = total !== undefined;
  const load = (): void => void (isStarted ? query.fetchNextPage() : query.refetch());
  return (
    <div>
      {query.error === null ? null : <ProblemNotice error={query.error} onRetry={load} />}
      {isStarted ? (
        <>
          <h3 className={classes.all}>
            All candidates, showing {items.length} of {count(total, "candidate")}
          </h3>
          <table className={table.table} aria-label="All candidates">
            <tbody>
              {items.map((item) => (
                <CandidateRow
                  key={item.id}
                  item={item}
                  metric={metric}
                  drawing={drawing}
                  isLooked={false}
                  isStarred={starred.has(item.id)}
                  onLook={ignore}
                />
              ))}
            </tbody>
          </table>
        </>
      ) : null}
      {!isStarted || query.hasNextPage ? (
        <button type="button" className={classes.more} disabled={query.isFetching} onClick={load}>
          {isStarted ? "Show more" : "Show all candidates"}
        </button>
      ) : null}
    </div>
  );
}
