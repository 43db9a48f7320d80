/** Who is in a team, and as what. */
import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api/client";
import type { MemberForm, RoleName, TeamPage } from "../api/forms";
import { appointMember, removeMember, teamQuery } from "../api/teams";
import { Card } from "../ui/Card";
import { useNow } from "../ui/clock";
import { AskDialog } from "../ui/dialogs";
import { count, formatAge, titleOf } from "../ui/format";
import { Table } from "../ui/Table";
import table from "../ui/Table.module.css";
import { showToast } from "../ui/toasts";
import { ROLES } from "./roles";
import classes from "./Team.module.css";

interface RowProps {
  team: TeamPage;
  member: MemberForm;
  now: number;
  onRemove: () => void;
}

function RoleCell({ team, member }: Pick<RowProps, "team" | "member">): ReactNode {
  const client = useQueryClient();
  const { queryKey } = teamQuery(team.id);
  const appoint = useMutation({
    mutationFn: (role: RoleName) => appointMember(member.id, role),
    onSuccess: (page) => {
      client.setQueryData(queryKey, page);
      if (member.is_you) void client.invalidateQueries({ queryKey: ["session"] });
    },
    onError: (error) => showToast(messageOf(error), "error"),
  });
  if (!team.can.includes("manage")) return titleOf(member.role);
  return (
    <NativeSelect
      className={classes.role ?? ""}
      aria-label={`Role of ${member.user}`}
      data={ROLES}
      value={appoint.isPending ? appoint.variables : member.role}
      disabled={appoint.isPending}
      onChange={(event) => appoint.mutate(event.currentTarget.value as RoleName)}
    />
  );
}

function MemberRow({ team, member, now, onRemove }: RowProps): ReactNode {
  return (
    <tr>
      <th scope="row" className={table.text}>
        {member.user} {member.is_you ? <span className={table.quiet}>you</span> : null}
      </th>
      <td>
        <RoleCell team={team} member={member} />
      </td>
      <td title={member.joined_at} data-label="joined">
        {formatAge(member.joined_at, now)}
      </td>
      <td className={table.number}>
        {team.can.includes("manage") && !member.is_you ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Remove ${member.user}`}
            onClick={onRemove}
          >
            Remove
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

export function Members({ team }: { team: TeamPage }): ReactNode {
  const client = useQueryClient();
  const now = useNow(60_000);
  const [removed, setRemoved] = useState<MemberForm | null>(null);
  return (
    <Card title="Members" note={count(team.members.length, "member")} flush>
      <Table label="Members" columns={["Name", "Role", "Joined"]} hasDeeds>
        {team.members.map((member) => (
          <MemberRow
            key={member.id}
            {...{ team, member, now }}
            onRemove={() => setRemoved(member)}
          />
        ))}
      </Table>
      {removed === null ? null : (
        <AskDialog
          title={`Remove ${removed.user} from ${team.name}?`}
          deed="Remove"
          onDo={async () => {
            await removeMember(removed.id);
            await client.invalidateQueries({ queryKey: teamQuery(team.id).queryKey });
          }}
          onClose={() => setRemoved(null)}
        >
          What {removed.user} made stays in the team. To come back takes a new invitation.
        </AskDialog>
      )}
    </Card>
  );
}
