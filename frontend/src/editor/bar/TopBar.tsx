/** The head of the designer: name, saving, undo and redo, version and run. */

import { Button, TextInput, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import type { SpaceForm, VersionSummary } from "../../api/forms";
import * as histories from "../../document/history";
import { useDesigner, useDocument, useOpened } from "../context";
import type { SaveState } from "../draft/autosave";
import styles from "./bar.module.css";
import { Run, type RunProps } from "./Run";
import { SaveMark } from "./SaveMark";

export interface TopBarProps {
  space: SpaceForm;
  /** The version that is shown read-only, or null for the draft. */
  shown: VersionSummary | null;
  latest: VersionSummary | null;
  /** The number of the version just saved here, until something changes again. */
  saved: number | null;
  /** Whether the draft differs from the latest version. */
  isChanged: boolean;
  state: SaveState;
  onSave: () => void;
  /** Save a version so that it can run. */
  onRun: RunProps["onSave"];
  onShortcuts: () => void;
}

export function TopBar(props: TopBarProps) {
  const { space, shown, latest, saved, isChanged, state, onSave, onRun, onShortcuts } = props;
  const isReadOnly = useDesigner((designer) => designer.isReadOnly);
  return (
    <header className={styles.top}>
      <Link to="/spaces" className={styles.back}>
        ‹ Spaces
      </Link>
      <SpaceName />
      {shown ? (
        <span className={styles.locked}>
          Version {shown.number}, read only ·{" "}
          <Link to="/spaces/$id" params={{ id: space.id }}>
            open the draft
          </Link>
        </span>
      ) : (
        <SaveMark state={state} latest={latest} saved={saved} isReadOnly={isReadOnly} />
      )}
      <span className={styles.space} />
      {!isReadOnly && <UndoRedo />}
      <Tooltip label="Keyboard shortcuts">
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          aria-label="Keyboard shortcuts"
          onClick={onShortcuts}
        >
          ?
        </Button>
      </Tooltip>
      {!isReadOnly && (
        <Button variant="default" onClick={onSave}>
          Save version
        </Button>
      )}
      <Run version={shown ?? latest} isChanged={!isReadOnly && isChanged} onSave={onRun} />
    </header>
  );
}

function SpaceName() {
  const { name } = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  return (
    <TextInput
      aria-label="Name of the space"
      variant="unstyled"
      className={styles.nameBox ?? ""}
      classNames={{ input: styles.name ?? "" }}
      style={{ width: `${Math.min(44, Math.max(8, name.length * 1.25 + 3))}ch` }}
      readOnly={isReadOnly}
      value={name}
      maxLength={200}
      onChange={(event) =>
        store
          .getState()
          .run({ name: "rename_space", arguments: { name: event.currentTarget.value } }, "name")
      }
    />
  );
}

function UndoRedo() {
  const { store } = useOpened();
  const history = useDesigner((state) => state.history);
  const before = histories.undoTitle(history);
  const after = histories.redoTitle(history);
  return (
    <div className={styles.group}>
      <Tooltip label={before ? `Undo: ${before}` : "Nothing to undo"}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          disabled={before === null}
          onClick={() => store.getState().undo()}
        >
          Undo
        </Button>
      </Tooltip>
      <Tooltip label={after ? `Redo: ${after}` : "Nothing to redo"}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          disabled={after === null}
          onClick={() => store.getState().redo()}
        >
          Redo
        </Button>
      </Tooltip>
    </div>
  );
}
