import { useEffect, useState } from "react";

/**
 * Gives the focus back to what had it before, when what calls this is taken away: a dialog that is
 * there only while it asks is gone before Mantine could do so.
 */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
