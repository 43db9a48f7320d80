/** The outline: everything on the canvas as a tree that keyboard and screen reader can walk. */

import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";

import { Icon } from "../../ui/Icon";
import { useDesigner, useDocument, useOpened } from "../context";
import { openModule } from "../store";
import { answerKey, outlineRows, type Row } from "./outline";
import styles from "./panel.module.css";

export function Outline() {
  const tree = useTree();
  const { rows, current, isSelected, activate } = tree;
  return (
    <section className={styles.outline} aria-label="Outline">
      <h3 id="outline-title">Outline</h3>
      <div role="tree" aria-labelledby="outline-title" aria-multiselectable ref={tree.ref}>
        {rows.map((row) => (
          <div
            key={row.key}
            role="treeitem"
            aria-label={row.name}
            aria-description={[row.title, row.detail].filter(Boolean).join(", ")}
            title={[row.title, row.detail].filter(Boolean).join(" · ")}
            aria-level={row.level}
            aria-selected={isSelected(row)}
            {...(row.isExpanded === null ? {} : { "aria-expanded": row.isExpanded })}
            tabIndex={row.key === current ? 0 : -1}
            className={styles.row}
            data-level={row.level}
            data-kind={row.kind}
            data-key={row.key}
            onMouseDown={(event) => isAdding(event) && event.preventDefault()}
            onClick={(event) => activate(row, isAdding(event))}
            onKeyDown={(event) => tree.onKeyDown(event, row)}
          >
            {row.kind === "module" && (
              <span className={row.isExpanded ? styles.turned : styles.turn} aria-hidden>
                <Icon name="chevron" size={12} />
              </span>
            )}
            <span className={styles.rowName}>{row.title}</span>
            {row.detail && <span className={styles.rowDetail}>{row.detail}</span>}
          </div>
        ))}
      </div>
    </section>
  );
}

/** A click that adds to what is selected, as on the canvas; it selects no text. */
function isAdding({ shiftKey, ctrlKey, metaKey }: MouseEvent | KeyboardEvent): boolean {
  return shiftKey || ctrlKey || metaKey;
}

function useTree() {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const open = useDesigner(openModule);
  const selection = useDesigner((state) => state.selection);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [widened, setWidened] = useState<ReadonlySet<string>>(new Set());
  const ref = useRef<HTMLDivElement>(null);

  const expanded = useMemo(() => {
    const wide = new Set([...widened, open]);
    for (const id of closed) wide.delete(id);
    return wide;
  }, [widened, open, closed]);
  const rows = useMemo(
    () => outlineRows(document, catalogue, expanded),
    [document, catalogue, expanded],
  );
  const isSelected = (row: Row) =>
    row.kind === "module"
      ? row.id === open && selection.nodes.length + selection.edges.length === 0
      : row.module === open &&
        (row.kind === "node" ? selection.nodes : selection.edges).includes(row.id);
  const current = (rows.find(isSelected) ?? rows[0])?.key;

  useEffect(() => {
    const element = current && ref.current?.querySelector(`[data-key="${CSS.escape(current)}"]`);
    if (element) element.scrollIntoView?.({ block: "nearest" });
  }, [current]);

  const toggle = (id: string, isWide: boolean) => {
    setClosed((before) => without(before, id, isWide));
    setWidened((before) => without(before, id, !isWide));
  };
  const activate = (row: Row, isAdded = false) => {
    if (row.kind !== "module") {
      const item = row.kind === "node" ? { node: row.id } : { edge: row.id };
      if (isAdded && row.module === open) store.getState().toggle(item);
      else store.getState().show(row.module, item);
      return;
    }
    const isOpen = row.id === open;
    toggle(row.id, isOpen ? !row.isExpanded : true);
    store.getState().open(row.id);
  };
  const focusRow = (row: Row | undefined) => {
    if (!row) return;
    ref.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(row.key)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, row: Row) => {
    const answer = answerKey(event.key, rows, row);
    if (!answer) return;
    event.preventDefault();
    event.stopPropagation();
    if (answer.kind === "activate") activate(row, isAdding(event));
    else if (answer.kind === "toggle") toggle(row.id, answer.isWide);
    else focusRow(answer.row);
  };
  return { rows, current, isSelected, activate, onKeyDown, ref };
}

/** The set with `id` put in, or taken out. */
function without(
  before: ReadonlySet<string>,
  id: string,
  isTakenOut: boolean,
): ReadonlySet<string> {
  const after = new Set(before);
  if (isTakenOut) after.delete(id);
  else after.add(id);
  return after;
}
