/** The draft of an open space: loaded from the server or the outbox, saved as it changes. */

import { useEffect, useState } from "react";

import type { SpaceForm } from "../../api/forms";
import type { Catalogue } from "../../document/catalogue";
import { parseDocument, type SpaceDocument, writeDocument } from "../../document/model";
import { createDesigner, type DesignerStore } from "../store";
import { Autosave, type SaveState } from "./autosave";
import { openOutbox } from "./outbox";
import { readSpace, sendDraft } from "./server";

export interface Draft {
  store: DesignerStore;
  autosave: Autosave;
  state: SaveState;
}

export function useDraft(space: SpaceForm, isReadOnly: boolean, catalogue: Catalogue): Draft {
  const [state, setState] = useState<SaveState>({
    kind: "saved",
    at: Date.parse(space.draft.saved_at),
  });
  const [{ store, autosave }] = useState(() => openDraft(space, isReadOnly, setState, catalogue));

  useEffect(() => {
    if (isReadOnly) return;
    const saveNow = () => void autosave.flush();
    const look = () => {
      if (document.visibilityState === "visible")
        void autosave.look(async () => (await readSpace(space.id)).draft);
    };
    window.addEventListener("online", saveNow);
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    const leave = store.subscribe(({ history }, before) => {
      if (history.document !== before.history.document) {
        autosave.change(writeOnce(history.document));
      }
    });
    return () => {
      leave();
      window.removeEventListener("online", saveNow);
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
      saveNow();
    };
  }, [store, autosave, isReadOnly, space.id]);

  return { store, autosave, state };
}

/**
 * Open what this tab left behind, if the server could not take it, else the server's draft.
 *
 * When another save came between, nothing is sent: the user decides.
 */
export function openDraft(
  { id, draft }: Pick<SpaceForm, "id" | "draft">,
  isReadOnly: boolean,
  show: (state: SaveState) => void,
  catalogue?: Catalogue,
): { store: DesignerStore; autosave: Autosave } {
  const outbox = openOutbox(id);
  const autosave = new Autosave(sendDraft(id), outbox, show, draft);
  const left = isReadOnly ? null : outbox.read();
  const mine = left && left.document !== draft.document ? readable(left.document) : null;
  if (!left || !mine) {
    return {
      store: createDesigner(parseDocument(draft.document), isReadOnly, catalogue),
      autosave,
    };
  }
  if (left.revision === draft.revision) autosave.change(left.document);
  else autosave.hold(left.document, draft.saved_by);
  return { store: createDesigner(mine, isReadOnly, catalogue), autosave };
}

export function readable(text: string): SpaceDocument | null {
  try {
    return parseDocument(text);
  } catch {
    return null;
  }
}

const written = new WeakMap<SpaceDocument, string>();

/** A document as text; every part that needs it shares one writing. */
export function writeOnce(document: SpaceDocument): string {
  const known = written.get(document);
  if (known !== undefined) return known;
  const text = writeDocument(document);
  written.set(document, text);
  return text;
}
