/** `/tokens`: keys with which scripts ask as whoever made them. */
import { TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { makeToken, revokeToken, tokensQuery } from "../api/account";
import type { TokenForm } from "../api/forms";
import { Revoke, SecretForm } from "../team/SecretForm";
import classes from "../team/Team.module.css";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { formatAge, formatAhead } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import { Table } from "../ui/Table";
import table from "../ui/Table.module.css";

function Make(): ReactNode {
  const client = useQueryClient();
  const [name, setName] = useState("");
  return (
    <SecretForm
      label="Token"
      what="the token"
      deed="Make token"
      lives={[7, 30, 90, 365]}
      life={90}
      onMake={async (days) => {
        const { secret } = await makeToken(name.trim(), days);
        setName("");
        void client.invalidateQueries({ queryKey: tokensQuery.queryKey });
        return secret;
      }}
      fields={
        <TextInput
          label="What it is for"
          value={name}
          maxLength={100}
          pattern=".*\S.*"
          required
          onChange={(event) => setName(event.currentTarget.value)}
        />
      }
    />
  );
}

function TokenRow({ token, now }: { token: TokenForm; now: number }): ReactNode {
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
        <Revoke
          what={token.name}
          told={`${token.name} opens nothing any more`}
          onRevoke={() => revokeToken(token.id)}
          queryKey={tokensQuery.queryKey}
        />
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
    <Table label="API tokens" columns={["For", "Made", "Expires", "Last used"]} hasDeeds>
      {data.map((token) => (
        <TokenRow key={token.id} token={token} now={now} />
      ))}
    </Table>
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
