/** Why the last gesture was refused, with what would help. */

import { Button, CloseButton } from "@mantine/core";

import { describe } from "../../document/commands";
import { useDesigner, useOpened } from "../context";
import styles from "./canvas.module.css";

export function NoticeBar() {
  const notice = useDesigner((state) => state.notice);
  const { store } = useOpened();
  if (!notice) return null;
  const { run, refuse } = store.getState();
  return (
    <div className={styles.notice} role="alert" data-doubt={notice.isDoubt ?? false}>
      <span>{notice.message}</span>
      {notice.fixes.slice(0, 3).map((fix) => (
        <Button
          key={describe(fix)}
          size="compact-sm"
          variant="light"
          classNames={{ root: styles.fix ?? "", label: styles.fixLabel ?? "" }}
          onClick={() => run(fix) && refuse(null)}
        >
          {describe(fix)}
        </Button>
      ))}
      <CloseButton size="sm" aria-label="Dismiss" onClick={() => refuse(null)} />
    </div>
  );
}
