/** Ways to begin a space of one's own: an empty page. */
import { Button, Menu } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EntryForm } from "../api/forms";
import { catalogueQuery, createSpace, spacesQuery } from "../api/queries";
import { blankSpace } from "../document/blank";
import { writeDocument } from "../document/model";
import { useProject } from "../team/useProject";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/Notice";

/** The kind of data is asked for in the same step: it says what the network takes and gives. */
export function Blank(): ReactNode {
  const { data: catalogue } = useQuery(catalogueQuery);
  const { data: spaces } = useQuery(spacesQuery);
  const { project } = useProject();
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: ({ problem, to }: { problem: EntryForm; to: string }) => {
      const name = freeName((spaces ?? []).map((space) => space.name));
      const document = writeDocument(blankSpace(problem, name));
      return createSpace({ project: to, document, is_draft: true });
    },
    onSuccess: (space) => navigate({ to: "/spaces/$id", params: { id: space.id } }),
  });
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<Icon name="pen" />}
            loading={begin.isPending}
            disabled={project === undefined || catalogue === undefined}
          >
            Draw from blank
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>What is it to learn?</Menu.Label>
          {(catalogue?.problems ?? []).map((problem) => (
            <Menu.Item
              key={problem.name}
              title={problem.summary}
              onClick={() => project !== undefined && begin.mutate({ problem, to: project })}
            >
              {problem.title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {begin.error === null ? null : <ProblemNotice error={begin.error} />}
    </>
  );
}

/** Spaces that nobody has named yet are told apart. */
export function freeName(taken: readonly string[], base = "Untitled"): string {
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number += 1)
    if (!taken.includes(`${base} ${number}`)) return `${base} ${number}`;
}
