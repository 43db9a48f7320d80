/** A page that cannot be shown: what happened, why, and where to go. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { messageOf, ProblemError } from "../api/client";
import { useTitle } from "../ui/clock";
import { ForMembers, useGuest } from "../ui/guest";
import { LinkButton } from "../ui/LinkButton";
import classes from "./ErrorPage.module.css";

interface Words {
  /** A word in place of a status that says nothing to people. */
  label?: string;
  title: string;
  text: string;
}

/** What browsers say when a part of the program could not be fetched. */
const UNFETCHED = /dynamically imported module|preload CSS|importing a module script/i;

/** The status that stands for what was thrown; null is a fault of the page itself. */
function statusOf(error: unknown): number | null {
  if (error instanceof ProblemError) return error.status;
  return error instanceof Error && UNFETCHED.test(error.message) ? 0 : null;
}

function wordsFor(status: number | null): Words {
  if (status === null)
    return {
      label: "Error",
      title: "This page broke",
      text: "The fault is nasweb’s, not yours. What was saved is safe; if it happens again, report it.",
    };
  if (status === 403)
    return {
      title: "You may not see this",
      text: "Your role in the team does not allow it. An owner of the team can change your role.",
    };
  if (status === 404)
    return {
      title: "There is nothing here",
      text: "It was deleted, or it belongs to a team you are not in. Ask whoever gave you the link.",
    };
  if (status === 0)
    return {
      label: "Offline",
      title: "The server cannot be reached",
      text: "nasweb may be stopped or restarting. Nothing that was saved is lost.",
    };
  return {
    title: "The server failed",
    text: "The page could not be made. Nothing that was saved is lost; try again in a moment.",
  };
}

/** What a guest is told, however the link came to its end: nobody learns which links there were. */
const NO_SUCH_LINK: Words = {
  label: "Link",
  title: "This link shows nothing any more",
  text: "It was taken back, it has expired, or it was cut short on its way. Ask whoever gave it to you for a new one.",
};

export interface ErrorPageProps {
  error: unknown;
  text?: string;
  onRetry?: () => void;
}

export function ErrorPage({ error, text, onRetry }: ErrorPageProps): ReactNode {
  const guest = useGuest();
  const status = statusOf(error);
  const words = guest !== null && status === 404 ? NO_SUCH_LINK : wordsFor(status);
  useTitle(words.title);
  return (
    <div className={classes.page}>
      <p className={classes.status}>{words.label ?? status}</p>
      <h1 className={classes.title}>{words.title}</h1>
      <p className={classes.text}>{text ?? words.text}</p>
      <p className={classes.detail}>{messageOf(error)}</p>
      <div className={classes.actions}>
        {onRetry === undefined ? null : <Button onClick={onRetry}>Try again</Button>}
        <ForMembers>
          <LinkButton to="/" variant="default">
            Go to the start page
          </LinkButton>
        </ForMembers>
      </div>
    </div>
  );
}

/** What a page threw. A part that could not be fetched is fetched anew by loading the page anew. */
export function ThrownPage({ error, reset }: { error: unknown; reset: () => void }): ReactNode {
  const isUnfetched = statusOf(error) === 0;
  return <ErrorPage error={error} onRetry={isUnfetched ? () => location.reload() : reset} />;
}

export function NotFoundPage(): ReactNode {
  const problem = { code: "not_found", message: "No page has this address.", path: [], issues: [] };
  return (
    <ErrorPage
      error={new ProblemError(404, problem)}
      text="Perhaps the link was cut short on its way. Everything can be reached from the start page."
    />
  );
}
