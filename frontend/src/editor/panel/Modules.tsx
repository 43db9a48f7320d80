/** The modules of the space: open one, use one in the open module, make a new one. */

import { Button } from "@mantine/core";

import { freshId } from "../../document/places";
import { Tool } from "../../ui/Tool";
import { titleOfModule } from "../canvas/bodies";
import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import { moduleEntry, YOURS } from "./entries";
import { PaletteEntry } from "./PaletteEntry";
import styles from "./panel.module.css";

export function Modules() {
  const document = useDocument();
  const { store, catalogue } = useOpened();
  const [open, here] = useOpenModule();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const others = Object.entries(document.modules).filter(
    ([id]) => id !== open && id !== document.root,
  );
  const addModule = () => {
    const id = freshId(Object.keys(document.modules), "module");
    const module = {
      role: "cell" as const,
      inputs: [{ id: "x" }],
      outputs: [{ id: "y" }],
      nodes: [],
      edges: [],
    };
    if (store.getState().run({ name: "add_module", arguments: { id, module } })) {
      store.getState().open(id);
    }
  };
  if (isReadOnly) return null;
  return (
    <section className={styles.family} aria-label="Modules to use">
      <h3>{YOURS}</h3>
      {others.map(([id, module]) => (
        <div key={id} className={styles.moduleRow}>
          <PaletteEntry entry={moduleEntry(document, catalogue, id, here)} />
          <Tool
            icon="arrow"
            isSmall
            words={`Open module ${titleOfModule(id, module)}`}
            onClick={() => store.getState().open(id)}
          />
        </div>
      ))}
      <Button variant="subtle" size="compact-sm" justify="flex-start" onClick={addModule}>
        New module
      </Button>
    </section>
  );
}
