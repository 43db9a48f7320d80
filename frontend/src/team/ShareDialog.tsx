/** Share links of a run or a space: make one, see which there are, take them back. */
import { Button, Checkbox, Modal, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api/client";
import type { ShareForm, ShareRequest } from "../api/forms";
import { makeShare, revokeShare, sharesQuery } from "../api/teams";
import { useNow } from "../ui/clock";
import { count, formatAge, formatAhead } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import { Skeleton } from "../ui/Skeleton";
import table from "../ui/Table.module.css";
import { showToast } from "../ui/toasts";
import { useFocusBack } from "../ui/useFocusBack";
import { Secret } from "./Secret";
import classes from "./Team.module.css";

export interface Shared {
  kind: ShareRequest["kind"];
  thing: string;
  title: string;
}

const LIVES = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
];

const SHOWN = {
  run: "Whoever has the link watches this run and looks at its candidates, without an account. Names of people, log and errors are left out.",
  space:
    "Whoever has the link looks at the saved versions of this space, without an account. The draft stays yours.",
};

function MakeLink({ kind, thing }: Pick<Shared, "kind" | "thing">): ReactNode {
  const client = useQueryClient();
  const [days, setDays] = useState("30");
  const [withModel, setWithModel] = useState(false);
  const make = useMutation({
    mutationFn: () => makeShare({ kind, thing, days: Number(days), with_model: withModel }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["shares", kind, thing] }),
  });
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <p>{SHOWN[kind]}</p>
      {kind === "run" ? (
        <Checkbox
          label="Guests may download the model"
          checked={withModel}
          onChange={(event) => setWithModel(event.currentTarget.checked)}
        />
      ) : null}
      <div className={classes.fields}>
        <NativeSelect
          label="It works for"
          data={LIVES}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending}>
          Make link
        </Button>
      </div>
      {make.error === null ? null : <ProblemNotice error={make.error} />}
      {make.data === undefined ? null : (
        <Secret
          label="Share link"
          what="the link"
          value={`${window.location.origin}${make.data.link}`}
        />
      )}
    </form>
  );
}

function LinkRow({ share, now }: { share: ShareForm; now: number }): ReactNode {
  const client = useQueryClient();
  const made = formatAge(share.created_at, now);
  const revoke = useMutation({
    mutationFn: () => revokeShare(share.id),
    onSuccess: () => showToast("The link shows nothing any more"),
    onError: (error) => showToast(messageOf(error), "error"),
    onSettled: () =>
      void client.invalidateQueries({ queryKey: ["shares", share.kind, share.thing] }),
  });
  return (
    <tr>
      <th scope="row" className={table.text}>
        {made} <span className={table.quiet}>by {share.created_by}</span>
        {share.with_model ? <div className={table.quiet}>with the model</div> : null}
      </th>
      <td title={share.expires_at} data-label="expires">
        {formatAhead(share.expires_at, now)}
      </td>
      <td title={share.last_opened_at ?? undefined} data-label="opened">
        {share.opened === 0 ? (
          <span className={table.quiet}>not yet</span>
        ) : (
          count(share.opened, "time")
        )}
      </td>
      <td>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Revoke the link made ${made}`}
          loading={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          Revoke
        </Button>
      </td>
    </tr>
  );
}

function Links({ kind, thing }: Pick<Shared, "kind" | "thing">): ReactNode {
  const { data, error, refetch } = useQuery(sharesQuery(kind, thing));
  const now = useNow(10_000);
  if (data === undefined)
    return error === null ? (
      <Skeleton height={80} label="Loading the links" />
    ) : (
      <ProblemNotice error={error} onRetry={() => void refetch()} />
    );
  if (data.length === 0) return <p className={classes.quiet}>No link leads here now.</p>;
  return (
    <div className={`${table.scroll} ${classes.inset}`}>
      <table className={`${table.table} ${table.stacked}`} aria-label="Share links">
        <thead>
          <tr>
            <th scope="col">Made</th>
            <th scope="col">Expires</th>
            <th scope="col">Opened</th>
            <th scope="col">
              <span className="visually-hidden">Deeds</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map((share) => (
            <LinkRow key={share.id} share={share} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ShareDialog({
  title,
  onClose,
  ...shared
}: Shared & { onClose: () => void }): ReactNode {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`Share ${title}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className={classes.stack}>
        <MakeLink {...shared} />
        <Links {...shared} />
      </div>
    </Modal>
  );
}
