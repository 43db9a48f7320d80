/** What the view can be told without keys and wheel: zoom, fit, tidy. */

import { ActionIcon, Tooltip } from "@mantine/core";
import { memo } from "react";

import { Icon, type IconName } from "../../ui/Icon";
import { useDesigner, useOpened } from "../context";
import { tidy, turn } from "../gestures";
import { Align } from "./Align";
import styles from "./canvas.module.css";
import type { Flow } from "./picture";
import type { Flow as View } from "./useView";

const DURATION = 120;

export interface ToolsProps {
  view: View | null;
  flow: Flow;
  hasMap: boolean;
  onMap: () => void;
}

export const Tools = memo(function Tools({ view, flow, hasMap, onMap }: ToolsProps) {
  const { store, catalogue } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const count = useDesigner((state) => state.selection.nodes.length);
  return (
    <div className={styles.tools} role="toolbar" aria-label="View">
      {!isReadOnly && count > 1 && <Align count={count} />}
      <Tool
        icon="minus"
        words="Zoom out"
        onClick={() => void view?.zoomOut({ duration: DURATION })}
      />
      <Tool icon="plus" words="Zoom in" onClick={() => void view?.zoomIn({ duration: DURATION })} />
      <Tool
        icon="fit"
        words="Fit into the view (F)"
        onClick={() => window.dispatchEvent(new Event("nasweb:fit"))}
      />
      <Tool icon="map" words={hasMap ? "Hide the map" : "Show the map"} onClick={onMap} />
      {!isReadOnly && <Tool icon="tidy" words="Tidy (L)" onClick={() => tidy(store, catalogue)} />}
      {!isReadOnly && (
        <Tool
          icon={flow === "right" ? "down" : "arrow"}
          words={`Let it run ${flow === "right" ? "down" : "to the right"} (T)`}
          onClick={() => turn(store, catalogue)}
        />
      )}
    </div>
  );
});

interface ToolProps {
  icon: IconName;
  words: string;
  onClick: () => void;
}

function Tool({ icon, words, onClick }: ToolProps) {
  return (
    <Tooltip label={words}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words} onClick={onClick}>
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
