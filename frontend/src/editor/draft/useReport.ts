/** What the server says about the drawn space: size, costs, strategies, problems. */

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import type { Report } from "../../api/forms";
import { useDocument } from "../context";
import { report } from "./server";
import { writeOnce } from "./useDraft";

const PAUSE = 300;
/** A server that was away is asked again after so many milliseconds. */
const AGAIN = 5_000;

export interface Reported {
  report: Report | null;
  /** The report is of an earlier state of the drawing. */
  isOld: boolean;
  error: Error | null;
}

export function useReport(): Reported {
  const document = useDocument();
  const [asked, setAsked] = useState(document);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(document), PAUSE);
    return () => clearTimeout(timer);
  }, [document]);
  const text = writeOnce(asked);
  const { data, error, isPlaceholderData } = useQuery<Report>({
    queryKey: ["report", text],
    queryFn: ({ signal }) => report(text, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.status === "error" ? AGAIN : false),
  });
  return { report: data ?? null, isOld: isPlaceholderData || asked !== document, error };
}
