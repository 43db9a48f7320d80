/** The project into which new things go: the one that was chosen last, in this browser. */
import { useQuery } from "@tanstack/react-query";
import { create } from "zustand";
import type { ProjectForm } from "../api/forms";
import { sessionQuery } from "../api/queries";

const KEY = "nasweb.project";

interface Chosen {
  id: string | null;
  choose: (id: string) => void;
}

export const useChosen = create<Chosen>((set) => ({
  id: typeof localStorage === "undefined" ? null : localStorage.getItem(KEY),
  choose: (id) => {
    localStorage.setItem(KEY, id);
    set({ id });
  },
}));

/** Of those where one may, the wanted one that is there, else the first. */
export function projectOf(
  projects: readonly ProjectForm[],
  ...wanted: (string | null | undefined)[]
): ProjectForm | undefined {
  for (const id of wanted) {
    const found = projects.find((project) => project.id === id);
    if (found !== undefined) return found;
  }
  return projects[0];
}

/** Where a copy goes: beside what it is a copy of, else where one may draw. */
export function projectOfCopy(
  projects: readonly ProjectForm[],
  original: string,
): ProjectForm | undefined {
  return projectOf(
    projects.filter(({ can }) => can.includes("edit")),
    original,
  );
}

/** Where spaces may be drawn, and where the next one goes. */
export function useProject(): { project: string | undefined; projects: ProjectForm[] } {
  const { data } = useQuery(sessionQuery);
  const chosen = useChosen(({ id }) => id);
  const projects = data?.projects.filter(({ can }) => can.includes("edit")) ?? [];
  return { project: projectOf(projects, chosen)?.id, projects };
}
