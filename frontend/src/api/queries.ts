/** What pages ask the server for, with the keys under which answers are kept. */
import { queryOptions } from "@tanstack/react-query";
import { get, post, request } from "./client";
import type {
  CandidateForm,
  CandidatePage,
  CandidateSummary,
  Catalogue,
  Code,
  Curve,
  DataChange,
  DataForm,
  DatasetForm,
  Estimate,
  GraphLegend,
  RunForm,
  RunRequest,
  RunSummary,
  SampleForm,
  Session,
  SignIn,
  Snapshot,
  SpaceForm,
  SpaceRequest,
  SpaceSummary,
  VersionForm,
  VersionSummary,
  WorkerForm,
} from "./forms";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => get<Session>("/api/session", signal),
  staleTime: 60_000,
  retry: false,
});

export const signIn = (name: SignIn): Promise<Session> =>
  post<Session>("/api/session/sign-in", name);

export const signOut = (): Promise<void> => post<void>("/api/session/sign-out");

export const catalogueQuery = queryOptions({
  queryKey: ["catalogue"],
  queryFn: ({ signal }) => get<Catalogue>("/api/catalogue", signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const datasetsQuery = queryOptions({
  queryKey: ["datasets"],
  queryFn: ({ signal }) => get<DatasetForm[]>("/api/datasets", signal),
  staleTime: 60_000,
  refetchInterval: ({ state }) => (state.data?.some(isBeingChecked) ? 2_000 : false),
});

/** An upload that a worker has yet to read, or reads now. */
export const isBeingChecked = ({ state }: Pick<DatasetForm, "state">): boolean =>
  state === "waiting" || state === "checking";

export const datasetQuery = (id: string) =>
  queryOptions({
    queryKey: ["dataset", id],
    queryFn: ({ signal }) => get<DataForm>(`/api/datasets/${id}`, signal),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isBeingChecked(state.data) ? 1_000 : false,
  });

export const changeDataset = (id: string, body: Partial<DataChange>): Promise<DataForm> =>
  request<DataForm>("PATCH", `/api/datasets/${id}`, { body });

export const deleteDataset = (id: string): Promise<void> =>
  request<void>("DELETE", `/api/datasets/${id}`);

export const deleteSpace = (id: string): Promise<void> =>
  request<void>("DELETE", `/api/spaces/${id}`);

export const spacesQuery = queryOptions({
  queryKey: ["spaces"],
  queryFn: ({ signal }) => get<SpaceSummary[]>("/api/spaces", signal),
});

export const archivedSpacesQuery = queryOptions({
  queryKey: [...spacesQuery.queryKey, "archived"],
  queryFn: ({ signal }) => get<SpaceSummary[]>("/api/spaces?archived=true", signal),
});

/** Put a run or a space away, or take it back. */
export const archive = (
  of: "runs" | "spaces",
  id: string,
  isArchived: boolean,
): Promise<RunForm | SpaceForm> =>
  request("PATCH", `/api/${of}/${id}`, { body: { is_archived: isArchived } });

export const spaceQuery = (id: string) =>
  queryOptions({
    queryKey: ["space", id],
    queryFn: ({ signal }) => get<SpaceForm>(`/api/spaces/${id}`, signal),
  });

export const versionsQuery = (space: string) =>
  queryOptions({
    queryKey: ["versions", space],
    queryFn: ({ signal }) => get<VersionSummary[]>(`/api/spaces/${space}/versions`, signal),
  });

export const readVersion = (id: string): Promise<VersionForm> =>
  get<VersionForm>(`/api/versions/${id}`);

export const versionQuery = (id: string) =>
  queryOptions({
    queryKey: ["version", id],
    queryFn: ({ signal }) => get<VersionForm>(`/api/versions/${id}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const samplesQuery = (document: string, seed: number) =>
  queryOptions({
    queryKey: ["samples", document, seed],
    queryFn: () => post<SampleForm[]>("/api/spaces/sample", { document, seed }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const createSpace = (body: SpaceRequest): Promise<SpaceForm> =>
  post<SpaceForm>("/api/spaces", body);

export const runsQuery = queryOptions({
  queryKey: ["runs"],
  queryFn: ({ signal }) => get<RunSummary[]>("/api/runs", signal),
  refetchInterval: 5_000,
});

export const archivedRunsQuery = queryOptions({
  queryKey: [...runsQuery.queryKey, "archived"],
  queryFn: ({ signal }) => get<RunSummary[]>("/api/runs?archived=true", signal),
});

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["run", id],
    queryFn: ({ signal }) => get<RunForm>(`/api/runs/${id}`, signal),
  });

export const liveRunsQuery = queryOptions({
  queryKey: ["runs", "live"],
  queryFn: ({ signal }) => get<RunSummary[]>("/api/runs?state=live", signal),
  refetchInterval: 3_000,
});

export const startRun = (body: RunRequest, key: string): Promise<RunForm> =>
  post<RunForm>("/api/runs", body, { "Idempotency-Key": key });

export const estimateQuery = (body: RunRequest) =>
  queryOptions({
    queryKey: ["estimate", body],
    queryFn: () => post<Estimate>("/api/runs/estimate", body),
    staleTime: 30_000,
    placeholderData: (previous: Estimate | undefined) => previous,
  });

export type RunAction = "start" | "pause" | "resume" | "stop";

export const actOnRun = (id: string, action: RunAction): Promise<RunForm> =>
  post<RunForm>(`/api/runs/${id}/${action}`);

export const readCandidates = (run: string, after: string | null): Promise<CandidatePage> =>
  get<CandidatePage>(
    `/api/runs/${run}/candidates${after === null ? "" : `?after=${encodeURIComponent(after)}`}`,
  );

export const candidateQuery = (id: string) =>
  queryOptions({
    queryKey: ["candidate", id],
    queryFn: ({ signal }) => get<CandidateForm>(`/api/candidates/${id}`, signal),
  });

/** A candidate that has just ended is asked once more: its last points may have come since. */
export const curveQuery = (id: string, state: CandidateSummary["state"]) =>
  queryOptions({
    queryKey: ["curve", id, state],
    queryFn: ({ signal }) => get<Curve>(`/api/candidates/${id}/curve`, signal),
    placeholderData: (previous: Curve | undefined, query) =>
      query?.queryKey[1] === id ? previous : undefined,
  });

export const codeQuery = (id: string) =>
  queryOptions({
    queryKey: ["code", id],
    queryFn: ({ signal }) => get<Code>(`/api/candidates/${id}/code`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const legendQuery = (id: string) =>
  queryOptions({
    queryKey: ["legend", id],
    queryFn: ({ signal }) => get<GraphLegend>(`/api/candidates/${id}/legend`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const prepareDownload = (id: string): Promise<CandidateForm> =>
  post<CandidateForm>(`/api/candidates/${id}/export`);

export const workersQuery = queryOptions({
  queryKey: ["workers"],
  queryFn: ({ signal }) => get<WorkerForm[]>("/api/workers", signal),
  refetchInterval: 10_000,
});

/** A run as of now, for pages that do not follow it. */
export const runSnapshotQuery = (id: string) =>
  queryOptions({
    queryKey: ["snapshot", id],
    queryFn: ({ signal }) => get<Snapshot>(`/api/runs/${id}/snapshot`, signal),
    staleTime: 30_000,
  });
