/** The shelves on which a team keeps its spaces, data and runs. */
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ProjectForm, TeamPage } from "../api/forms";
import { sessionQuery } from "../api/queries";
import { createProject, deleteProject, renameProject } from "../api/teams";
import { Card } from "../ui/Card";
import { AskDialog, NameDialog } from "../ui/dialogs";
import { count } from "../ui/format";
import { Icon } from "../ui/Icon";
import quiet from "../ui/QuietButton.module.css";
import table from "../ui/Table.module.css";

type Asked = { deed: "add" } | { deed: "rename" | "delete"; project: ProjectForm };

function ProjectRow({
  project,
  onAsk,
}: {
  project: ProjectForm;
  onAsk: (asked: Asked) => void;
}): ReactNode {
  return (
    <tr>
      <th scope="row" className={table.text}>
        {project.name}
      </th>
      <td className={table.number}>
        {project.can.includes("manage") ? (
          <Button.Group style={{ justifyContent: "flex-end" }}>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Rename ${project.name}`}
              onClick={() => onAsk({ deed: "rename", project })}
            >
              Rename
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Delete ${project.name}`}
              onClick={() => onAsk({ deed: "delete", project })}
            >
              Delete
            </Button>
          </Button.Group>
        ) : null}
      </td>
    </tr>
  );
}

interface QuestionProps {
  team: TeamPage;
  asked: Asked;
  onClose: () => void;
}

function Question({ team, asked, onClose }: QuestionProps): ReactNode {
  const client = useQueryClient();
  const then = async (done: Promise<unknown>): Promise<void> => {
    await done;
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  if (asked.deed === "add")
    return (
      <NameDialog
        title="New project"
        deed="Make project"
        onName={(name) => then(createProject(team.id, name))}
        onClose={onClose}
      />
    );
  const { project } = asked;
  if (asked.deed === "rename")
    return (
      <NameDialog
        title={`Rename ${project.name}`}
        name={project.name}
        deed="Save name"
        onName={(name) => then(renameProject(project.id, name))}
        onClose={onClose}
      />
    );
  return (
    <AskDialog
      title={`Delete ${project.name}?`}
      deed="Delete"
      onDo={() => then(deleteProject(project.id))}
      onClose={onClose}
    >
      Only a project in which nothing stands can be deleted: no space, no data, no run.
    </AskDialog>
  );
}

export function Projects({ team }: { team: TeamPage }): ReactNode {
  const { data } = useQuery(sessionQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const projects = data?.projects.filter((project) => project.team === team.id) ?? [];
  const mayAdd = team.role === "owner" || team.role === "editor";
  return (
    <Card
      title="Projects"
      note={count(projects.length, "project")}
      flush
      actions={
        mayAdd ? (
          <button type="button" className={quiet.button} onClick={() => setAsked({ deed: "add" })}>
            <Icon name="plus" size={14} /> New project
          </button>
        ) : undefined
      }
    >
      <table className={table.table} aria-label="Projects">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Deeds</th>
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <ProjectRow key={project.id} project={project} onAsk={setAsked} />
          ))}
        </tbody>
      </table>
      {asked === null ? null : (
        <Question team={team} asked={asked} onClose={() => setAsked(null)} />
      )}
    </Card>
  );
}
