/** Why the last gesture was refused, with what would help. */

import { Button, CloseButton } from "@mantine/core";
import { memo } from "react";

import { calledIn } from "../../document/called";
import { describe } from "../../document/commands";
import { useDesigner, useDocument, useOpened } from "../context";
import styles from "./canvas.module.css";
import { placeTitle } from "./titles";

export const NoticeBar = memo(function NoticeBar() {
  const notice = useDesigner((state) => state.notice);
  const document = useDocument();
  const { store, catalogue } = useOpened();
  if (!notice) return null;
  const { run, refuse, show } = store.getState();
  const called = calledIn(document, catalogue);
  const places = (notice.places ?? []).slice(0, 3).map((place) => {
    return { ...place, title: placeTitle(place, document, catalogue) };
  });
  return (
    <div className={styles.notice} role="alert" data-doubt={notice.isDoubt ?? false}>
      <span>{notice.message}</span>
      {notice.fixes.slice(0, 3).map((fix) => (
        <Button
          key={describe(fix, called)}
          size="compact-sm"
          variant="light"
          classNames={{ root: styles.fix ?? "", label: styles.fixLabel ?? "" }}
          onClick={() => run(fix) && refuse(null)}
        >
          {describe(fix, called)}
        </Button>
      ))}
      {places.map(({ title, module, ...place }) => (
        <Button
          key={`${module} ${title}`}
          size="compact-sm"
          variant="light"
          onClick={() => {
            refuse(null);
            show(module, place);
          }}
        >
          {places.length > 1 ? `Show ${title}` : "Show it"}
        </Button>
      ))}
      <CloseButton
        size="sm"
        aria-label="Dismiss"
        title="Dismiss (Esc)"
        onClick={() => refuse(null)}
      />
    </div>
  );
});
