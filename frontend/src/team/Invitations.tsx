/** Links that let somebody into a team, each of them once. */
import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api/client";
import type { InvitationForm, RoleName, TeamPage } from "../api/forms";
import { invite, revokeInvitation, teamQuery } from "../api/teams";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { formatAge, formatAhead, titleOf } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import table from "../ui/Table.module.css";
import { showToast } from "../ui/toasts";
import { ROLES } from "./roles";
import { Secret } from "./Secret";
import classes from "./Team.module.css";

const LIVES = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
];

function Invite({ team }: { team: TeamPage }): ReactNode {
  const client = useQueryClient();
  const [role, setRole] = useState<RoleName>("editor");
  const [days, setDays] = useState("7");
  const make = useMutation({
    mutationFn: () => invite(team.id, role, Number(days)),
    onSuccess: () => void client.invalidateQueries({ queryKey: teamQuery(team.id).queryKey }),
  });
  const roles = team.is_personal ? ROLES.filter(({ value }) => value !== "owner") : ROLES;
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <div className={classes.fields}>
        <NativeSelect
          label="Invite as"
          data={roles}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as RoleName)}
        />
        <NativeSelect
          label="It works for"
          data={LIVES}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending}>
          Make invitation
        </Button>
      </div>
      {make.error === null ? null : <ProblemNotice error={make.error} />}
      {make.data === undefined ? null : (
        <Secret
          label="Invitation link"
          what="the invitation"
          value={`${window.location.origin}${make.data.link}`}
        />
      )}
    </form>
  );
}

interface RowProps {
  team: string;
  invitation: InvitationForm;
  now: number;
}

function InvitationRow({ team, invitation, now }: RowProps): ReactNode {
  const client = useQueryClient();
  const made = formatAge(invitation.created_at, now);
  const revoke = useMutation({
    mutationFn: () => revokeInvitation(invitation.id),
    onSuccess: () => showToast("The invitation lets nobody in any more"),
    onError: (error) => showToast(messageOf(error), "error"),
    onSettled: () => void client.invalidateQueries({ queryKey: teamQuery(team).queryKey }),
  });
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
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Revoke the invitation as ${invitation.role} made ${made}`}
          loading={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          Revoke
        </Button>
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
          <div className={`${table.scroll} ${classes.inset}`}>
            <table className={`${table.table} ${table.stacked}`} aria-label="Open invitations">
              <thead>
                <tr>
                  <th scope="col">Role</th>
                  <th scope="col">Made</th>
                  <th scope="col">Expires</th>
                  <th scope="col">
                    <span className="visually-hidden">Deeds</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {team.invitations.map((invitation) => (
                  <InvitationRow key={invitation.id} team={team.id} {...{ invitation, now }} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Card>
  );
}
