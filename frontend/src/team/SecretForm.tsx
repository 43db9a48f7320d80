/** Secrets with an end, such as links and tokens: makes one, shows it once, takes one back. */
import { Button, NativeSelect } from "@mantine/core";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { AskDialog } from "../ui/dialogs";
import { count } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import { showToast } from "../ui/toasts";
import { Secret, type SecretProps } from "./Secret";
import classes from "./Team.module.css";

interface SecretFormProps extends Omit<SecretProps, "value"> {
  /** What its button says. */
  deed: string;
  /** After how many days it may end, and what is chosen at first. */
  lives: number[];
  life: number;
  /** Answers with the secret. */
  onMake: (days: number) => Promise<string>;
  /** What is asked for besides, before the life and below it. */
  fields?: ReactNode;
  children?: ReactNode;
}

const lifeOf = (days: number) => ({
  value: String(days),
  label: days === 365 ? "1 year" : count(days, "day"),
});

export function SecretForm(props: SecretFormProps): ReactNode {
  const [days, setDays] = useState(String(props.life));
  const make = useMutation({ mutationFn: () => props.onMake(Number(days)) });
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <div className={classes.fields}>
        {props.fields}
        <NativeSelect
          label="It works for"
          data={props.lives.map(lifeOf)}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending}>
          {props.deed}
        </Button>
      </div>
      {props.children}
      {make.error === null ? null : <ProblemNotice error={make.error} />}
      {make.data === undefined ? null : (
        <Secret label={props.label} what={props.what} value={make.data} />
      )}
    </form>
  );
}

interface RevokeProps {
  /** As in "Revoke the link". */
  what: string;
  /** What is told when it is done. */
  told: string;
  onRevoke: () => Promise<unknown>;
  /** The list it stands in. */
  queryKey: QueryKey;
}

export function Revoke({ what, told, onRevoke, queryKey }: RevokeProps): ReactNode {
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const revoke = async (): Promise<void> => {
    await onRevoke();
    showToast(told);
    await client.invalidateQueries({ queryKey });
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Revoke ${what}`}
        onClick={() => setAsked(true)}
      >
        Revoke
      </Button>
      {isAsked ? (
        <AskDialog
          title={`Revoke ${what}?`}
          deed="Revoke"
          onDo={revoke}
          onClose={() => setAsked(false)}
        >
          Whoever has it can use it no more. It cannot be taken back, but another can be made.
        </AskDialog>
      ) : null}
    </>
  );
}
