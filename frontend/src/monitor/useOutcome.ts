import { useQuery } from "@tanstack/react-query";
import type { Snapshot } from "../api/forms";
import { candidateQuery } from "../api/queries";
import { useGuest } from "../ui/guest";
import { type Outcome, outcomeOf } from "./outcome";

/**
 * What became of the best candidate of a run that has ended, and whether whoever looks may have its
 * model. A guest's log is empty: all of it is read from the candidate then.
 */
export function useOutcome(snapshot: Snapshot): Outcome & { canDownload: boolean } {
  const isGuest = useGuest() !== null;
  const told = outcomeOf(snapshot);
  const { best, ended_at } = snapshot.run;
  const { data } = useQuery({
    ...candidateQuery(best?.candidate ?? ""),
    enabled: best !== null && ended_at !== null && (isGuest || told.archive === "ready"),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.archive === "queued" ? 1_500 : false),
  });
  const canDownload = data?.can.includes("download") ?? false;
  if (!isGuest || data === undefined) return { ...told, canDownload };
  const isTested = Object.keys(data.test_scores).length > 0;
  const testScores = isTested ? data.test_scores : null;
  return { testScores, archive: data.archive, canDownload };
}
