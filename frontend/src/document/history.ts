/** Undo and redo: documents before and after commands, one gesture one step. */

import { apply, type Command, describe } from "./commands";
import { isRecord, type SpaceDocument } from "./model";

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

/**
 * Carry out a command. One with the gesture of the last step joins it: a drag is one step. A gesture
 * that ends where it began leaves none.
 */
export function execute(
  history: History,
  command: Command,
  gesture?: string,
  title: string = describe(command),
): History {
  const document = apply(history.document, command);
  const last = history.past.at(-1);
  if (gesture !== undefined && last?.gesture === gesture) {
    if (isAlike(document, last.document))
      return { document: last.document, past: history.past.slice(0, -1), future: [] };
    return { document, past: history.past, future: [] };
  }
  const step = { title, gesture, document: history.document };
  return { document, past: [...history.past, step].slice(-STEPS), future: [] };
}

/** Whether two parts say the same; in what order a record names its fields says nothing. */
function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, at) => isAlike(item, b[at]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = Object.keys(a);
  const isWhole = names.length === Object.keys(b).length;
  return isWhole && names.every((name) => Object.hasOwn(b, name) && isAlike(a[name], b[name]));
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
