/** Putting runs and spaces away, out of the lists, and taking them back. */
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api/client";
import { archive } from "../api/queries";
import { showToast } from "../ui/toasts";
import { useRights } from "./rights";

interface Putaway {
  id: string;
  name: string;
  project: string;
  is_archived: boolean;
}

/** For those who may change the thing. */
export function ArchiveButton({ of, thing }: { of: "runs" | "spaces"; thing: Putaway }): ReactNode {
  const client = useQueryClient();
  const mayEdit = useRights(thing.project)?.includes("edit") ?? false;
  const change = useMutation({
    mutationFn: () => archive(of, thing.id, !thing.is_archived),
    onSuccess: () => {
      showToast(thing.is_archived ? `${thing.name} is back in the list` : `Archived ${thing.name}`);
      return client.invalidateQueries({ queryKey: [of] });
    },
    onError: (error) => showToast(messageOf(error), "error"),
  });
  if (!mayEdit) return null;
  const deed = thing.is_archived ? "Unarchive" : "Archive";
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${deed} ${thing.name}`}
      title={thing.is_archived ? "Take it back into the list" : "Out of the list; nothing is lost"}
      loading={change.isPending}
      onClick={() => change.mutate()}
    >
      {deed}
    </Button>
  );
}

/** Whether a list shows what was put away, and the button that changes it. */
export function useArchive(): [boolean, ReactNode] {
  const [isOpen, setOpen] = useState(false);
  const button = (
    <Button
      variant={isOpen ? "light" : "default"}
      aria-pressed={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      Archived
    </Button>
  );
  return [isOpen, button];
}
