/** The head of the designer: name, saving, undo and redo, version and run. */

import { Button, TextInput, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import type { SpaceForm, VersionSummary } from "../../api/forms";
import * as histories from "../../document/history";
import { fileName } from "../../document/importing";
import { writeDocument } from "../../document/model";
import { ShareButton } from "../../team/ShareButton";
import { count } from "../../ui/format";
import { ForMembers } from "../../ui/guest";
import { Icon, type IconName } from "../../ui/Icon";
import { Tool } from "../../ui/Tool";
import { useDesigner, useDocument, useOpened } from "../context";
import type { SaveState } from "../draft/autosave";
import { useTalk } from "../talk/Talking";
import styles from "./bar.module.css";
import { useObstacles, useObstacleWords } from "./faults";
import { More, type MoreProps } from "./More";
import { Run, type RunProps } from "./Run";
import { SaveMark } from "./SaveMark";

export interface TopBarProps extends Omit<MoreProps, "onExport"> {
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
  onSaveToRun: RunProps["onSave"];
}

export function TopBar(props: TopBarProps) {
  const { space, shown, latest, saved, isChanged, state, onSave, onSaveToRun } = props;
  const isReadOnly = useDesigner((designer) => designer.isReadOnly);
  const onExport = useExport();
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
      <ForMembers>
        <Tool
          icon="graph"
          words="Architectures at random"
          className={styles.keysButton}
          onClick={props.onPreview}
        />
        <Tool
          icon="clock"
          words="Versions"
          className={styles.keysButton}
          onClick={props.onVersions}
        />
        <TalkTool onClick={props.onTalk} />
      </ForMembers>
      <Tool
        icon="download"
        words="Export as JSON"
        className={styles.keysButton}
        onClick={onExport}
      />
      <Tooltip label="Keyboard shortcuts">
        <Button
          className={styles.keysButton ?? ""}
          variant="subtle"
          color="gray"
          size="compact-md"
          aria-label="Keyboard shortcuts"
          onClick={props.onShortcuts}
        >
          ?
        </Button>
      </Tooltip>
      {!isReadOnly && <Save onSave={onSave} />}
      <More {...props} onExport={onExport} />
      <ShareButton kind="space" thing={space.id} title={space.name} project={space.project} />
      <ForMembers>
        <Run version={shown ?? latest} isChanged={!isReadOnly && isChanged} onSave={onSaveToRun} />
      </ForMembers>
    </header>
  );
}

/** It says before the click what is in the way; the dialog then lists all of it. */
function Save({ onSave }: { onSave: () => void }) {
  const obstacle = useObstacleWords();
  const { length } = useObstacles();
  return (
    <Tooltip
      label={obstacle ?? "Keep this as a version that runs start from (Ctrl S)"}
      multiline
      maw={360}
    >
      <Button variant="default" className={styles.tool ?? ""} onClick={onSave}>
        <Sign icon="save" words="Save version" />
        {length > 0 && (
          <span
            className={styles.obstacles}
            role="img"
            aria-label={`: ${count(length, "problem")} first`}
          >
            {length}
          </span>
        )}
      </Button>
    </Tooltip>
  );
}

/** Saves the drawing as a file that any nasweb opens, also by dropping it. */
function useExport(): () => void {
  const { store } = useOpened();
  return () => {
    const { document: drawn } = store.getState().history;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([writeDocument(drawn)], { type: "application/json" }));
    link.download = fileName(drawn.name);
    link.click();
    URL.revokeObjectURL(link.href);
  };
}

function TalkTool({ onClick }: { onClick: () => void }) {
  const said = [...(useTalk()?.counts.values() ?? [])].reduce((sum, here) => sum + here, 0);
  const words = said > 0 ? `${count(said, "comment")} on the space` : "Comments";
  return <Tool icon="comment" words={words} className={styles.keysButton} onClick={onClick} />;
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

/**
 * The name is taken when its field is left. The field is a new one then: the browser would undo what
 * was typed here on Ctrl+Z in any other field, such as that of the dialog in front of it.
 */
function SpaceName() {
  const { name } = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const [typed, setTyped] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const shown = typed ?? name;
  const leave = () => {
    if (typed?.trim() && typed !== name)
      store.getState().run({ name: "rename_space", arguments: { name: typed } });
    setTyped(null);
    setTurn(turn + 1);
  };
  return (
    <TextInput
      key={turn}
      aria-label="Name of the space"
      variant="unstyled"
      className={styles.nameBox ?? ""}
      classNames={{ input: styles.name ?? "" }}
      style={{ flexBasis: `${Math.min(44, Math.max(8, shown.length * 1.25 + 3))}ch` }}
      readOnly={isReadOnly}
      value={shown}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Escape") setTyped(null);
        if (event.key === "Enter") event.currentTarget.blur();
      }}
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
