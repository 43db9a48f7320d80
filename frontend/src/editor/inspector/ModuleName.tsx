/** What a module is called. The id, which expressions and uses know it by, is made from the title. */

import { TextInput } from "@mantine/core";
import { useState } from "react";

import type { Command } from "../../document/commands";
import { freshId, idOfTitle } from "../../document/places";
import { titleOfModule } from "../canvas/bodies";
import { useDocument, useOpened } from "../context";
import styles from "./inspector.module.css";

export function ModuleName({ id, isReadOnly }: { id: string; isReadOnly: boolean }) {
  const { modules } = useDocument();
  const title = titleOfModule(id, modules[id]);
  return <NameField key={`${id} ${title}`} id={id} title={title} isReadOnly={isReadOnly} />;
}

function NameField({ id, title, isReadOnly }: { id: string; title: string; isReadOnly: boolean }) {
  const [typed, setTyped] = useState(title);
  const { modules } = useDocument();
  const { store } = useOpened();
  const text = typed.trim();
  const others = Object.entries(modules).filter(([other]) => other !== id);
  const isTaken = others.some(([other, held]) => titleOfModule(other, held) === text);
  const to = freshId(
    others.map(([other]) => other),
    idOfTitle(text),
  );
  const isSame = text === "" || text === title;
  const rename = () => {
    if (isSame) setTyped(title);
    if (isSame || isTaken) return;
    const commands: Command[] = [
      { name: "rename_module", arguments: { id, to } },
      { name: "set_title", arguments: { module: to, title: to === text ? "" : text } },
    ];
    const batch: Command = { name: "batch", arguments: { commands, title: `call ${id} ${text}` } };
    if (store.getState().run(batch)) store.getState().open(to);
  };
  return (
    <>
      <TextInput
        aria-label="Name of the module"
        variant="unstyled"
        classNames={{ input: styles.name ?? "" }}
        readOnly={isReadOnly}
        value={typed}
        error={isTaken && `There is a module “${text}” already.`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => event.key === "Enter" && rename()}
      />
      <span className={styles.hint}>
        id <code>{isSame ? id : to}</code>
      </span>
    </>
  );
}
