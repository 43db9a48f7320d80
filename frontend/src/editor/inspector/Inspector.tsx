/** The right panel: what is selected, and everything that can be said about it. */

import { type RefObject, useLayoutEffect, useRef } from "react";

import { useDesigner, useOpenModule } from "../context";
import { TalkHere } from "../talk/TalkHere";
import { EdgeInspector } from "./EdgeInspector";
import styles from "./inspector.module.css";
import { ModuleInspector } from "./ModuleInspector";
import { NodeInspector } from "./NodeInspector";
import { Several } from "./Several";
import { useSpotlitField } from "./useSpotlight";

export function Inspector() {
  const panel = useRef<HTMLElement>(null);
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  useSelectedTop(panel);
  useSpotlitField(panel);
  return (
    <aside
      ref={panel}
      className={styles.panel}
      data-readonly={isReadOnly || undefined}
      aria-label="Inspector"
    >
      {isReadOnly && <p className={styles.readOnly}>Nothing can be changed here</p>}
      <Selected />
      <TalkHere />
    </aside>
  );
}

/** Something else that is selected begins at its title, not where the last was left. */
function useSelectedTop(panel: RefObject<HTMLElement | null>): void {
  const { nodes, edges } = useDesigner((state) => state.selection);
  const [module] = useOpenModule();
  const selected = [module, ...nodes, "", ...edges].join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: each selection has its own top.
  useLayoutEffect(() => {
    if (panel.current) panel.current.scrollTop = 0;
  }, [panel, selected]);
}

function Selected() {
  const { nodes, edges } = useDesigner((state) => state.selection);
  const [id, module] = useOpenModule();
  if (nodes.length + edges.length > 1) return <Several />;
  const node = module.nodes?.find((item) => item.id === nodes[0]);
  if (node) return <NodeInspector key={`${id}/${node.id}`} node={node} />;
  const edge = module.edges?.find((item) => item.id === edges[0]);
  if (edge) return <EdgeInspector key={`${id}/${edge.id}`} edge={edge} />;
  return <ModuleInspector key={id} />;
}
