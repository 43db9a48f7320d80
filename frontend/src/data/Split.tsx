/** The four parts of the data, and what each of them is for. */
import type { CSSProperties, ReactNode } from "react";
import type { Profile } from "../api/forms";
import { Card } from "../ui/Card";
import { formatExact, titleOf } from "../ui/format";
import classes from "./Dataset.module.css";

interface Part {
  name: string;
  title: string;
  what: string;
  tone: string;
}

const PARTS: Part[] = [
  { name: "train", title: "Training", what: "teaches the weights", tone: "var(--series-1)" },
  {
    name: "early",
    title: "Early",
    what: "checks the weights while they learn",
    tone: "var(--series-3)",
  },
  {
    name: "validation",
    title: "Validation",
    what: "scores candidates during the search",
    tone: "var(--series-4)",
  },
  { name: "test", title: "Test", what: "kept for the winner, once", tone: "var(--series-5)" },
];

const known = (name: string): Part =>
  PARTS.find((part) => part.name === name) ?? {
    ...{ name, title: titleOf(name), what: "", tone: "var(--edge)" },
  };

const toned = (part: Part): CSSProperties => ({ "--tone": part.tone }) as CSSProperties;

/** Without classes there is nothing to keep in proportion. */
function noteOf({ is_split_given, classes: counts = [] }: Profile): string {
  if (is_split_given) return "given in the file";
  return counts.length > 0 ? "stratified: every class in proportion" : "at random";
}

export function Split({ profile }: { profile: Profile }): ReactNode {
  const order = PARTS.map(({ name }) => name);
  const parts = Object.entries(profile.parts)
    .map(([name, items]) => ({ ...known(name), items }))
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const share = (items: number): string => `${Math.round((100 * items) / profile.items)} %`;
  return (
    <Card title="Split" note={noteOf(profile)}>
      <div className={classes.parts} aria-hidden="true">
        {parts.map((part) => (
          <span key={part.name} style={{ ...toned(part), flexGrow: part.items }} />
        ))}
      </div>
      <ul className={classes.partList} aria-label="Parts">
        {parts.map((part) => (
          <li key={part.name}>
            <i className={classes.swatch} style={toned(part)} />
            <span>
              {part.title} <small>{part.what}</small>
            </span>
            <span>
              {formatExact(part.items)} <span className={classes.quiet}>{share(part.items)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
