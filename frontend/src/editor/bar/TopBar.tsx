/** The head of the designer: name, saving, undo and redo, version and run. */

import { Button, TextInput, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import type { SpaceForm, VersionSummary } from "../../api/forms";
import * as histories from "../../document/history";
import { ShareButton } from "../../team/ShareButton";
import { ForMembers } from "../../ui/guest";
import { Icon, type IconName } from "../../ui/Icon";
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
      <ForMembers>
        <Link to="/spaces" className={styles.back}>
          ‹ <span className={styles.word}>Spaces</span>
        </Link>
      </ForMembers>
      <SpaceName />
      {shown ? (
        <span className={styles.locked}>
          Version {shown.number}, read only ·{" "}
          <Link to="/spaces/$id" params={{ id: space.id }}>
            open the draft
          </Link>
        </span>
      ) : (
        <SaveMark {...{ state, latest, saved, isChanged, isReadOnly }} />
      )}
      <span className={styles.space} />
      {!isReadOnly && <UndoRedo />}
      <Tooltip label="Keyboard shortcuts">
        <Button
          className={styles.keysButton ?? ""}
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
        <Button variant="default" className={styles.tool ?? ""} onClick={onSave}>
          <Sign icon="save" words="Save version" />
        </Button>
      )}
      <ShareButton kind="space" thing={space.id} title={space.name} project={space.project} />
      <ForMembers>
        <Run version={shown ?? latest} isChanged={!isReadOnly && isChanged} onSave={onRun} />
      </ForMembers>
    </header>
  );
}

/** Words where there is room; else an icon that screen readers still call by the words. */
function Sign({ icon, words }: { icon: IconName; words: string }) {
  return (
    <>
      <span className={styles.sign}>
        <Icon name={icon} size={18} />
      </span>
      <span className={styles.word}>{words}</span>
    </>
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
      style={{ flexBasis: `${Math.min(44, Math.max(8, name.length * 1.25 + 3))}ch` }}
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
          className={styles.tool ?? ""}
          variant="subtle"
          color="gray"
          size="compact-md"
          disabled={before === null}
          onClick={() => store.getState().undo()}
        >
          <Sign icon="undo" words="Undo" />
        </Button>
      </Tooltip>
      <Tooltip label={after ? `Redo: ${after}` : "Nothing to redo"}>
        <Button
          className={styles.tool ?? ""}
          variant="subtle"
          color="gray"
          size="compact-md"
          disabled={after === null}
          onClick={() => store.getState().redo()}
        >
          <Sign icon="redo" words="Redo" />
        </Button>
      </Tooltip>
    </div>
  );
}
