/** The name of a dataset, and its change in place. */
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { messageOf } from "../api/client";
import type { DataForm } from "../api/forms";
import { changeDataset } from "../api/queries";
import { Icon } from "../ui/Icon";
import classes from "./Dataset.module.css";
import { titleFor } from "./formats";
import { useKeep } from "./useKeep";

interface RenameProps {
  data: DataForm;
  onDone: () => void;
}

function Rename({ data, onDone }: RenameProps): ReactNode {
  const [name, setName] = useState(titleFor(data));
  const keep = useKeep();
  const rename = useMutation({
    mutationFn: () => changeDataset(data.id, { name: name.trim() }),
    onSuccess: (changed) => {
      keep(changed);
      onDone();
    },
  });
  const isEmpty = name.trim() === "";
  const fault = isEmpty ? "The name must not be empty." : rename.error && messageOf(rename.error);
  return (
    <form
      className={classes.heading}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) rename.mutate();
      }}
    >
      <TextInput
        aria-label="Name"
        value={name}
        maxLength={100}
        error={fault}
        data-autofocus
        ref={(input) => {
          if (input !== null && !input.dataset.seen) {
            input.dataset.seen = "1";
            input.select();
          }
        }}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && onDone()}
      />
      <Button type="submit" loading={rename.isPending}>
        Save name
      </Button>
      <Button variant="default" onClick={onDone}>
        Cancel
      </Button>
    </form>
  );
}

export function Heading({ data }: { data: DataForm }): ReactNode {
  const [isRenaming, setRenaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  /** Whoever came by keyboard goes on from where the name is. */
  const done = (): void => {
    setRenaming(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (isRenaming) return <Rename data={data} onDone={done} />;
  return (
    <div className={classes.heading}>
      <h1>{titleFor(data)}</h1>
      {data.can.includes("edit") ? (
        <Button
          ref={button}
          variant="subtle"
          leftSection={<Icon name="pen" size={14} />}
          onClick={() => setRenaming(true)}
        >
          Rename
        </Button>
      ) : null}
    </div>
  );
}
