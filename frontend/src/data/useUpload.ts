/** One upload at a time: what is being sent, what became of it, and how to end it. */
import { useQueryClient } from "@tanstack/react-query";
import { useBlocker, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { datasetQuery } from "../api/queries";
import { uploadFile } from "../api/upload";
import { refusalOf } from "./formats";

export interface Sending {
  name: string;
  size: number;
  sent: number;
}

const isCancelled = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "AbortError";

export function useUpload(project: string | undefined) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const active = useRef<AbortController | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const cancel = useCallback(() => active.current?.abort(), []);
  useEffect(() => cancel, [cancel]);
  const leaving = useBlocker({
    shouldBlockFn: () => active.current !== null,
    enableBeforeUnload: () => active.current !== null,
    withResolver: true,
  });

  const send = async (file: File, to: string): Promise<void> => {
    const controller = new AbortController();
    active.current = controller;
    setError(null);
    setSending({ name: file.name, size: file.size, sent: 0 });
    try {
      const made = await uploadFile({
        ...{ project: to, file, signal: controller.signal },
        onProgress: (sent) => setSending({ name: file.name, size: file.size, sent }),
      });
      active.current = null;
      client.setQueryData(datasetQuery(made.id).queryKey, made);
      void client.invalidateQueries({ queryKey: ["datasets"] });
      await navigate({ to: "/data/$id", params: { id: made.id } });
    } catch (cause) {
      if (!isCancelled(cause)) setError(cause);
    } finally {
      active.current = null;
      setSending(null);
    }
  };

  /** Begin with the files that were chosen or dropped; what cannot be read is not even sent. */
  const begin = (files: readonly File[]): void => {
    const [file] = files;
    if (file === undefined || project === undefined || active.current !== null) return;
    const found =
      files.length > 1
        ? `One file is uploaded at a time, not ${files.length}. Pack images into one .zip, in a folder for each class.`
        : refusalOf(file);
    setRefusal(found ?? null);
    setError(null);
    if (found === undefined) void send(file, project);
  };

  return { sending, refusal, error, begin, cancel, leaving };
}
