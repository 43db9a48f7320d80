import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Session } from "../api/forms";
import { signIn } from "../api/queries";
import { ProblemNotice } from "../ui/Notice";
import classes from "./SignIn.module.css";

export interface SignInFormProps {
  user?: string;
  onDone: (session: Session) => void;
}

export function SignInForm({ user = "", onDone }: SignInFormProps): ReactNode {
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const send = async (form: FormData): Promise<void> => {
    setSending(true);
    try {
      const username = String(form.get("username"));
      onDone(await signIn({ username, password: String(form.get("password")) }));
    } catch (cause) {
      setError(cause);
    } finally {
      setSending(false);
    }
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      {error === null ? null : <ProblemNotice error={error} isPlain />}
      <TextInput
        label="Name"
        name="username"
        defaultValue={user}
        autoComplete="username"
        required
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        data-autofocus={user === "" ? undefined : true}
      />
      <Button type="submit" fullWidth loading={isSending}>
        Sign in
      </Button>
    </form>
  );
}
