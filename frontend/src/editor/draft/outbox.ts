/**
 * Changes that the server has not confirmed yet, kept in this browser.
 *
 * One entry per space and tab: a reload or a crash of the tab finds its own work again, and two
 * tabs never write over each other's.
 */

export interface Entry {
  document: string;
  revision: number;
  at: number;
}

export interface Outbox {
  read(): Entry | null;
  write(entry: Entry): void;
  clear(): void;
}

const TAB = "nasweb.tab";

function tabId(session: Storage): string {
  const known = session.getItem(TAB);
  if (known) return known;
  const made = crypto.getRandomValues(new Uint32Array(2)).join("");
  session.setItem(TAB, made);
  return made;
}

const startOf = (space: string) => `nasweb.outbox.${space}.`;

/** Work in a space that another tab, closed since, could not hand over. */
export interface LeftBehind {
  entry: Entry;
  discard: () => void;
}

/** What other tabs left behind, newest first. */
export function leftBehind(
  space: string,
  local = localStorage,
  session = sessionStorage,
): LeftBehind[] {
  const start = startOf(space);
  const own = start + tabId(session);
  const keys = Array.from({ length: local.length }, (_, at) => local.key(at) ?? "");
  return keys
    .filter((key) => key.startsWith(start) && key !== own)
    .flatMap((key) => {
      const entry = readEntry(local.getItem(key));
      return entry ? [{ entry, discard: () => local.removeItem(key) }] : [];
    })
    .sort((a, b) => b.entry.at - a.entry.at);
}

export function openOutbox(space: string, local = localStorage, session = sessionStorage): Outbox {
  const key = `${startOf(space)}${tabId(session)}`;
  return {
    read: () => readEntry(local.getItem(key)),
    write: (entry) => {
      try {
        local.setItem(key, JSON.stringify(entry));
      } catch {
        // A full store must not stop the editing: the server save still runs.
      }
    },
    clear: () => local.removeItem(key),
  };
}

function readEntry(text: string | null): Entry | null {
  if (!text) return null;
  try {
    const entry = JSON.parse(text) as Partial<Entry>;
    const isWhole = typeof entry.document === "string" && typeof entry.revision === "number";
    return isWhole ? (entry as Entry) : null;
  } catch {
    return null;
  }
}
