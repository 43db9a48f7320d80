/** The menu of the account. It is fetched when somebody reaches for it: no page waits for it. */
import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Session } from "../api/forms";
import { signOut } from "../api/queries";
import { AccountButton } from "./AccountButton";

export function AccountMenu({ session }: { session: Session }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    await signOut();
    client.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <Menu position="bottom-end" width={220} defaultOpened>
      <Menu.Target>
        <AccountButton user={session.user} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.teams.map((team) => team.name).join(", ") || "No team"}</Menu.Label>
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
  );
}
