/** `/s/<id>#<secret>`: what a share link shows, to whoever has it, and nothing else of nasweb. */
import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation, useParams } from "@tanstack/react-router";
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useState,
} from "react";
import { ErrorPage } from "../account/ErrorPage";
import { ProblemError } from "../api/client";
import type { ShareOpened } from "../api/forms";
import { lookBy } from "../api/share";
import { openShare } from "../api/teams";
import { Boundary } from "../ui/Card";
import { useNow } from "../ui/clock";
import { formatAhead } from "../ui/format";
import { type Guest, GuestContext } from "../ui/guest";
import { Logo } from "../ui/Logo";
import shell from "../ui/Shell.module.css";
import { Skeleton } from "../ui/Skeleton";
import { ThemeToggle } from "../ui/ThemeToggle";
import { Toasts } from "../ui/Toasts";
import classes from "./SharedPage.module.css";

const RunView = lazy(() =>
  import("../monitor/RunPage").then((module) => ({ default: module.RunView })),
);
const CandidateView = lazy(() =>
  import("../results/CandidatePage").then((module) => ({ default: module.CandidateView })),
);
const SharedSpace = lazy(() =>
  import("../editor/DesignerPage").then((module) => ({ default: module.SharedSpace })),
);

const Opened = createContext<ShareOpened | null>(null);

/** Opens the link once; from then on everything is asked for by it, until the page is left. */
function useOpened({ share, secret }: Guest): {
  opened?: ShareOpened;
  error: unknown;
  refetch: () => unknown;
} {
  const [isLooking, setLooking] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["opened", share, secret],
    queryFn: () => openShare(share, secret),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const isOpen = data !== undefined;
  useEffect(() => {
    if (!isOpen) return;
    lookBy(share);
    setLooking(true);
    return () => lookBy(null);
  }, [isOpen, share]);
  return isLooking && isOpen ? { opened: data, error, refetch } : { error, refetch };
}

function Bar({ opened }: { opened: ShareOpened | undefined }): ReactNode {
  const now = useNow(60_000);
  return (
    <header className={classes.bar}>
      <span className={classes.brand}>
        <Logo />
        nasweb
      </span>
      {opened === undefined ? null : (
        <span className={classes.until} title={opened.expires_at}>
          Read only · link ends {formatAhead(opened.expires_at, now)}
        </span>
      )}
      <div className={classes.tools}>
        <ThemeToggle />
      </div>
    </header>
  );
}

const CUT_SHORT = new ProblemError(404, {
  code: "no_such_link",
  message: "The part behind the # is missing.",
  path: [],
  issues: [],
});

const waiting = (
  <div className={classes.waiting}>
    <Skeleton height={480} label="Opening the link" />
  </div>
);

function Content({ guest }: { guest: Guest }): ReactNode {
  const { opened, error, refetch } = useOpened(guest);
  const isOver = error instanceof ProblemError && error.status === 404;
  return (
    <>
      <Bar opened={opened} />
      <main id="main" tabIndex={-1} className={shell.main}>
        <Boundary title="This page">
          {error !== null ? (
            <ErrorPage error={error} {...(!isOver && { onRetry: () => void refetch() })} />
          ) : opened === undefined ? (
            waiting
          ) : (
            <Opened value={opened}>
              <Suspense fallback={waiting}>
                <Outlet />
              </Suspense>
            </Opened>
          )}
        </Boundary>
      </main>
    </>
  );
}

export function SharedPage(): ReactNode {
  const { id: share } = useParams({ from: "/s/$id" });
  const secret = useLocation({ select: ({ hash }) => hash.replace(/^#/, "") });
  return (
    <GuestContext value={{ share, secret }}>
      <div className={shell.shell}>
        {secret === "" ? (
          <>
            <Bar opened={undefined} />
            <ErrorPage error={CUT_SHORT} />
          </>
        ) : (
          <Content key={`${share} ${secret}`} guest={{ share, secret }} />
        )}
        <Toasts />
      </div>
    </GuestContext>
  );
}

/** The run or the space itself. */
export function SharedThing(): ReactNode {
  const opened = useContext(Opened);
  if (opened === null) return null;
  return opened.kind === "run" ? <RunView id={opened.thing} /> : <SharedSpace id={opened.thing} />;
}

export function SharedCandidate(): ReactNode {
  const { candidate } = useParams({ from: "/s/$id/candidates/$candidate" });
  return <CandidateView id={candidate} />;
}
