/** Some items as they are: pictures of images, rows of tables. */
import { type ReactNode, useState } from "react";
import type { DataForm, Profile } from "../api/forms";
import { Card } from "../ui/Card";
import { count, formatExact } from "../ui/format";
import table from "../ui/Table.module.css";
import classes from "./Dataset.module.css";
import { MoreButton } from "./MoreButton";

const ROWS = 10;
const COLUMNS = 30;

interface SamplesProps {
  data: DataForm;
  profile: Profile;
}

function Pictures({ data, profile }: SamplesProps): ReactNode {
  const address = (picture: string): string =>
    `/api/datasets/${data.id}/samples/${picture}?of=${data.fingerprint}`;
  const shapes = (profile.shapes ?? []).map(({ name, items }) => `${name}: ${formatExact(items)}`);
  return (
    <>
      <ul className={classes.pictures}>
        {(profile.samples ?? []).map(({ picture = "", label }) => (
          <li key={picture}>
            <figure>
              <img src={address(picture)} alt={`An item of class ${label}`} loading="lazy" />
              <figcaption title={label}>{label}</figcaption>
            </figure>
          </li>
        ))}
      </ul>
      {shapes.length === 0 ? null : (
        <p className={`${classes.quiet} ${classes.after}`}>
          Sizes as they came: {shapes.join(" · ")}
        </p>
      )}
    </>
  );
}

function Rows({ profile }: { profile: Profile }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const columns = profile.columns ?? [];
  const samples = profile.samples ?? [];
  const shown = isOpen ? samples : samples.slice(0, ROWS);
  const width = isOpen ? columns.length : Math.min(COLUMNS, columns.length);
  const isWhole = samples.length <= ROWS && columns.length <= COLUMNS;
  return (
    <>
      <div className={table.scroll}>
        <table className={`${table.table} ${classes.cells}`} aria-label="Samples">
          <thead>
            <tr>
              {columns.slice(0, width).map(({ name, kind }) => (
                <th key={name} scope="col" data-target={kind === "target" || undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row = [] }, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are known by their place only
              <tr key={number}>
                {row.slice(0, width).map((cell, at) => (
                  <td
                    key={columns[at]?.name ?? at}
                    data-target={columns[at]?.kind === "target" || undefined}
                    title={cell.length > 28 ? cell : undefined}
                  >
                    {cell === "" ? <span className={table.quiet}>empty</span> : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isWhole ? null : (
        <div className={classes.foot}>
          <MoreButton isOpen={isOpen} onOpen={setOpen}>
            {isOpen
              ? "Show less"
              : `Show all ${count(samples.length, "sample")}${columns.length > COLUMNS ? ` and ${count(columns.length, "column")}` : ""}`}
          </MoreButton>
        </div>
      )}
    </>
  );
}

export function Samples({ data, profile }: SamplesProps): ReactNode {
  const shown = profile.samples?.length ?? 0;
  if (shown === 0) return null;
  const isTable = profile.kind === "table";
  return (
    <Card
      title="Samples"
      note={`${formatExact(shown)} of ${formatExact(profile.items)}`}
      flush={isTable}
    >
      {isTable ? <Rows profile={profile} /> : <Pictures data={data} profile={profile} />}
    </Card>
  );
}
