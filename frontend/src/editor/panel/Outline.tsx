/** The outline: everything on the canvas as a tree that keyboard and screen reader can walk. */

import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";

import { count } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { useDesigner, useDocument, useOpened } from "../context";
import { openModule } from "../store";
import { keyOf } from "../talk/places";
import { useTalk } from "../talk/Talking";
import { answerKey, between, outlineRows, type Row, selectionOf } from "./outline";
import styles from "./panel.module.css";

export function Outline() {
  const tree = useTree();
  const { rows, current, isSelected, activate } = tree;
  const talk = useTalk();
  const saidAt = (row: Row) => talk?.counts.get(keyOf(rowPath(row))) ?? 0;
  const wordsOf = (row: Row) => {
    const said = saidAt(row);
    return [row.title, row.detail, said > 0 ? count(said, "comment") : ""].filter(Boolean);
  };
  return (
    <section className={styles.outline} aria-label="Outline">
      <h3 id="outline-title">Outline</h3>
      <div role="tree" aria-labelledby="outline-title" aria-multiselectable ref={tree.ref}>
        {rows.map((row) => (
          <div
            key={row.key}
            role="treeitem"
            aria-label={row.name}
            aria-description={wordsOf(row).join(", ")}
            title={wordsOf(row).join(" · ")}
            aria-level={row.level}
            aria-selected={isSelected(row)}
            {...(row.isExpanded === null ? {} : { "aria-expanded": row.isExpanded })}
            tabIndex={row.key === current ? 0 : -1}
            className={styles.row}
            data-level={row.level}
            data-kind={row.kind}
            data-key={row.key}
            onMouseDown={(event) => addingBy(event) && event.preventDefault()}
            onClick={(event) => activate(row, addingBy(event))}
            onKeyDown={(event) => tree.onKeyDown(event, row)}
          >
            {row.kind === "module" && (
              <span className={row.isExpanded ? styles.turned : styles.turn} aria-hidden>
                <Icon name="chevron" size={12} />
              </span>
            )}
            <Name title={row.title} />
            {row.detail && <span className={styles.rowDetail}>{row.detail}</span>}
            {saidAt(row) > 0 && (
              <span className={styles.rowTalk} aria-hidden>
                <Icon name="comment" size={12} /> {saidAt(row)}
              </span>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

function rowPath({ kind, module, id }: Row): string[] {
  if (kind === "module") return ["modules", module];
  return ["modules", module, kind === "node" ? "nodes" : "edges", id];
}

type Adding = "range" | "one" | null;

/** With Shift all rows from the last one that was chosen, else one more; neither selects text. */
function addingBy({ shiftKey, ctrlKey, metaKey }: MouseEvent | KeyboardEvent): Adding {
  if (shiftKey) return "range";
  return ctrlKey || metaKey ? "one" : null;
}

/** The two ends of a wire: a row that is too long for one line breaks between them. */
function Name({ title }: Pick<Row, "title">) {
  const [from = "", ...to] = title.split(/(?<= →) /);
  return (
    <span className={styles.rowName}>
      <span>{from}</span>
      {to.length > 0 && (
        <>
          {" "}
          <span>{to.join(" ")}</span>
        </>
      )}
    </span>
  );
}

function useTree() {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const open = useDesigner(openModule);
  const selection = useDesigner((state) => state.selection);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [widened, setWidened] = useState<ReadonlySet<string>>(new Set());
  const ref = useRef<HTMLDivElement>(null);
  /** The row that a range begins at. */
  const last = useRef<string>(undefined);

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
  const choose = (row: Row, adding: Adding) => {
    const { select, show, toggle: turn } = store.getState();
    const item = row.kind === "node" ? { node: row.id } : { edge: row.id };
    const here = row.module === open ? adding : null;
    const range = here === "range" ? between(rows, last.current ?? current, row) : [];
    if (range.length > 0) return select(selectionOf(range));
    last.current = row.key;
    if (here) turn(item);
    else show(row.module, item);
  };
  const activate = (row: Row, adding: Adding = null) => {
    if (row.kind !== "module") return choose(row, adding);
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
    if (answer.kind === "activate") activate(row, addingBy(event));
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
