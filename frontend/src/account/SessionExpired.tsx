import { Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { onSignedOut } from "../api/client";
import { sessionQuery } from "../api/queries";
import { SignInForm } from "./SignInForm";

/** Asks for the password in place when the session ends, so that nothing on the page is lost. */
export function SessionExpired({ user }: { user: string }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const client = useQueryClient();
  useEffect(() => onSignedOut(() => setOpen(true)), []);
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      title="Your session has ended"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <p>Sign in again to go on. What you see here stays as it is.</p>
      <SignInForm
        user={user}
        onDone={(session) => {
          client.setQueryData(sessionQuery.queryKey, session);
          void client.invalidateQueries();
          setOpen(false);
        }}
      />
    </Modal>
  );
}
