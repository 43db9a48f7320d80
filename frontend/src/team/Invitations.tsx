/** Links that let somebody into a team, each of them once. */
import { NativeSelect } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { InvitationForm, RoleName, TeamPage } from "../api/forms";
import { invite, revokeInvitation, teamQuery } from "../api/teams";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { formatAge, formatAhead, titleOf } from "../ui/format";
import { Table } from "../ui/Table";
import table from "../ui/Table.module.css";
import { ROLES } from "./roles";
import { Revoke, SecretForm } from "./SecretForm";
import classes from "./Team.module.css";

function Invite({ team }: { team: TeamPage }): ReactNode {
  const client = useQueryClient();
  const [role, setRole] = useState<RoleName>("editor");
  const roles = team.is_personal ? ROLES.filter(({ value }) => value !== "owner") : ROLES;
  return (
    <SecretForm
      label="Invitation link"
      what="the invitation"
      deed="Make invitation"
      lives={[1, 7, 30]}
      life={7}
      onMake={async (days) => {
        const { link } = await invite(team.id, role, days);
        void client.invalidateQueries({ queryKey: teamQuery(team.id).queryKey });
        return `${window.location.origin}${link}`;
      }}
      fields={
        <NativeSelect
          label="Invite as"
          data={roles}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as RoleName)}
        />
      }
    />
  );
}

interface RowProps {
  team: string;
  invitation: InvitationForm;
  now: number;
}

function InvitationRow({ team, invitation, now }: RowProps): ReactNode {
  const made = formatAge(invitation.created_at, now);
  return (
    <tr>
      <th scope="row">{titleOf(invitation.role)}</th>
      <td title={invitation.created_at} data-label="made">
        {made} <span className={table.quiet}>by {invitation.created_by}</span>
      </td>
      <td title={invitation.expires_at} data-label="expires">
        {formatAhead(invitation.expires_at, now)}
      </td>
      <td className={table.number}>
        <Revoke
          what={`the invitation as ${invitation.role} made ${made}`}
          told="The invitation lets nobody in any more"
          onRevoke={() => revokeInvitation(invitation.id)}
          queryKey={teamQuery(team).queryKey}
        />
      </td>
    </tr>
  );
}

export function Invitations({ team }: { team: TeamPage }): ReactNode {
  const now = useNow(60_000);
  return (
    <Card title="Invitations" note="each link lets one person in">
      <div className={classes.stack}>
        <Invite team={team} />
        {team.invitations.length === 0 ? (
          <p className={classes.quiet}>No invitation is open.</p>
        ) : (
          <Table
            label="Open invitations"
            columns={["Role", "Made", "Expires"]}
            hasDeeds
            className={classes.inset}
          >
            {team.invitations.map((invitation) => (
              <InvitationRow key={invitation.id} team={team.id} {...{ invitation, now }} />
            ))}
          </Table>
        )}
      </div>
    </Card>
  );
}
