/** The open module: its names and ports; for the root also what the whole space shares. */

import { Button } from "@mantine/core";

import { count } from "../../ui/format";
import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import styles from "./inspector.module.css";
import { Mismatch } from "./Mismatch";
import { ModuleName } from "./ModuleName";
import { Parameters } from "./Parameters";
import { PlaceProblems } from "./PlaceProblems";
import { Ports } from "./Ports";
import { Role } from "./Role";
import { Symbols } from "./Symbols";
import { Variables } from "./Variables";

export function ModuleInspector() {
  const [id] = useOpenModule();
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
          {!isRoot && ` · used in ${count(uses, "place")}`}
        </span>
        <ModuleName id={id} isReadOnly={isReadOnly} />
      </header>
      <PlaceProblems path={["modules", id]} isOwn />
      <Ports side="inputs" />
      <Ports side="outputs" />
      <Parameters />
      {!isRoot && <Role />}
      <Mismatch />
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

/** How often a module is named by a use, wherever the use is nested. */
export function countUses(tree: unknown, id: string): number {
  if (Array.isArray(tree)) return tree.reduce<number>((sum, item) => sum + countUses(item, id), 0);
  if (typeof tree !== "object" || tree === null) return 0;
  const part = tree as Record<string, unknown>;
  const here = part.kind === "reference" && part.module === id ? 1 : 0;
  return Object.values(part).reduce<number>((sum, item) => sum + countUses(item, id), here);
}
