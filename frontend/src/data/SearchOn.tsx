/** From data to a search: the templates whose problem it is. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { DataForm, PresetForm } from "../api/forms";
import { catalogueQuery } from "../api/queries";
import { simplestFirst } from "../home/Templates";
import { Card } from "../ui/Card";
import { formatSize } from "../ui/format";
import { LinkButton } from "../ui/LinkButton";
import { Skeleton } from "../ui/Skeleton";
import classes from "./Dataset.module.css";

/** The templates that this data fits, the simplest first. */
export function fitting(presets: PresetForm[], problem: string): PresetForm[] {
  return simplestFirst(presets.filter((preset) => preset.problem === problem));
}

function Offers({ data, presets }: { data: DataForm; presets: PresetForm[] }): ReactNode {
  const [first, ...others] = presets;
  if (first === undefined)
    return (
      <>
        <p className={classes.text}>
          No template is for this problem. Draw a space for it, save a version, and run that.
        </p>
        <div className={classes.actions}>
          <LinkButton to="/spaces" variant="default">
            Go to the spaces
          </LinkButton>
        </div>
      </>
    );
  return (
    <>
      <p className={classes.text}>
        {first.title}: {formatSize(first.size)} architectures. {first.summary}
      </p>
      <div className={classes.actions}>
        <LinkButton to="/launch" search={{ preset: first.name, data: data.id }} fullWidth>
          Search on this data
        </LinkButton>
      </div>
      {others.length === 0 ? null : (
        <ul className={classes.fits} aria-label="Other templates">
          {others.map((preset) => (
            <li key={preset.name}>
              <Link to="/launch" search={{ preset: preset.name, data: data.id }}>
                with {preset.title}
              </Link>{" "}
              <span className={classes.quiet}>{formatSize(preset.size)} architectures</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function SearchOn({ data, problem }: { data: DataForm; problem: string }): ReactNode {
  const { data: catalogue } = useQuery(catalogueQuery);
  return (
    <Card title="Search on this data">
      {catalogue === undefined ? (
        <Skeleton height={80} />
      ) : (
        <Offers data={data} presets={fitting(catalogue.presets, problem)} />
      )}
    </Card>
  );
}
