/** One's own star on a thing, and how many it has. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { messageOf } from "../api/client";
import type { Place } from "../api/forms";
import { marksQuery, setStar } from "../api/words";
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
    onSuccess: (marks) => client.setQueryData(queryKey, marks),
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
