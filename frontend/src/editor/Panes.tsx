/** The parts of the designer side by side; on a small screen one at a time, chosen at the foot. */

import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";

import { Icon, type IconName } from "../ui/Icon";
import { Canvas } from "./canvas/Canvas";
import { useDesigner, useOpened } from "./context";
import styles from "./designer.module.css";
import { Inspector } from "./inspector/Inspector";
import { Outline } from "./panel/Outline";
import { Palette } from "./panel/Palette";
import panel from "./panel/panel.module.css";
import type { Pane } from "./store";

export function Panes(): ReactNode {
  const pane = useDesigner((state) => state.pane);
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  return (
    <div className={styles.work} data-pane={pane}>
      <div className={`${panel.panel} ${styles.side}`}>
        {!isReadOnly && (
          <div className={`${panel.scroll} ${styles.palette}`}>
            <Palette />
          </div>
        )}
        <Outline />
      </div>
      <Canvas />
      <Inspector />
    </div>
  );
}

const TABS: [pane: Pane, icon: IconName, words: string][] = [
  ["canvas", "graph", "Canvas"],
  ["outline", "list", "Outline"],
  ["inspector", "pen", "Inspect"],
  ["palette", "plus", "Add"],
];

/** Only seen on a small screen. */
export function PaneTabs(): ReactNode {
  const { store } = useOpened();
  const shown = useDesigner((state) => state.pane);
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const chosen = useDesigner(({ selection }) => selection.nodes.length + selection.edges.length);
  return (
    <nav className={styles.tabs} aria-label="Parts of the designer">
      {TABS.filter(([pane]) => pane !== "palette" || !isReadOnly).map(([pane, icon, words]) => (
        <UnstyledButton
          key={pane}
          className={styles.tab}
          aria-pressed={pane === shown}
          onClick={() => store.getState().turnTo(pane)}
        >
          <Icon name={icon} size={20} />
          {words}{" "}
          {pane === "inspector" && chosen > 0 && (
            <span className={styles.chosen}>
              {chosen} <span className="visually-hidden">selected</span>
            </span>
          )}
        </UnstyledButton>
      ))}
    </nav>
  );
}
