/** The menu of the account. It is fetched when somebody reaches for it: no page waits for it. */
import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Session } from "../api/forms";
import { sessionQuery, signOut } from "../api/queries";
import { createTeam } from "../api/teams";
import { AccountButton } from "./AccountButton";
import { NameDialog } from "./dialogs";
import { Icon } from "./Icon";

/** Asks for the name of a new team, and leads to it. */
function NewTeam({ onClose }: { onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <NameDialog
      title="New team"
      deed="Make team"
      onName={async (name) => {
        const team = await createTeam(name);
        void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
        await navigate({ to: "/teams/$id", params: { id: team.id } });
      }}
      onClose={onClose}
    />
  );
}

export function AccountMenu({ session }: { session: Session }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isNaming, setNaming] = useState(false);
  const leave = async (): Promise<void> => {
    await signOut();
    client.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <>
      <Menu position="bottom-end" width={220} defaultOpened>
        <Menu.Target>
          <AccountButton user={session.user} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Teams</Menu.Label>
          {session.teams.map(({ id, name, role }) => (
            <Menu.Item
              key={id}
              rightSection={role}
              onClick={() => void navigate({ to: "/teams/$id", params: { id } })}
            >
              {name}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<Icon name="plus" size={14} />} onClick={() => setNaming(true)}>
            New team
          </Menu.Item>
          <Menu.Item onClick={() => void navigate({ to: "/activity" })}>Activity</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => void navigate({ to: "/tokens" })}>API tokens</Menu.Item>
          {session.is_staff ? (
            <Menu.Item component="a" href="/admin/">
              Administration
            </Menu.Item>
          ) : null}
          <Menu.Item component="a" href="/api/schema">
            API schema
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => void leave()}>Sign out</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isNaming ? <NewTeam onClose={() => setNaming(false)} /> : null}
    </>
  );
}
