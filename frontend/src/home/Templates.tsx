import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PresetForm } from "../api/forms";
import { createSpace } from "../api/queries";
import { useProject } from "../team/useProject";
import { formatSize } from "../ui/format";
import { LinkButton } from "../ui/LinkButton";
import { ProblemNotice } from "../ui/Notice";
import classes from "./Templates.module.css";

function TemplateCard({
  preset,
  project,
}: {
  preset: PresetForm;
  project: string | undefined;
}): ReactNode {
  const navigate = useNavigate();
  const open = useMutation({
    mutationFn: (target: string) => createSpace({ project: target, preset: preset.name }),
    onSuccess: (space) => navigate({ to: "/spaces/$id", params: { id: space.id } }),
  });
  return (
    <article className={classes.card} aria-label={preset.title}>
      <div className={classes.plate}>
        <img src={preset.picture} alt="" className={classes.picture} />
      </div>
      <div className={classes.body}>
        <h3 className={classes.title}>{preset.title}</h3>
        <p className={classes.size} title={`Exactly ${preset.size} architectures`}>
          {formatSize(preset.size)} architectures
        </p>
        <p className={classes.summary}>{preset.summary}</p>
        {preset.paper === "" ? null : <p className={classes.paper}>{preset.paper}</p>}
        {open.error === null ? null : <ProblemNotice error={open.error} />}
        <div className={classes.actions}>
          <Button
            variant="default"
            aria-label={`Open ${preset.title} in the designer`}
            loading={open.isPending}
            disabled={project === undefined}
            onClick={() => project !== undefined && open.mutate(project)}
          >
            Open
          </Button>
          <LinkButton
            to="/launch"
            search={{ preset: preset.name }}
            variant="subtle"
            aria-label={`Run ${preset.title}`}
          >
            Run
          </LinkButton>
        </div>
      </div>
    </article>
  );
}

const BEST_KNOWN = ["darts", "nas-bench-201", "residual-cnn"];

/** What people look for by name first, networks for tables last; the rest by size between. */
export function bestKnownFirst(presets: PresetForm[]): PresetForm[] {
  const isTable = ({ problem }: PresetForm): number => (problem.startsWith("tabular") ? 1 : 0);
  const place = ({ name }: PresetForm): number =>
    BEST_KNOWN.includes(name) ? BEST_KNOWN.indexOf(name) : BEST_KNOWN.length;
  return bySize(presets).sort((a, b) => isTable(a) - isTable(b) || place(a) - place(b));
}

/** For data that is there: those that are ready to start, then the smallest. */
export function simplestFirst(presets: PresetForm[]): PresetForm[] {
  const isReady = (preset: PresetForm): number => (preset.launch === null ? 1 : 0);
  return bySize(presets).sort((a, b) => isReady(a) - isReady(b));
}

function bySize(presets: PresetForm[]): PresetForm[] {
  return [...presets].sort((a, b) => {
    const [small, large] = [BigInt(a.size), BigInt(b.size)];
    return small < large ? -1 : small > large ? 1 : 0;
  });
}

export function Templates({ presets }: { presets: PresetForm[] }): ReactNode {
  const { project } = useProject();
  return (
    <div className={classes.room}>
      <div className={classes.grid}>
        {bestKnownFirst(presets).map((preset) => (
          <TemplateCard key={preset.name} preset={preset} project={project} />
        ))}
      </div>
    </div>
  );
}
