/** What is said to whoever would change a drawing that is only to be read. */

import type { DesignerStore } from "./store";

const READ_ONLY =
  "Nothing can be changed here: a version stays as it is, and to change a draft takes the role of an editor.";

/** Whether nothing may be changed here; if so, the reason is told. */
export function refusedToRead(store: DesignerStore): boolean {
  const { isReadOnly, refuse } = store.getState();
  if (isReadOnly) refuse({ message: READ_ONLY, fixes: [] });
  return isReadOnly;
}
