/** Sends a file and tells how far it is: `fetch` cannot tell that of what it sends. */
import { csrfToken, ProblemError, problemOf, tellSignedOut, unreachable } from "./client";
import type { DataForm, Problem } from "./forms";

export interface Upload {
  project: string;
  file: File;
  /** Bytes that were sent so far. */
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

function bodyOf(request: XMLHttpRequest): unknown {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}

function answerOf(request: XMLHttpRequest): DataForm {
  const body = bodyOf(request);
  if (request.status >= 200 && request.status < 300) return body as DataForm;
  if (request.status === 401) tellSignedOut();
  throw new ProblemError(request.status, problemOf(request.status, body as Partial<Problem>));
}

/** Make a dataset of a file. Refused with a `ProblemError`, or with an `AbortError` when cancelled. */
export function uploadFile({ project, file, onProgress, signal }: Upload): Promise<DataForm> {
  const query = new URLSearchParams({ project, file_name: file.name });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/datasets?${query.toString()}`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      try {
        resolve(answerOf(request));
      } catch (error) {
        reject(error);
      }
    };
    request.onerror = () => reject(unreachable());
    const cancel = (): void => {
      request.abort();
      reject(new DOMException("The upload was cancelled.", "AbortError"));
    };
    signal.addEventListener("abort", cancel, { once: true });
    request.send(file);
  });
}
