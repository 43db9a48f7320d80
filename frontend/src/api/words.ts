/** What people say about things, and how they mark them. */
import { queryOptions } from "@tanstack/react-query";
import { get, post, request } from "./client";
import type { CommentForm, CommentPlace, Marks, Place } from "./forms";

const asked = ({ kind, id }: Place): string => `kind=${kind}&id=${id}`;

export const commentsQuery = (place: Place) =>
  queryOptions({
    queryKey: ["comments", place.kind, place.id],
    queryFn: ({ signal }) => get<CommentForm[]>(`/api/comments?${asked(place)}`, signal),
    refetchInterval: 15_000,
  });

export const writeComment = (place: CommentPlace, text: string): Promise<CommentForm> =>
  post<CommentForm>("/api/comments", { place, text });

export const changeComment = (id: string, text: string): Promise<CommentForm> =>
  request<CommentForm>("PATCH", `/api/comments/${id}`, { body: { text } });

export const deleteComment = (id: string): Promise<void> =>
  request<void>("DELETE", `/api/comments/${id}`);

export const marksQuery = (place: Place) =>
  queryOptions({
    queryKey: ["marks", place.kind, place.id],
    queryFn: ({ signal }) => get<Marks>(`/api/marks?${asked(place)}`, signal),
  });

/** What the one who is signed in starred. */
export const starsQuery = queryOptions({
  queryKey: ["stars"],
  queryFn: ({ signal }) => get<Place[]>("/api/stars", signal),
});

export const setStar = (place: Place, isStarred: boolean): Promise<Marks> =>
  post<Marks>("/api/stars", { place, is_starred: isStarred });

export const writeNote = (place: Place, text: string): Promise<Marks> =>
  post<Marks>("/api/notes", { place, text });
