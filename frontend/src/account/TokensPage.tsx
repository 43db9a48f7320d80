/** `/tokens`: keys with which scripts ask as whoever made them. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { makeToken, revokeToken, tokensQuery } from "../api/account";
import { messageOf } from "../api/client";
import type { TokenForm } from "../api/forms";
import { Secret } from "../team/Secret";
import classes from "../team/Team.module.css";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { formatAge, formatAhead } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import table from "../ui/Table.module.css";
import { showToast } from "../ui/toasts";

const LIVES = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
];

function Make(): ReactNode {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const make = useMutation({
    mutationFn: () => makeToken(name.trim(), Number(days)),
    onSuccess: () => {
      setName("");
      void client.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") make.mutate();
      }}
    >
      <div className={classes.fields}>
        <TextInput
          label="What it is for"
          value={name}
          maxLength={100}
          required
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label="It works for"
          data={LIVES}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending}>
          Make token
        </Button>
      </div>
      {make.error === null ? null : <ProblemNotice error={make.error} />}
      {make.data === undefined ? null : (
        <Secret label="Token" what="the token" value={make.data.secret} />
      )}
    </form>
  );
}

function TokenRow({ token, now }: { token: TokenForm; now: number }): ReactNode {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: () => showToast(`${token.name} opens nothing any more`),
    onError: (error) => showToast(messageOf(error), "error"),
    onSettled: () => void client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  return (
    <tr>
      <th scope="row" className={table.text}>
        {token.name}
      </th>
      <td title={token.created_at} data-label="made">
        {formatAge(token.created_at, now)}
      </td>
      <td title={token.expires_at} data-label="expires">
        {formatAhead(token.expires_at, now)}
      </td>
      <td title={token.last_used_at ?? undefined} data-label="used">
        {token.last_used_at === null ? (
          <span className={table.quiet}>not yet</span>
        ) : (
          formatAge(token.last_used_at, now)
        )}
      </td>
      <td className={table.number}>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Revoke ${token.name}`}
          loading={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          Revoke
        </Button>
      </td>
    </tr>
  );
}

function Tokens(): ReactNode {
  const { data, error, refetch } = useQuery(tokensQuery);
  const now = useNow(30_000);
  if (data === undefined)
    return error === null ? (
      <Skeleton height={120} label="Loading the tokens" />
    ) : (
      <ProblemNotice error={error} onRetry={() => void refetch()} />
    );
  if (data.length === 0)
    return (
      <Empty title="No tokens">
        A script sends one as <code>Authorization: Bearer</code> and the token, and may then do what
        you may. Revoke it here when it is no longer needed.
      </Empty>
    );
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stacked}`} aria-label="API tokens">
        <thead>
          <tr>
            <th scope="col">For</th>
            <th scope="col">Made</th>
            <th scope="col">Expires</th>
            <th scope="col">Last used</th>
            <th scope="col">
              <span className="visually-hidden">Deeds</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map((token) => (
            <TokenRow key={token.id} token={token} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function TokensPage(): ReactNode {
  return (
    <Page
      title="API tokens"
      lead="Keys with which your scripts ask nasweb as you. Whoever has one may do what you may."
    >
      <div className={classes.stack}>
        <Card title="New token">
          <Make />
        </Card>
        <Card title="Your tokens" flush>
          <Tokens />
        </Card>
      </div>
    </Page>
  );
}
