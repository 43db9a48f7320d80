/** Undo and redo: documents before and after commands, one gesture one step. */

import { apply, type Command, describe } from "./commands";
import type { SpaceDocument } from "./model";

const STEPS = 500;

interface Step {
  title: string;
  gesture: string | undefined;
  /** The document on the other side of the step. */
  document: SpaceDocument;
}

export interface History {
  document: SpaceDocument;
  past: readonly Step[];
  future: readonly Step[];
}

export function start(document: SpaceDocument): History {
  return { document, past: [], future: [] };
}

/** Carry out a command. One with the gesture of the last step joins it: a drag is one step. */
export function execute(history: History, command: Command, gesture?: string): History {
  const document = apply(history.document, command);
  const last = history.past.at(-1);
  if (gesture !== undefined && last?.gesture === gesture) {
    return { document, past: history.past, future: [] };
  }
  const step = { title: describe(command), gesture, document: history.document };
  return { document, past: [...history.past, step].slice(-STEPS), future: [] };
}

export function undo(history: History): History {
  const step = history.past.at(-1);
  if (!step) return history;
  const back = { title: step.title, gesture: undefined, document: history.document };
  return {
    document: step.document,
    past: history.past.slice(0, -1),
    future: [...history.future, back],
  };
}

export function redo(history: History): History {
  const step = history.future.at(-1);
  if (!step) return history;
  const back = { title: step.title, gesture: undefined, document: history.document };
  return {
    document: step.document,
    past: [...history.past, back],
    future: history.future.slice(0, -1),
  };
}

/** What undo would take back, for its button. */
export function undoTitle(history: History): string | null {
  return history.past.at(-1)?.title ?? null;
}

export function redoTitle(history: History): string | null {
  return history.future.at(-1)?.title ?? null;
}
