/** What stands around every page: the bar, the way past it, the news. */
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { onSignedOut } from "../api/client";
import type { Session } from "../api/forms";
import { workersQuery } from "../api/queries";
import { AccountButton } from "./AccountButton";
import { Boundary } from "./Card";
import { Logo } from "./Logo";
import classes from "./Shell.module.css";
import { ThemeToggle } from "./ThemeToggle";
import { Toasts } from "./Toasts";

function WorkersLink(): ReactNode {
  const { data, isError, failureCount } = useQuery(workersQuery);
  // What was known before the line was cut says nothing about now; nor while it is tried again.
  const living =
    isError || failureCount > 0 ? undefined : data?.filter((worker) => worker.is_alive);
  const alive = living?.length;
  const canTrain = living?.some((worker) => worker.devices.length > 0);
  const tone = canTrain === undefined ? "quiet" : canTrain ? "ok" : "warn";
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

const fetchMenu = () => import("./AccountMenu");
const AccountMenu = lazy(() => fetchMenu().then((module) => ({ default: module.AccountMenu })));

/** A button until it is pressed, then the menu of the same name. */
function Account({ session }: { session: Session }): ReactNode {
  const [isWanted, setWanted] = useState(false);
  const button = (
    <AccountButton
      user={session.user}
      aria-haspopup="menu"
      onPointerEnter={() => void fetchMenu()}
      onFocus={() => void fetchMenu()}
      onClick={() => setWanted(true)}
    />
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu session={session} />
    </Suspense>
  );
}

/** Pages of a run whose address does not begin with that of the runs. */
const OF_RUNS = /^\/(launch|candidates)\b/;

function RunsLink(): ReactNode {
  const isOfRuns = useLocation({ select: ({ pathname }) => OF_RUNS.test(pathname) });
  const here = classes.here ?? "";
  return (
    <Link
      to="/runs"
      className={isOfRuns ? `${classes.link} ${here}` : classes.link}
      activeProps={{ className: here }}
      {...(isOfRuns ? { "aria-current": true } : {})}
    >
      Runs
    </Link>
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
        <Link to="/data" className={classes.link} activeProps={here}>
          Data
        </Link>
        <RunsLink />
        <WorkersLink />
      </nav>
      <div className={classes.tools}>
        <ThemeToggle />
        <Account session={session} />
      </div>
    </header>
  );
}

/** The dialog is fetched when the session has ended, and not before. */
const SessionExpired = lazy(() =>
  import("../account/SessionExpired").then((module) => ({ default: module.SessionExpired })),
);

function Expiry({ user }: { user: string }): ReactNode {
  const [isOver, setOver] = useState(false);
  useEffect(() => onSignedOut(() => setOver(true)), []);
  if (!isOver) return null;
  return (
    <Suspense>
      <SessionExpired user={user} onClose={() => setOver(false)} />
    </Suspense>
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
      <Expiry user={session.user} />
      <Toasts />
    </div>
  );
}
