/** The designer of one space: bars, panels and canvas round one store. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useStore } from "zustand";

import { messageOf } from "../api/client";
import type { Catalogue, SpaceForm, VersionSummary } from "../api/forms";
import { sessionQuery } from "../api/queries";
import { parseDocument } from "../document/model";
import { Import } from "../home/Import";
import { projectOfCopy } from "../team/useProject";
import { ForMembers, useGuest } from "../ui/guest";
import { showToast } from "../ui/toasts";
import { Conflict } from "./bar/Conflict";
import { Restore } from "./bar/Restore";
import { askRun } from "./bar/Run";
import { SaveVersion } from "./bar/SaveVersion";
import { Shortcuts } from "./bar/Shortcuts";
import { StatusBar } from "./bar/StatusBar";
import { TopBar } from "./bar/TopBar";
import { useClipboard } from "./clipboard";
import { CommandPalette } from "./commands/CommandPalette";
import { DesignerProvider, useDesigner } from "./context";
import styles from "./designer.module.css";
import { inWords } from "./draft/faultWords";
import { copySpace, readSpace, saveVersion } from "./draft/server";
import { type Draft, useDraft, writeOnce } from "./draft/useDraft";
import { useLeftBehind } from "./draft/useLeftBehind";
import { Panes, PaneTabs } from "./Panes";
import { Preview } from "./preview/Preview";
import { refusedToRead } from "./reading";
import { AllTalk } from "./talk/AllTalk";
import { Talking } from "./talk/Talking";
import { type KeyActions, useKeys } from "./useKeys";
import { Versions } from "./versions/Versions";

export interface DesignerProps {
  space: SpaceForm;
  catalogue: Catalogue;
  /** The version to show read-only; null for the draft. */
  shown: VersionSummary | null;
}

type Dialog = "talk" | "save" | "keys" | "versions" | "preview" | "commands";

export function Designer({ space, catalogue, shown }: DesignerProps): ReactNode {
  const isReadOnly = shown !== null || !space.can.includes("edit");
  const draft = useDraft(space, isReadOnly, catalogue);
  const { store, autosave, state } = draft;
  const versions = useVersions(space, draft, catalogue);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const resolve = useConflict(space, draft);
  const left = useLeftBehind(space, store, isReadOnly);
  const opened = useMemo(() => ({ store, catalogue }), [store, catalogue]);
  const save = () => {
    if (refusedToRead(store)) return;
    void autosave.flush();
    setDialog("save");
  };
  const actions = {
    onSave: save,
    onShortcuts: () => setDialog("keys"),
    onVersions: () => setDialog("versions"),
    onTalk: () => setDialog("talk"),
    onPreview: () => setDialog("preview"),
    onRun: () => {
      if (askRun()) return;
      const message = "A search is started by members of the team: there is no Run here.";
      store.getState().refuse({ message, fixes: [] });
    },
  };
  return (
    <DesignerProvider value={opened}>
      <Talking space={space}>
        <Keys {...actions} onCommands={() => setDialog("commands")} />
        <div className={styles.designer}>
          <TopBar
            space={space}
            shown={shown}
            latest={versions.latest}
            saved={versions.saved}
            isChanged={versions.isChanged}
            state={state}
            onSaveToRun={versions.save}
            {...actions}
          />
          {state.kind === "conflict" ? (
            <Conflict by={state.by} {...resolve} />
          ) : state.kind === "outrun" ? (
            <Conflict by={state.by} {...resolve} onCopy={null} />
          ) : (
            <Restore offer={left} />
          )}
          <Panes />
          <ForMembers>
            <StatusBar />
          </ForMembers>
          <PaneTabs />
        </div>
        <SaveVersion
          isOpened={dialog === "save"}
          number={(versions.latest?.number ?? 0) + 1}
          onSave={versions.save}
          onClose={() => setDialog(null)}
        />
        <Shortcuts isOpened={dialog === "keys"} onClose={() => setDialog(null)} />
        <ForMembers>
          <Versions
            space={space.id}
            isOpened={dialog === "versions"}
            onClose={() => setDialog(null)}
          />
          <AllTalk isOpened={dialog === "talk"} onClose={() => setDialog(null)} />
          <Preview isOpened={dialog === "preview"} onClose={() => setDialog(null)} />
          <CommandPalette
            isOpened={dialog === "commands"}
            onClose={() => setDialog(null)}
            {...actions}
          />
          <Import project={space.project} />
        </ForMembers>
        <Announcer />
      </Talking>
    </DesignerProvider>
  );
}

function Keys(actions: KeyActions) {
  useKeys(actions);
  useClipboard();
  return null;
}

/** Says to screen readers what the eye sees happen. */
function Announcer() {
  const text = useDesigner((state) => state.announcement);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}

/** Versions of the space; saving one first brings the draft to the server. */
function useVersions(space: SpaceForm, { store, autosave }: Draft, catalogue: Catalogue) {
  const [latest, setLatest] = useState(space.latest_version ?? null);
  const [saved, setSaved] = useState<number | null>(null);
  const [held, setHeld] = useState(() => {
    const { document, changed_since_version } = space.draft;
    return changed_since_version ? null : writeOnce(parseDocument(document));
  });
  const isChanged = useStore(store, ({ history }) => writeOnce(history.document) !== held);
  const client = useQueryClient();
  const save = async (message: string) => {
    if (!(await autosave.flush())) {
      throw new Error("The draft must be saved first, but the server does not have it yet.");
    }
    const text = writeOnce(store.getState().history.document);
    const version = await saveVersion(space.id, autosave.revision, message).catch((fault) => {
      throw inWords(fault, store.getState().history.document, catalogue);
    });
    setLatest(version);
    setSaved(version.number);
    setHeld(text);
    void client.invalidateQueries({ queryKey: ["spaces"] });
    void client.invalidateQueries({ queryKey: ["versions", space.id] });
    return version;
  };
  return { latest, saved: isChanged ? null : saved, isChanged, save };
}

/** The two ways out of a conflict. Neither loses anything. */
function useConflict(space: SpaceForm, { store, autosave }: Draft) {
  const isGuest = useGuest() !== null;
  const { data: session } = useQuery({ ...sessionQuery, enabled: !isGuest });
  const navigate = useNavigate();
  const refuse = (error: unknown) =>
    store.getState().refuse({ message: messageOf(error), fixes: [] });

  const takeTheirs = async () => {
    const { draft } = await readSpace(space.id);
    autosave.accept(draft);
    store.getState().replace(parseDocument(draft.document));
  };
  const keepCopy = async () => {
    const { document } = store.getState().history;
    const project = projectOfCopy(session?.projects ?? [], space.project);
    const name = `${document.name} (copy)`;
    const copy = await copySpace(project?.id ?? space.project, writeOnce({ ...document, name }));
    autosave.forget();
    showToast(`Kept as “${name}” in ${project?.name ?? "the same project"}`);
    await navigate({ to: "/spaces/$id", params: { id: copy.id } });
  };
  return {
    onTheirs: () => void takeTheirs().catch(refuse),
    onCopy: () => void keepCopy().catch(refuse),
  };
}
