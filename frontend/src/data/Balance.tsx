/** How the target is spread: classes as bars, a number as a histogram. */
import { type ReactNode, useState } from "react";
import type { Count, Profile } from "../api/forms";
import { Card } from "../ui/Card";
import { count, formatExact } from "../ui/format";
import classes from "./Dataset.module.css";
import { MoreButton } from "./MoreButton";

const MOST_SHOWN = 30;

function Bars({ counts }: { counts: Count[] }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const most = Math.max(1, ...counts.map(({ items }) => items));
  const more = counts.length - MOST_SHOWN;
  return (
    <>
      <ul className={classes.bars} aria-label="Items of each class">
        {(isOpen ? counts : counts.slice(0, MOST_SHOWN)).map(({ name, items }) => (
          <li key={name}>
            <span className={classes.barName} title={name}>
              {name}
            </span>
            <span className={classes.bar} style={{ width: `${(100 * items) / most}%` }} />
            <span className={classes.barCount}>{formatExact(items)}</span>
          </li>
        ))}
      </ul>
      {more <= 0 ? null : (
        <MoreButton isOpen={isOpen} onOpen={setOpen}>
          {isOpen ? `Show the first ${MOST_SHOWN} only` : `and ${formatExact(more)} more`}
        </MoreButton>
      )}
    </>
  );
}

function Histogram({ bins }: { bins: Count[] }): ReactNode {
  const most = Math.max(1, ...bins.map(({ items }) => items));
  const low = bins[0]?.name.split(" to ")[0] ?? "";
  const high = bins.at(-1)?.name.split(" to ")[1] ?? "";
  return (
    <>
      <ul className={classes.histogram} aria-label="Items by target">
        {bins.map(({ name, items }) => (
          <li
            key={name}
            style={{ height: `${(100 * items) / most}%` }}
            title={`${name}: ${count(items, "item")}`}
          >
            <span className="visually-hidden">
              {name}: {formatExact(items)}
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.ends} aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </p>
    </>
  );
}

export function Balance({ profile }: { profile: Profile }): ReactNode {
  const bins = profile.target_histogram ?? [];
  const counts = [...(profile.classes ?? [])].sort((a, b) => b.items - a.items);
  if (counts.length > 0)
    return (
      <Card title="Class balance" note={count(counts.length, "class", "classes")}>
        <Bars counts={counts} />
      </Card>
    );
  if (bins.length === 0) return null;
  const target = profile.columns?.find(({ kind }) => kind === "target")?.name;
  return (
    <Card title="Target" note={target}>
      <Histogram bins={bins} />
    </Card>
  );
}
