import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries";
import { useGuest } from "../ui/guest";

/** What whoever looks may do with the things of a project; undefined until it is known. */
export function useRights(project: string | undefined): string[] | undefined {
  const isGuest = useGuest() !== null;
  const { data } = useQuery({ ...sessionQuery, enabled: !isGuest });
  if (isGuest) return [];
  if (data === undefined || project === undefined) return undefined;
  return data.projects.find(({ id }) => id === project)?.can ?? [];
}
