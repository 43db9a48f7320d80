/** `/join#<secret>`: what an invitation offers, and taking it. */
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ProblemError } from "../api/client";
import type { InvitationOffer } from "../api/forms";
import { joinTeam, offerQuery } from "../api/teams";
import { Card } from "../ui/Card";
import { LinkButton } from "../ui/LinkButton";
import { Notice, ProblemNotice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toasts";
import { deedsOf } from "./roles";
import classes from "./Team.module.css";

function Offer({ offer, secret }: { offer: InvitationOffer; secret: string }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const join = useMutation({
    mutationFn: () => joinTeam(secret),
    onSuccess: async (team) => {
      if (!offer.is_member) showToast(`You are in ${team.name} now`);
      void client.invalidateQueries();
      await navigate({ to: "/teams/$id", params: { id: team.id }, replace: true });
    },
  });
  return (
    <div className={classes.stack}>
      <p>
        {offer.is_member
          ? "You are in this team already; the invitation is not used up."
          : `${offer.invited_by} invites you as ${offer.role}. In this team, a member of that role ${deedsOf(offer.role)}.`}
      </p>
      {join.error === null ? null : <ProblemNotice error={join.error} />}
      <div className={classes.fields}>
        <Button loading={join.isPending} onClick={() => join.mutate()}>
          {offer.is_member ? "Open the team" : `Join ${offer.team}`}
        </Button>
        <LinkButton to="/" variant="default">
          Not now
        </LinkButton>
      </div>
    </div>
  );
}

export function JoinPage(): ReactNode {
  const secret = useLocation({ select: ({ hash }) => hash });
  const { data, error, refetch } = useQuery({ ...offerQuery(secret), enabled: secret !== "" });
  const isOver = secret === "" || (error instanceof ProblemError && error.status === 404);
  return (
    <Page title={data === undefined ? "Invitation" : `Invitation to ${data.team}`}>
      <Card>
        {isOver ? (
          <div className={classes.stack}>
            <Notice tone="warn" title="This invitation lets nobody in any more">
              It was used, taken back, or has expired, or the link was cut short on its way. Ask
              whoever invited you for a new one.
            </Notice>
            <div className={classes.fields}>
              <LinkButton to="/" variant="default">
                Go to the start page
              </LinkButton>
            </div>
          </div>
        ) : error !== null ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton height={96} label="Reading the invitation" />
        ) : (
          <Offer offer={data} secret={secret} />
        )}
      </Card>
    </Page>
  );
}
