/** The state of data: an icon, a word and a colour, never colour alone. */
import type { ReactNode } from "react";
import type { DatasetForm } from "../api/forms";
import { Icon, type IconName } from "../ui/Icon";
import table from "../ui/Table.module.css";

interface Look {
  word: string;
  icon: IconName;
  tone: string;
}

const LOOKS: Record<DatasetForm["state"], Look> = {
  waiting: { word: "Waiting", icon: "clock", tone: "quiet" },
  checking: { word: "Checking", icon: "search", tone: "quiet" },
  ready: { word: "Ready", icon: "done", tone: "ok" },
  failed: { word: "Refused", icon: "cross", tone: "error" },
};

const MISSING: Look = { word: "Not installed", icon: "alert", tone: "warn" };

export function DataState({ data }: { data: DatasetForm }): ReactNode {
  const look = data.is_installed || !data.is_built_in ? LOOKS[data.state] : MISSING;
  return (
    <span className={table.tone} data-tone={look.tone} title={data.hint || undefined}>
      <Icon name={look.icon} size={14} />
      {look.word}
    </span>
  );
}
