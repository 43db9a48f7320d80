/** The one way to the server: JSON over our own origin, and every refusal as a `ProblemError`. */
import { sentence } from "../ui/format";
import type { Problem } from "./forms";
import { byLink } from "./share";

/** A refusal or failure, in the server's words where it had any. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.message);
    this.name = "ProblemError";
  }
}

/** A refusal will be a refusal again; a way or a server that failed may not fail again. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status === 0 || error.status >= 500;

const signedOut = new Set<() => void>();

/** The token that the server's cookie holds; unsafe requests must carry it. */
export function csrfToken(): string {
  return /(?:^|; )(?:nasweb_|__Host-)csrf=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** Be told when the server no longer knows us. Returns how to stop being told. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

function explain(status: number): Problem {
  const message =
    status >= 500
      ? "The server failed while it answered. Nothing you did is lost; try again."
      : `The server refused this request (${status}).`;
  return { code: `http_${status}`, message, path: [], issues: [] };
}

/** What a refusal says; `body` is its JSON, or nothing if it had none. */
export function problemOf(status: number, body: Partial<Problem> | null): Problem {
  if (typeof body?.message !== "string") return explain(status);
  return {
    code: body.code ?? "",
    message: body.message,
    path: body.path ?? [],
    issues: body.issues ?? [],
  };
}

async function readProblem(response: Response): Promise<Problem> {
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  return problemOf(response.status, isJson ? ((await response.json()) as Problem) : null);
}

/** The server did not answer at all. */
export function unreachable(): ProblemError {
  return new ProblemError(0, {
    code: "unreachable",
    message: "The server cannot be reached. Check that nasweb is running, then try again.",
    path: [],
    issues: [],
  });
}

/** Tell whoever listens that the server no longer knows us. */
export function tellSignedOut(): void {
  for (const listener of signedOut) listener();
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw unreachable();
  }
}

/** Send a request and return its JSON (undefined for an empty answer). */
export async function request<T>(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  const response = await reach(byLink(path), {
    method,
    headers,
    credentials: "same-origin",
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: options.signal ?? null,
  });
  if (!response.ok) {
    const problem = await readProblem(response);
    if (response.status === 401 && path !== "/api/session/sign-in") tellSignedOut();
    throw new ProblemError(response.status, problem);
  }
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  request<T>("GET", path, { signal });

export const post = <T>(
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<T> =>
  request<T>("POST", path, { body: body ?? {}, ...(headers === undefined ? {} : { headers }) });

/** What any thrown thing says to a person. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return sentence(error.message);
  return "Something failed and left no message.";
}
