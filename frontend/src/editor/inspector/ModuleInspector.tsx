/** The open module: its names and ports; for the root also what the whole space shares. */

import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";

import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import styles from "./inspector.module.css";
import { Parameters } from "./Parameters";
import { PlaceProblems } from "./PlaceProblems";
import { Ports } from "./Ports";
import { Symbols } from "./Symbols";
import { Variables } from "./Variables";

const MISMATCH = [
  { value: "error", label: "It is a mistake" },
  { value: "project", label: "Project to the first" },
  { value: "pad", label: "Pad with zeros" },
];

export function ModuleInspector() {
  const [id, module] = useOpenModule();
  const document = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const isRoot = id === document.root;
  const uses = countUses(document, id);
  return (
    <div className={styles.stack}>
      <header className={styles.header}>
        <span className={styles.kind}>
          {isRoot ? "Network" : "Module"}
          {!isRoot && ` · used in ${uses} ${uses === 1 ? "place" : "places"}`}
        </span>
        <ModuleName key={id} id={id} isReadOnly={isReadOnly} />
      </header>
      <PlaceProblems path={["modules", id]} isOwn />
      <Ports side="inputs" />
      <Ports side="outputs" />
      <Parameters />
      <Select
        label="When shapes differ at a merge"
        data={MISMATCH}
        allowDeselect={false}
        readOnly={isReadOnly}
        value={module.on_mismatch ?? "error"}
        onChange={(value) =>
          value &&
          store.getState().run({
            name: "set_mismatch",
            arguments: { module: id, value: value as "error" | "project" | "pad" },
          })
        }
      />
      <Variables />
      {isRoot && <Symbols />}
      {!isRoot && !isReadOnly && (
        <Button
          variant="subtle"
          color="red"
          c="var(--error)"
          onClick={() => store.getState().run({ name: "remove_module", arguments: { id } })}
        >
          Delete module
        </Button>
      )}
    </div>
  );
}

/** The id is the name by which expressions and uses know the module, so it is changed as a whole. */
function ModuleName({ id, isReadOnly }: { id: string; isReadOnly: boolean }) {
  const [typed, setTyped] = useState(id);
  const { store } = useOpened();
  const rename = () => {
    if (typed === id) return;
    const isDone = store.getState().run({ name: "rename_module", arguments: { id, to: typed } });
    if (isDone) store.getState().open(typed);
    else setTyped(id);
  };
  return (
    <TextInput
      aria-label="Name of the module"
      variant="unstyled"
      classNames={{ input: styles.name ?? "" }}
      readOnly={isReadOnly}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={rename}
      onKeyDown={(event) => event.key === "Enter" && rename()}
    />
  );
}

/** How often a module is named by a use, wherever the use is nested. */
export function countUses(tree: unknown, id: string): number {
  if (Array.isArray(tree)) return tree.reduce<number>((sum, item) => sum + countUses(item, id), 0);
  if (typeof tree !== "object" || tree === null) return 0;
  const part = tree as Record<string, unknown>;
  const here = part.kind === "reference" && part.module === id ? 1 : 0;
  return Object.values(part).reduce<number>((sum, item) => sum + countUses(item, id), here);
}
