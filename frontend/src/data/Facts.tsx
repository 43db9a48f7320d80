/** The head of a dataset in numbers. */
import type { ReactNode } from "react";
import type { DataForm } from "../api/forms";
import { useNow } from "../ui/clock";
import { count, formatAge, formatBytes, formatExact } from "../ui/format";
import classes from "./Dataset.module.css";
import { itemsOf, problemWords, shapeOf, targetOf } from "./formats";

interface FactProps {
  term: string;
  children: ReactNode;
  more?: ReactNode;
}

function Fact({ term, children, more }: FactProps): ReactNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {children}
        {more === undefined || more === "" ? null : <small>{more}</small>}
      </dd>
    </div>
  );
}

interface Each {
  what: string;
  kinds: string;
}

/** What an item is: of an own table, the columns as they came; a search sees gaps as one more. */
function eachOf({ profile, card }: DataForm): Each {
  const columns = profile?.columns ?? [];
  const of = (kind: string): number => columns.filter((column) => column.kind === kind).length;
  if (columns.length === 0) return { what: card === null ? "–" : shapeOf(card), kinds: "" };
  const [numbers, categories, ignored] = [of("number"), of("category"), of("ignored")];
  const kinds = [
    numbers > 0 ? count(numbers, "number") : "",
    categories > 0 ? count(categories, "category", "categories") : "",
    ignored > 0 ? `${formatExact(ignored)} left out` : "",
  ]
    .filter(Boolean)
    .join(", ");
  return { what: count(numbers + categories, "input column"), kinds };
}

export function Facts({ data }: { data: DataForm }): ReactNode {
  const now = useNow(10_000);
  const { card } = data;
  const each = eachOf(data);
  const items = card === null ? null : itemsOf(card);
  return (
    <dl className={classes.facts} aria-label="Facts">
      {card === null ? null : (
        <>
          <Fact term="Items">{items === null ? "–" : formatExact(items)}</Fact>
          <Fact term="Each item" more={each.kinds}>
            {each.what}
          </Fact>
          <Fact term="Problem">{problemWords(card.problem)}</Fact>
          <Fact term="Predicts">{targetOf(card)}</Fact>
        </>
      )}
      <Fact term="Used by">{count(data.runs, "run")}</Fact>
      {data.fingerprint === "" ? null : (
        <Fact term="Fingerprint">
          <span className={classes.mono} title={data.fingerprint}>
            {data.fingerprint.slice(0, 12)}
          </span>
        </Fact>
      )}
      {data.is_built_in ? null : (
        <>
          <Fact term="File" more={formatBytes(data.size)}>
            {data.file_name}
          </Fact>
          <Fact term="Uploaded" more={data.created_by === "" ? "" : `by ${data.created_by}`}>
            <span title={data.created_at}>{formatAge(data.created_at, now)}</span>
          </Fact>
        </>
      )}
    </dl>
  );
}
