import { Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { sessionQuery } from "../api/queries";
import { SignInForm } from "./SignInForm";

export interface SessionExpiredProps {
  user: string;
  onClose: () => void;
}

/** Asks for the password in place when the session ends, so that nothing on the page is lost. */
export function SessionExpired({ user, onClose }: SessionExpiredProps): ReactNode {
  const client = useQueryClient();
  return (
    <Modal
      opened
      onClose={onClose}
      title="Your session has ended"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <p>
        Sign in again to go on. What you see here stays as it is. Without a password, open a new
        sign-in link in another tab and come back.
      </p>
      <SignInForm
        user={user}
        onDone={(session) => {
          client.setQueryData(sessionQuery.queryKey, session);
          void client.invalidateQueries();
          onClose();
        }}
      />
    </Modal>
  );
}
