/** A panel of the foot: open or not, and closed by Escape. */

import { useEffect, useState } from "react";

/** While the panel is open, Escape closes it and does nothing else. */
export function usePanel(isAble: boolean) {
  const [isWanted, setOpened] = useState(false);
  const opened = isWanted && isAble;
  useEffect(() => {
    if (!opened) return;
    const close = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      setOpened(false);
    };
    window.addEventListener("keydown", close, true);
    return () => window.removeEventListener("keydown", close, true);
  }, [opened]);
  return { props: { opened, onChange: setOpened }, toggle: () => setOpened(!opened) };
}
