/** What pages ask the server for about people: teams, links, words and marks. */
import { queryOptions } from "@tanstack/react-query";
import { get, post, request } from "./client";
import type {
  InvitationForm,
  InvitationOffer,
  ProjectForm,
  RoleName,
  ShareForm,
  ShareOpened,
  ShareRequest,
  TeamPage,
} from "./forms";

type SharedKind = ShareRequest["kind"];

export const sharesQuery = (kind: SharedKind, thing: string) =>
  queryOptions({
    queryKey: ["shares", kind, thing],
    queryFn: ({ signal }) => get<ShareForm[]>(`/api/shares?kind=${kind}&thing=${thing}`, signal),
  });

export const makeShare = (body: ShareRequest): Promise<ShareForm> =>
  post<ShareForm>("/api/shares", body);

export const revokeShare = (id: string): Promise<void> =>
  request<void>("DELETE", `/api/shares/${id}`);

export const openShare = (id: string, secret: string): Promise<ShareOpened> =>
  post<ShareOpened>(`/api/shares/${id}/open`, { secret });

export const teamQuery = (id: string) =>
  queryOptions({
    queryKey: ["team", id],
    queryFn: ({ signal }) => get<TeamPage>(`/api/teams/${id}`, signal),
  });

export const createTeam = (name: string): Promise<TeamPage> =>
  post<TeamPage>("/api/teams", { name });

export const renameTeam = (id: string, name: string): Promise<TeamPage> =>
  request<TeamPage>("PATCH", `/api/teams/${id}`, { body: { name } });

export const deleteTeam = (id: string): Promise<void> =>
  request<void>("DELETE", `/api/teams/${id}`);

export const appointMember = (id: string, role: RoleName): Promise<TeamPage> =>
  request<TeamPage>("PATCH", `/api/members/${id}`, { body: { role } });

export const removeMember = (id: string): Promise<void> =>
  request<void>("DELETE", `/api/members/${id}`);

export const invite = (team: string, role: RoleName, days: number): Promise<InvitationForm> =>
  post<InvitationForm>(`/api/teams/${team}/invitations`, { role, days });

export const revokeInvitation = (id: string): Promise<void> =>
  request<void>("DELETE", `/api/invitations/${id}`);

export const offerQuery = (secret: string) =>
  queryOptions({
    queryKey: ["offer", secret],
    queryFn: () => post<InvitationOffer>("/api/invitations/look", { secret }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const joinTeam = (secret: string): Promise<TeamPage> =>
  post<TeamPage>("/api/invitations/join", { secret });

export const createProject = (team: string, name: string): Promise<ProjectForm> =>
  post<ProjectForm>("/api/projects", { team, name });

export const renameProject = (id: string, name: string): Promise<ProjectForm> =>
  request<ProjectForm>("PATCH", `/api/projects/${id}`, { body: { name } });

export const deleteProject = (id: string): Promise<void> =>
  request<void>("DELETE", `/api/projects/${id}`);
