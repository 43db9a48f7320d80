/** What stands around every page: the bar, the way past it, the news. */
import { Menu } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { SessionExpired } from "../account/SessionExpired";
import type { Session } from "../api/forms";
import { signOut, workersQuery } from "../api/queries";
import { Boundary } from "./Card";
import { Icon } from "./Icon";
import { Logo } from "./Logo";
import classes from "./Shell.module.css";
import { ThemeToggle } from "./ThemeToggle";
import { Toasts } from "./Toasts";

function WorkersLink(): ReactNode {
  const { data } = useQuery(workersQuery);
  const alive = data?.filter((worker) => worker.is_alive).length;
  const tone = alive === undefined ? "quiet" : alive > 0 ? "ok" : "warn";
  return (
    <Link to="/workers" className={classes.link} activeProps={{ className: classes.here ?? "" }}>
      <span className={classes.dot} data-tone={tone} />
      Workers
      {alive === undefined ? null : (
        <span className={classes.count}>
          {alive}
          <span className="visually-hidden"> alive</span>
        </span>
      )}
    </Link>
  );
}

function AccountMenu({ session }: { session: Session }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    await signOut();
    client.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={classes.account} aria-label={`Account of ${session.user}`}>
          <Icon name="user" />
          <span className={classes.user}>{session.user}</span>
        </button>
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

export function TopBar({ session }: { session: Session }): ReactNode {
  const here = { className: classes.here ?? "" };
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.brand} aria-label="nasweb, home">
        <Logo />
        <span>nasweb</span>
      </Link>
      <nav className={classes.nav} aria-label="Main">
        <Link to="/spaces" className={classes.link} activeProps={here}>
          Spaces
        </Link>
        <Link to="/runs" className={classes.link} activeProps={here}>
          Runs
        </Link>
        <WorkersLink />
      </nav>
      <div className={classes.tools}>
        <ThemeToggle />
        <AccountMenu session={session} />
      </div>
    </header>
  );
}

export function Shell({ session }: { session: Session }): ReactNode {
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <TopBar session={session} />
      <main id="main" tabIndex={-1} className={classes.main}>
        <Boundary title="This page">
          <Outlet />
        </Boundary>
      </main>
      <SessionExpired user={session.user} />
      <Toasts />
    </div>
  );
}
