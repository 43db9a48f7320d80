/** What the pages of an account ask for: what happened in its teams, and its keys for scripts. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, post, request } from "./client";
import type { ActivityPage, TokenForm } from "./forms";

export const activityQuery = infiniteQueryOptions({
  queryKey: ["activity"],
  queryFn: ({ pageParam, signal }) =>
    get<ActivityPage>(
      `/api/activity${pageParam === null ? "" : `?before=${encodeURIComponent(pageParam)}`}`,
      signal,
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: ({ signal }) => get<TokenForm[]>("/api/tokens", signal),
});

export const makeToken = (name: string, days: number): Promise<TokenForm> =>
  post<TokenForm>("/api/tokens", { name, days });

export const revokeToken = (id: string): Promise<void> =>
  request<void>("DELETE", `/api/tokens/${id}`);
