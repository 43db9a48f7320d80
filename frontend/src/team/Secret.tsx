/** What the server tells once: shown to be copied, now or never. */
import { Button, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { copy } from "../ui/copy";
import { Icon } from "../ui/Icon";
import classes from "./Team.module.css";

export interface SecretProps {
  label: string;
  /** As in "Copied the link". */
  what: string;
  value: string;
}

export function Secret({ label, what, value }: SecretProps): ReactNode {
  return (
    <div className={classes.secret} role="status">
      <TextInput
        label={label}
        description="Shown this once: nasweb keeps no copy of it."
        inputWrapperOrder={["label", "description", "input", "error"]}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        leftSection={<Icon name="copy" size={14} />}
        onClick={() => void copy(value, what)}
        aria-label={`Copy ${what}`}
      >
        Copy
      </Button>
    </div>
  );
}
