/** Work that a closed tab could not save, offered when its space is opened again. */

import { useState } from "react";

import type { SpaceForm } from "../../api/forms";
import type { SpaceDocument } from "../../document/model";
import type { DesignerStore } from "../store";
import { leftBehind } from "./outbox";
import { readable } from "./useDraft";

export interface Offer {
  at: number;
  /** Somebody saved the space after this work was begun. */
  isOutrun: boolean;
  restore: () => void;
  discard: () => void;
}

/** The newest piece of such work, or null. Restoring is one step of the history. */
export function useLeftBehind(
  { id, draft }: Pick<SpaceForm, "id" | "draft">,
  store: DesignerStore,
  isReadOnly: boolean,
): Offer | null {
  const [pieces, setPieces] = useState(() =>
    isReadOnly
      ? []
      : leftBehind(id).flatMap((piece) => {
          const document = readable(piece.entry.document);
          return document && piece.entry.document !== draft.document
            ? [{ ...piece, document }]
            : [];
        }),
  );
  const [newest] = pieces;
  if (!newest) return null;
  const done = () => {
    newest.discard();
    setPieces(pieces.slice(1));
  };
  const restore = (document: SpaceDocument) => {
    const isDone = store.getState().run({ name: "replace_document", arguments: { document } });
    if (isDone) done();
  };
  return {
    at: newest.entry.at,
    isOutrun: newest.entry.revision !== draft.revision,
    restore: () => restore(newest.document),
    discard: done,
  };
}
