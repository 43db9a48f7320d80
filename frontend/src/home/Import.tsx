/** A space from a file: chosen, or dropped anywhere on the page. */
import { Button, Group, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { messageOf, ProblemError } from "../api/client";
import { createSpace } from "../api/queries";
import { LARGEST_FILE, readSpaceFile } from "../document/importing";
import { NotADocument } from "../document/model";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/Notice";
import { Curtain, usePageDrop } from "../ui/PageDrop";

interface Chosen {
  project: string;
  files: readonly File[];
}

/** A space that the editor can draw but no run could use: it may be opened as a draft. */
class Unfinished extends ProblemError {
  constructor(
    error: ProblemError,
    readonly text: string,
    readonly project: string,
  ) {
    super(error.status, { ...error.problem, message: "No run can use it as it is" });
  }
}

async function importSpace({ project, files }: Chosen) {
  const [file, ...others] = files;
  if (!file || others.length > 0) throw new NotADocument("One file at a time, please.");
  if (file.size > LARGEST_FILE) {
    throw new NotADocument(`A space has at most 5 MB, but ${file.name} is larger.`);
  }
  const text = await file.text();
  readSpaceFile(text);
  try {
    return await createSpace({ project, document: text });
  } catch (error) {
    const isFaulty = error instanceof ProblemError && error.problem.issues.length > 0;
    throw isFaulty ? new Unfinished(error, text, project) : error;
  }
}

/** Without a button only what is dropped is taken. */
export function Import({
  project,
  hasButton = false,
}: {
  project: string | undefined;
  hasButton?: boolean;
}): ReactNode {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const open = ({ id }: { id: string }) => navigate({ to: "/spaces/$id", params: { id } });
  const read = useMutation({ mutationFn: importSpace, onSuccess: open });
  const keep = useMutation({
    mutationFn: ({ text, project }: Unfinished) =>
      createSpace({ project, document: text, is_draft: true }),
    onSuccess: (space) => {
      read.reset();
      return open(space);
    },
  });
  const take = (files: readonly File[]) => project !== undefined && read.mutate({ project, files });
  const isOver = usePageDrop(take);
  const { error } = read;
  return (
    <>
      {hasButton ? (
        <Button
          variant="default"
          leftSection={<Icon name="upload" />}
          loading={read.isPending}
          disabled={project === undefined}
          onClick={() => input.current?.click()}
        >
          Import
        </Button>
      ) : null}
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Space to import"
        tabIndex={-1}
        className="visually-hidden"
        onChange={(event) => {
          take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = ""; // so that the same file can be chosen again
        }}
      />
      {isOver ? <Curtain words="Drop to open as a space" /> : null}
      <Modal
        opened={error !== null}
        onClose={read.reset}
        title={error instanceof Unfinished ? "This space is not finished" : "This is no space"}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {error === null ? null : error instanceof ProblemError ? (
          <ProblemNotice error={error} isPlain />
        ) : (
          <p role="alert">{messageOf(error)}</p>
        )}
        {keep.error === null ? null : <ProblemNotice error={keep.error} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={read.reset}>
            Close
          </Button>
          {error instanceof Unfinished ? (
            <Button loading={keep.isPending} onClick={() => keep.mutate(error)}>
              Open it as a draft
            </Button>
          ) : null}
        </Group>
      </Modal>
    </>
  );
}
