/** One's own star on a thing, and how many it has. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { messageOf } from "../api/client";
import type { Place } from "../api/forms";
import { marksQuery, setStar, starsQuery } from "../api/words";
import { useGuest } from "../ui/guest";
import { Icon } from "../ui/Icon";
import { showToast } from "../ui/toasts";
import classes from "./Talk.module.css";

export function Star({ place }: { place: Place }): ReactNode {
  const client = useQueryClient();
  const isGuest = useGuest() !== null;
  const { queryKey, ...asked } = marksQuery(place);
  const { data } = useQuery({ queryKey, ...asked, enabled: !isGuest });
  const set = useMutation({
    mutationFn: (isStarred: boolean) => setStar(place, isStarred),
    onSuccess: (marks) => {
      client.setQueryData(queryKey, marks);
      void client.invalidateQueries({ queryKey: starsQuery.queryKey });
    },
    onError: (error) => showToast(messageOf(error), "error"),
  });
  if (data === undefined || isGuest) return null;
  return (
    <button
      type="button"
      className={classes.star}
      aria-pressed={data.is_starred}
      aria-label="Star"
      title={data.is_starred ? "Take your star away" : "Give it a star"}
      disabled={set.isPending}
      onClick={() => set.mutate(!data.is_starred)}
    >
      <Icon name="star" />
      {data.stars === 0 ? null : <span>{data.stars}</span>}
    </button>
  );
}

/** The ids of what one starred of a kind; nothing for guests, who have no stars. */
export function useStarred(kind: Place["kind"]): ReadonlySet<string> {
  const isGuest = useGuest() !== null;
  const { data } = useQuery({ ...starsQuery, enabled: !isGuest });
  return useMemo(
    () => new Set(data?.filter((place) => place.kind === kind).map(({ id }) => id)),
    [data, kind],
  );
}

/** What one starred before the rest; within both the order stays. */
export function starredFirst<Item extends { id: string }>(
  items: readonly Item[],
  starred: ReadonlySet<string>,
): Item[] {
  return [...items].sort((a, b) => Number(starred.has(b.id)) - Number(starred.has(a.id)));
}

/** That a thing in a list is starred, for eyes and ears. */
export function Starred(): ReactNode {
  return (
    <span className={classes.starred} title="You starred this">
      <Icon name="star" size={14} />
      <span className="visually-hidden">Starred</span>
    </span>
  );
}
