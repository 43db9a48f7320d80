/** Asks before data is deleted; why it cannot be is said by the server. */
import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { DataForm } from "../api/forms";
import { deleteDataset } from "../api/queries";
import { formatBytes } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import { showToast } from "../ui/toasts";
import { useFocusBack } from "../ui/useFocusBack";
import dialog from "./Data.module.css";
import classes from "./Dataset.module.css";
import { titleFor } from "./formats";

function DeleteDialog({ data, onClose }: { data: DataForm; onClose: () => void }): ReactNode {
  useFocusBack();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteDataset(data.id),
    onSuccess: async () => {
      showToast(`Deleted ${titleFor(data)}`);
      void client.invalidateQueries({ queryKey: ["datasets"] });
      await navigate({ to: "/data" });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Delete ${titleFor(data)}?`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className={classes.stack}>
        <p>
          The upload ({data.file_name}, {formatBytes(data.size)}) and what was made of it are
          removed for good. There is no way back but to upload the file again.
        </p>
        {remove.error === null ? null : <ProblemNotice error={remove.error} />}
      </div>
      <div className={dialog.answers}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button
          color="var(--error)"
          c="var(--surface)"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          Delete
        </Button>
      </div>
    </Modal>
  );
}

export function DeleteButton({ data }: { data: DataForm }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Delete
      </Button>
      {isOpen ? <DeleteDialog data={data} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
