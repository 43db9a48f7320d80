/** Share links of a run or a space: make one, see which there are, take them back. */
import { Checkbox, Modal } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ShareForm, ShareRequest } from "../api/forms";
import { makeShare, revokeShare, sharesQuery } from "../api/teams";
import { useNow } from "../ui/clock";
import { count, formatAge, formatAhead } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import { Skeleton } from "../ui/Skeleton";
import { Table } from "../ui/Table";
import table from "../ui/Table.module.css";
import { useFocusBack } from "../ui/useFocusBack";
import { Revoke, SecretForm } from "./SecretForm";
import classes from "./Team.module.css";

export interface Shared {
  kind: ShareRequest["kind"];
  thing: string;
  title: string;
}

const SHOWN = {
  run: "Whoever has the link watches this run and looks at its candidates, without an account. Names of people, log and errors are left out.",
  space:
    "Whoever has the link looks at the saved versions of this space, without an account. The draft stays yours.",
};

function MakeLink({ kind, thing }: Pick<Shared, "kind" | "thing">): ReactNode {
  const client = useQueryClient();
  const [withModel, setWithModel] = useState(false);
  return (
    <>
      <p>{SHOWN[kind]}</p>
      <SecretForm
        label="Share link"
        what="the link"
        deed="Make link"
        lives={[1, 7, 30, 90, 365]}
        life={30}
        onMake={async (days) => {
          const { link } = await makeShare({ kind, thing, days, with_model: withModel });
          void client.invalidateQueries({ queryKey: ["shares", kind, thing] });
          return `${window.location.origin}${link}`;
        }}
      >
        {kind === "run" ? (
          <Checkbox
            label="Guests may download the model"
            checked={withModel}
            onChange={(event) => setWithModel(event.currentTarget.checked)}
          />
        ) : null}
      </SecretForm>
    </>
  );
}

function LinkRow({ share, now }: { share: ShareForm; now: number }): ReactNode {
  const made = formatAge(share.created_at, now);
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
        <Revoke
          what={`the link made ${made}`}
          told="The link shows nothing any more"
          onRevoke={() => revokeShare(share.id)}
          queryKey={["shares", share.kind, share.thing]}
        />
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
    <Table
      label="Share links"
      columns={["Made", "Expires", "Opened"]}
      hasDeeds
      className={classes.inset}
    >
      {data.map((share) => (
        <LinkRow key={share.id} share={share} now={now} />
      ))}
    </Table>
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
