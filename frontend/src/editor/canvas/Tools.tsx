/** What the view can be told without keys and wheel: zoom, fit, tidy. */

import { memo } from "react";

import { Tool } from "../../ui/Tool";
import { useDesigner, useOpened } from "../context";
import { tidy, turn } from "../gestures";
import { Align } from "./Align";
import styles from "./canvas.module.css";
import type { Flow } from "./picture";
import { askView } from "./viewing";

export interface ToolsProps {
  flow: Flow;
  hasMap: boolean;
  onMap: () => void;
}

export const Tools = memo(function Tools({ flow, hasMap, onMap }: ToolsProps) {
  const { store, catalogue } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const count = useDesigner((state) => state.selection.nodes.length);
  return (
    <div className={styles.tools} role="toolbar" aria-label="View">
      {!isReadOnly && count > 1 && <Align count={count} />}
      <Tool icon="minus" words="Zoom out (-)" onClick={() => askView("out")} />
      <Tool icon="plus" words="Zoom in (+)" onClick={() => askView("in")} />
      <Tool icon="fit" words="Fit into the view (F)" onClick={() => askView("fit")} />
      <Tool icon="map" words={hasMap ? "Hide the map" : "Show the map"} onClick={onMap} />
      {!isReadOnly && <Tool icon="tidy" words="Tidy (L)" onClick={() => tidy(store, catalogue)} />}
      {!isReadOnly && (
        <Tool
          icon={flow === "right" ? "down" : "arrow"}
          words={`Draw ${flow === "right" ? "top to bottom" : "left to right"} (T)`}
          onClick={() => turn(store, catalogue)}
        />
      )}
    </div>
  );
});
