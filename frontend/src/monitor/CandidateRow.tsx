import { memo, type ReactNode } from "react";
import type { CandidateSummary } from "../api/forms";
import { Starred } from "../team/Star";
import { CandidateLink } from "../ui/CandidateLink";
import { formatExact, formatQuantity, formatScore } from "../ui/format";
import { Icon, type IconName } from "../ui/Icon";
import table from "../ui/Table.module.css";
import { describeBirth, describeTime, timeOf } from "./birth";
import type { Drawing } from "./decisionWords";
import { failureWords } from "./failureWords";
import classes from "./Leaderboard.module.css";

const STATES: Record<CandidateSummary["state"], { word: string; icon: IconName; tone: string }> = {
  proposed: { word: "Waiting", icon: "clock", tone: "quiet" },
  evaluating: { word: "Training", icon: "play", tone: "accent" },
  finished: { word: "Scored", icon: "done", tone: "ok" },
  failed: { word: "Failed", icon: "cross", tone: "error" },
};

const CUT_SHORT = { word: "Cancelled", icon: "stop", tone: "quiet" } as const;

export function CandidateState({ item }: { item: CandidateSummary }): ReactNode {
  const look = item.failure === "cancelled" ? CUT_SHORT : STATES[item.state];
  return (
    <span className={table.tone} data-tone={look.tone} title={item.message || undefined}>
      <Icon name={look.icon} size={14} />
      {look === STATES.failed ? failureWords(item.failure) : look.word}
    </span>
  );
}

/** Its first two lines; all of it on hover, or where its row has the focus. */
function Origin({ item, drawing }: Pick<RowProps, "item" | "drawing">): ReactNode {
  const words = describeBirth(item, drawing);
  return (
    <span className={classes.birth} title={words}>
      {words}
    </span>
  );
}

interface RowProps {
  item: CandidateSummary;
  metric: string;
  drawing: Drawing | null;
  isLooked: boolean;
  isStarred: boolean;
  onLook: (index: number | null) => void;
}

export const CandidateRow = memo(function CandidateRow({
  item,
  metric,
  drawing,
  isLooked,
  isStarred,
  onLook,
}: RowProps): ReactNode {
  return (
    <tr
      data-looked={isLooked || undefined}
      data-best={item.rank === 1 || undefined}
      onPointerEnter={() => onLook(item.index)}
      onPointerLeave={() => onLook(null)}
    >
      <td className={table.number}>{item.rank ?? <span className={table.quiet}>–</span>}</td>
      <th scope="row">
        <CandidateLink id={item.id} onFocus={() => onLook(item.index)} onBlur={() => onLook(null)}>
          #{item.index}
        </CandidateLink>
        {isStarred ? <Starred /> : null}
      </th>
      <td className={table.number}>{formatScore(item.scores[metric])}</td>
      <td className={`${table.number} ${classes.wide}`} title={formatExact(item.parameters)}>
        {formatQuantity(item.parameters)}
      </td>
      <td className={`${table.number} ${classes.wide}`} title={formatExact(item.macs)}>
        {formatQuantity(item.macs)}
      </td>
      <td className={`${classes.origin} ${classes.wide}`}>
        <Origin item={item} drawing={drawing} />
      </td>
      <td>
        <CandidateState item={item} />
      </td>
      <td className={`${table.number} ${classes.wide}`} title={describeTime(item)}>
        {timeOf(item)}
      </td>
    </tr>
  );
});
