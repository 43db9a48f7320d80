/** What the team says about the open space, for all parts of the designer. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useMemo } from "react";

import type { CommentForm, Place, SpaceForm } from "../../api/forms";
import { commentsQuery, writeComment } from "../../api/words";
import { useRights } from "../../team/rights";
import { useGuest } from "../../ui/guest";
import { countsOf, keyOf } from "./places";

export interface Talk {
  /** In the order in which it was said; undefined until it is known. */
  said: readonly CommentForm[] | undefined;
  counts: ReadonlyMap<string, number>;
  error: Error | null;
  rights: string[] | undefined;
  retry: () => void;
  onChanged: () => Promise<void>;
  say: (path: string[], about: string, text: string) => Promise<void>;
}

const TalkContext = createContext<Talk | null>(null);
/** For tests of the parts. */
export const TalkProvider = TalkContext;

/** Null for guests, who hear nothing of it. */
export function useTalk(): Talk | null {
  return use(TalkContext);
}

/** How many comments are on a place. */
export function useSaidAt(path: readonly string[]): number {
  return useTalk()?.counts.get(keyOf(path)) ?? 0;
}

export function Talking({ space, children }: { space: SpaceForm; children: ReactNode }): ReactNode {
  if (useGuest() !== null) return children;
  return <ForTeam space={space}>{children}</ForTeam>;
}

function ForTeam({ space, children }: { space: SpaceForm; children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const rights = useRights(space.project);
  const place = useMemo<Place>(() => ({ kind: "space", id: space.id }), [space.id]);
  const { data, error, refetch } = useQuery(commentsQuery(place));
  const talk = useMemo<Talk>(() => {
    const onChanged = () => client.invalidateQueries({ queryKey: commentsQuery(place).queryKey });
    return {
      said: data,
      counts: countsOf(data ?? []),
      error,
      rights,
      retry: () => void refetch(),
      onChanged,
      say: async (path, about, text) => {
        await writeComment({ ...place, path, about }, text);
        await onChanged();
      },
    };
  }, [client, place, data, error, rights, refetch]);
  return <TalkContext value={talk}>{children}</TalkContext>;
}
