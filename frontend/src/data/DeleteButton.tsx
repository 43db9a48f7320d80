/** Asks before data is deleted; why it cannot be is said by the server. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { DataForm } from "../api/forms";
import { deleteDataset } from "../api/queries";
import { AskDialog } from "../ui/dialogs";
import { formatBytes } from "../ui/format";
import { showToast } from "../ui/toasts";
import { titleFor } from "./formats";

export function DeleteButton({ data }: { data: DataForm }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        Delete
      </Button>
      {isAsked ? (
        <AskDialog
          title={`Delete ${titleFor(data)}?`}
          deed="Delete"
          onDo={async () => {
            await deleteDataset(data.id);
            showToast(`Deleted ${titleFor(data)}`);
            void client.invalidateQueries({ queryKey: ["datasets"] });
            await navigate({ to: "/data" });
          }}
          onClose={() => setAsked(false)}
        >
          The upload ({data.file_name}, {formatBytes(data.size)}) and what was made of it are
          removed for good. There is no way back but to upload the file again.
        </AskDialog>
      ) : null}
    </>
  );
}
