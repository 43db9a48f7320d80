/** `/teams/<id>`: who is in a team, who is invited, and what its projects are. */
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ErrorPage } from "../account/ErrorPage";
import type { TeamPage as Team } from "../api/forms";
import { sessionQuery } from "../api/queries";
import { deleteTeam, removeMember, renameTeam, teamQuery } from "../api/teams";
import { AskDialog, NameDialog } from "../ui/dialogs";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toasts";
import { Invitations } from "./Invitations";
import { Members } from "./Members";
import { Projects } from "./Projects";
import { deedsOf } from "./roles";
import classes from "./Team.module.css";

type Deed = "rename" | "leave" | "delete";

function Question({
  team,
  deed,
  onClose,
}: {
  team: Team;
  deed: Deed;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const gone = async (done: Promise<unknown>, news: string): Promise<void> => {
    await done;
    showToast(news);
    await navigate({ to: "/" });
    client.removeQueries({ queryKey: teamQuery(team.id).queryKey });
    await client.invalidateQueries();
  };
  if (deed === "rename")
    return (
      <NameDialog
        title={`Rename ${team.name}`}
        name={team.name}
        deed="Save name"
        onName={async (name) => {
          client.setQueryData(teamQuery(team.id).queryKey, await renameTeam(team.id, name));
          await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
        }}
        onClose={onClose}
      />
    );
  if (deed === "delete")
    return (
      <AskDialog
        title={`Delete ${team.name}?`}
        deed="Delete team"
        onDo={() => gone(deleteTeam(team.id), `Deleted ${team.name}`)}
        onClose={onClose}
      >
        All its projects go with it, and what stands in them: spaces, data, runs and models. There
        is no way back.
      </AskDialog>
    );
  const you = team.members.find((member) => member.is_you);
  return (
    <AskDialog
      title={`Leave ${team.name}?`}
      deed="Leave"
      onDo={() => gone(removeMember(you?.id ?? ""), `You left ${team.name}`)}
      onClose={onClose}
    >
      You will see nothing of the team any more. To come back takes a new invitation.
    </AskDialog>
  );
}

const WORDS: Record<Deed, string> = { rename: "Rename", leave: "Leave", delete: "Delete team" };

/** What may be done with the team as a whole; the last owner cannot leave and is told why. */
function deedsIn({ can, is_personal, role }: Team): { deeds: Deed[]; why: string } {
  const deeds: Deed[] = [];
  if (can.includes("manage")) deeds.push("rename");
  if (can.includes("leave")) deeds.push("leave");
  if (can.includes("delete")) deeds.push("delete");
  const isLast = role === "owner" && !can.includes("leave") && !is_personal;
  return { deeds, why: isLast ? " To leave, make somebody else an owner first." : "" };
}

/** What the page is, and of whom: a name alone may be that of an account. */
const titleOfTeam = ({ name, is_personal }: Team): string =>
  `Team · ${is_personal ? `${name}’s team` : name}`;

function Shown({ team }: { team: Team }): ReactNode {
  const [deed, setDeed] = useState<Deed | null>(null);
  const { deeds, why } = deedsIn(team);
  const lead = team.is_personal && team.role === "owner" ? "The team of your account. " : "";
  return (
    <Page
      title={titleOfTeam(team)}
      lead={`${lead}You are ${team.role === "owner" || team.role === "editor" ? "an" : "a"} ${team.role} here, who ${deedsOf(team.role)}.${why}`}
      actions={deeds.map((one) => (
        <Button key={one} variant="default" onClick={() => setDeed(one)}>
          {WORDS[one]}
        </Button>
      ))}
    >
      <div className={classes.stack}>
        <Members team={team} />
        {team.can.includes("manage") ? <Invitations team={team} /> : null}
        <Projects team={team} />
      </div>
      {deed === null ? null : <Question {...{ team, deed }} onClose={() => setDeed(null)} />}
    </Page>
  );
}

export function TeamPage(): ReactNode {
  const { id } = useParams({ from: "/members/teams/$id" });
  const { data, error, refetch } = useQuery(teamQuery(id));
  if (data !== undefined) return <Shown key={id} team={data} />;
  if (error !== null) return <ErrorPage error={error} onRetry={() => void refetch()} />;
  return (
    <Page title="Team">
      <Skeleton height={320} label="Loading the team" />
    </Page>
  );
}
