import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ProjectForm } from "../api/forms";
import { sessionQuery } from "../api/queries";

export interface ProjectSelectProps {
  label: string;
  projects: ProjectForm[];
  project: string | undefined;
  onChoose: (id: string) => void;
}

/** Where there is a choice, the project that takes something; each is named with its team. */
export function ProjectSelect(props: ProjectSelectProps): ReactNode {
  const { label, projects, project, onChoose } = props;
  const { data } = useQuery(sessionQuery);
  if (projects.length < 2) return null;
  const nameOf = (team: string): string => data?.teams.find(({ id }) => id === team)?.name ?? "";
  const options = projects.map(({ id, name, team }) => ({
    value: id,
    label: `${nameOf(team)}: ${name}`,
  }));
  return (
    <NativeSelect
      aria-label={label}
      title={label}
      data={options}
      value={project ?? ""}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  );
}
