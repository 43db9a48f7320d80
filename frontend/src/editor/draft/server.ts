/** What the designer asks the server for, beyond what every page asks. */

import { get, isPassing, ProblemError, post, request } from "../../api/client";
import type { DraftForm, Report, SpaceForm, VersionForm } from "../../api/forms";
import type { Answer, Send } from "./autosave";

/** Send a draft. Only an unreachable or failing server rejects: that is worth another try. */
export function sendDraft(space: string): Send {
  return async (document, revision) => {
    try {
      const draft = await request<DraftForm>("PUT", `/api/spaces/${space}/draft`, {
        body: { document },
        headers: { "If-Match": `"${revision}"` },
      });
      return { kind: "taken", draft };
    } catch (error) {
      return explain(error, space);
    }
  };
}

async function explain(error: unknown, space: string): Promise<Answer> {
  if (!(error instanceof ProblemError) || isPassing(error)) throw error;
  if (error.status === 412) return { kind: "stale", draft: (await readSpace(space)).draft };
  return { kind: "refused", message: error.message };
}

export const readSpace = (space: string): Promise<SpaceForm> =>
  get<SpaceForm>(`/api/spaces/${space}`);

export const saveVersion = (
  space: string,
  revision: number,
  message: string,
): Promise<VersionForm> =>
  post<VersionForm>(`/api/spaces/${space}/versions`, { revision, message });

/** Make a new space that holds `document` as its draft. It need not be valid. */
export const copySpace = (project: string, document: string): Promise<SpaceForm> =>
  post<SpaceForm>("/api/spaces", { project, document, is_draft: true });

export const report = (document: string, signal: AbortSignal): Promise<Report> =>
  request<Report>("POST", "/api/spaces/report", { body: { document }, signal });
