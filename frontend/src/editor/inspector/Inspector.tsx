/** The right panel: what is selected, and everything that can be said about it. */

import { Button } from "@mantine/core";

import { useDesigner, useOpened, useOpenModule } from "../context";
import { removeSelection } from "../editing";
import { EdgeInspector } from "./EdgeInspector";
import styles from "./inspector.module.css";
import { ModuleInspector } from "./ModuleInspector";
import { NodeInspector } from "./NodeInspector";

export function Inspector() {
  return (
    <aside className={styles.panel} aria-label="Inspector">
      <Selected />
    </aside>
  );
}

function Selected() {
  const { nodes, edges } = useDesigner((state) => state.selection);
  const [id, module] = useOpenModule();
  if (nodes.length + edges.length > 1) return <Several count={nodes.length + edges.length} />;
  const node = module.nodes?.find((item) => item.id === nodes[0]);
  if (node) return <NodeInspector key={`${id}/${node.id}`} node={node} />;
  const edge = module.edges?.find((item) => item.id === edges[0]);
  if (edge) return <EdgeInspector key={`${id}/${edge.id}`} edge={edge} />;
  return <ModuleInspector key={id} />;
}

function Several({ count }: { count: number }) {
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  return (
    <div className={styles.stack}>
      <h2 className={styles.name}>{count} selected</h2>
      <p className={styles.hint}>Alt and the arrow keys move them.</p>
      {!isReadOnly && (
        <Button variant="default" color="red" onClick={() => removeSelection(store)}>
          Delete
        </Button>
      )}
    </div>
  );
}
