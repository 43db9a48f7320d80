/** Which address shows which page. Pages are fetched when they are first visited. */
import { useQuery } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
  useLocation,
  useNavigate,
} from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { ErrorPage, NotFoundPage, ThrownPage } from "./account/ErrorPage";
import { ProblemError } from "./api/client";
import { sessionQuery } from "./api/queries";
import { Shell } from "./ui/Shell";
import { Skeleton } from "./ui/Skeleton";

/** Leads to the sign-in page once, and remembers the address that was asked for. */
function ToSignIn(): ReactNode {
  const navigate = useNavigate();
  // A secret stands behind the hash and stays there: that part of an address is never sent.
  const address = useLocation({ select: ({ pathname, searchStr }) => `${pathname}${searchStr}` });
  const hash = useLocation({ select: (location) => location.hash });
  const [next] = useState({ address, hash });
  useEffect(() => {
    const search = next.address === "/" ? {} : { next: next.address };
    void navigate({ to: "/sign-in", search, hash: next.hash, replace: true });
  }, [navigate, next]);
  return null;
}

/** Everything but the sign-in page is for those who are signed in. */
function Members(): ReactNode {
  const { data, error, refetch } = useQuery(sessionQuery);
  if (data !== undefined) return <Shell session={data} />;
  if (error === null) return <Skeleton height={52} />;
  if (error instanceof ProblemError && (error.status === 401 || error.status === 403))
    return <ToSignIn />;
  return <ErrorPage error={error} onRetry={() => void refetch()} />;
}

/** Only addresses of our own may follow a sign-in. */
function ownAddress(value: unknown): string | undefined {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : undefined;
}

/** Whoever comes by a sign-in link that no longer works is told so. */
function ofLink(search: Record<string, unknown>): { link?: "expired" } {
  return search.link === "expired" ? { link: "expired" } : {};
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string; link?: "expired" } => {
    const next = ownAddress(search.next);
    return { ...(next && { next }), ...ofLink(search) };
  },
  component: lazyRouteComponent(() => import("./account/SignInPage"), "SignInPage"),
});

const shared = createRoute({
  getParentRoute: () => root,
  path: "/s/$id",
  component: lazyRouteComponent(() => import("./team/SharedPage"), "SharedPage"),
});

const sharedThing = createRoute({
  getParentRoute: () => shared,
  path: "/",
  component: lazyRouteComponent(() => import("./team/SharedPage"), "SharedThing"),
});

const sharedCandidate = createRoute({
  getParentRoute: () => shared,
  path: "/candidates/$candidate",
  component: lazyRouteComponent(() => import("./team/SharedPage"), "SharedCandidate"),
});

const members = createRoute({ getParentRoute: () => root, id: "members", component: Members });

const home = createRoute({
  getParentRoute: () => members,
  path: "/",
  validateSearch: ofLink,
  component: lazyRouteComponent(() => import("./home/HomePage"), "HomePage"),
});

const spaces = createRoute({
  getParentRoute: () => members,
  path: "/spaces",
  component: lazyRouteComponent(() => import("./home/SpacesPage"), "SpacesPage"),
});

const DesignerPage = lazyRouteComponent(() => import("./editor/DesignerPage"), "DesignerPage");

const designer = createRoute({
  getParentRoute: () => members,
  path: "/spaces/$id",
  component: DesignerPage,
});

const version = createRoute({
  getParentRoute: () => members,
  path: "/spaces/$id/versions/$number",
  component: DesignerPage,
});

const data = createRoute({
  getParentRoute: () => members,
  path: "/data",
  component: lazyRouteComponent(() => import("./data/DataPage"), "DataPage"),
});

const dataset = createRoute({
  getParentRoute: () => members,
  path: "/data/$id",
  component: lazyRouteComponent(() => import("./data/DatasetPage"), "DatasetPage"),
});

export interface LaunchSearch {
  version?: string;
  preset?: string;
  /** Id of the data that is to be learned from. */
  data?: string;
  /** A run whose settings are to be used again. */
  run?: string;
}

const launch = createRoute({
  getParentRoute: () => members,
  path: "/launch",
  validateSearch: (search: Record<string, unknown>): LaunchSearch => {
    const [asked, preset] = [text(search.version), text(search.preset)];
    const [run, data] = [text(search.run), text(search.data)];
    return {
      ...(asked && { version: asked }),
      ...(preset && { preset }),
      ...(data && { data }),
      ...(run && { run }),
    };
  },
  component: lazyRouteComponent(() => import("./launch/LaunchPage"), "LaunchPage"),
});

const runs = createRoute({
  getParentRoute: () => members,
  path: "/runs",
  component: lazyRouteComponent(() => import("./monitor/RunsPage"), "RunsPage"),
});

const run = createRoute({
  getParentRoute: () => members,
  path: "/runs/$id",
  component: lazyRouteComponent(() => import("./monitor/RunPage"), "RunPage"),
});

const candidate = createRoute({
  getParentRoute: () => members,
  path: "/candidates/$id",
  component: lazyRouteComponent(() => import("./results/CandidatePage"), "CandidatePage"),
});

const team = createRoute({
  getParentRoute: () => members,
  path: "/teams/$id",
  component: lazyRouteComponent(() => import("./team/TeamPage"), "TeamPage"),
});

const join = createRoute({
  getParentRoute: () => members,
  path: "/join",
  component: lazyRouteComponent(() => import("./team/JoinPage"), "JoinPage"),
});

const activity = createRoute({
  getParentRoute: () => members,
  path: "/activity",
  component: lazyRouteComponent(() => import("./team/ActivityPage"), "ActivityPage"),
});

const tokens = createRoute({
  getParentRoute: () => members,
  path: "/tokens",
  component: lazyRouteComponent(() => import("./account/TokensPage"), "TokensPage"),
});

const workers = createRoute({
  getParentRoute: () => members,
  path: "/workers",
  component: lazyRouteComponent(() => import("./account/WorkersPage"), "WorkersPage"),
});

/** An address of nobody keeps the bar above it, so that there is a way on. */
const elsewhere = createRoute({
  getParentRoute: () => members,
  path: "$",
  component: NotFoundPage,
});

const tree = root.addChildren([
  signIn,
  shared.addChildren([sharedThing, sharedCandidate]),
  members.addChildren([
    home,
    spaces,
    designer,
    version,
    data,
    dataset,
    launch,
    runs,
    run,
    candidate,
    workers,
    team,
    join,
    activity,
    tokens,
    elsewhere,
  ]),
]);

export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    defaultPreload: "intent",
    defaultErrorComponent: ThrownPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    ...(history === undefined ? {} : { history }),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
