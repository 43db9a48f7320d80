/** A button that is only an icon: its words are its name, and a hint under the pointer. */

import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

import { Icon, type IconName } from "./Icon";

export interface ToolProps {
  icon: IconName;
  words: string;
  /** Why it can do nothing now; it is told in place of what it does. */
  reason?: string | undefined;
  isSmall?: boolean;
  className?: string | undefined;
  onClick: () => void;
}

export function Tool({ icon, words, reason, isSmall, className, onClick }: ToolProps): ReactNode {
  return (
    <Tooltip label={reason ?? words} multiline maw={320}>
      <ActionIcon
        className={className ?? ""}
        variant="subtle"
        color="gray"
        size={isSmall ? "sm" : "lg"}
        aria-label={words}
        // It stays within reach of pointer and Tab, so that the reason can be read.
        {...(reason === undefined
          ? { onClick }
          : { "data-disabled": true, "aria-disabled": true, "aria-description": reason })}
      >
        <Icon name={icon} size={isSmall ? 14 : 16} />
      </ActionIcon>
    </Tooltip>
  );
}
