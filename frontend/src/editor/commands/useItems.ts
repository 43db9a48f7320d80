/** Everything that the command palette can do: commands, things to add, places to go to. */

import { useMemo } from "react";

import { titleOfModule } from "../canvas/bodies";
import { askView } from "../canvas/viewing";
import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import { duplicateSelection, tidy, turn } from "../gestures";
import { healSelection } from "../healing";
import { dissolveSelection, extractSelection } from "../modules";
import { excludeSelection } from "../offering";
import { useEntries, useSelectedOutput } from "../panel/entries";
import { outlineRows } from "../panel/outline";
import { addEntry } from "../panel/PaletteEntry";
import { aim } from "../portWalk";
import { quickFix } from "../quickFix";

export interface Item {
  key: string;
  title: string;
  /** What kind of thing it is, or where it stands. */
  hint: string;
  /** The keys that do the same. */
  keys: string;
  run: () => void;
}

/** What the bars do, which the canvas does not know. */
export interface BarActions {
  onSave: () => void;
  onShortcuts: () => void;
  onVersions: () => void;
  onTalk: () => void;
  onPreview: () => void;
  onRun: () => void;
}

export function useItems(bar: BarActions): Item[] {
  const commands = useCommands(bar);
  const additions = useAdditions();
  const places = usePlaces();
  return useMemo(() => [...commands, ...places, ...additions], [commands, places, additions]);
}

function useCommands(bar: BarActions): Item[] {
  const { store, catalogue } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const { past, future } = useDesigner((state) => state.history);
  const { nodes, edges } = useDesigner((state) => state.selection);
  const isSelected = nodes.length > 0;
  const isAny = nodes.length + edges.length > 0;
  const item = (title: string, keys: string, run: () => void): Item => ({
    key: `do:${title}`,
    title,
    hint: "Command",
    keys,
    run,
  });
  const looking = [
    item("Fit into the view", "F", () => askView("fit")),
    ...(isAny ? [item("Bring what is selected into view", ".", () => askView("selection"))] : []),
    item("True size", "0", () => askView("whole")),
    item("Zoom in", "+", () => askView("in")),
    item("Zoom out", "-", () => askView("out")),
    item("Run", "Ctrl Enter", bar.onRun),
    item("Versions", "", bar.onVersions),
    item("Comments", "", bar.onTalk),
    item("Architectures at random", "", bar.onPreview),
    item("Keyboard shortcuts", "?", bar.onShortcuts),
  ];
  if (isReadOnly) return looking;
  const ofSelection = [
    item("Duplicate what is selected", "Ctrl D", () => duplicateSelection(store, catalogue)),
    item("Make a module of what is selected", "Ctrl G", () => extractSelection(store, catalogue)),
    item("Dissolve the selected use", "Ctrl Shift G", () => dissolveSelection(store, catalogue)),
    item("Delete what is selected and heal", "Ctrl Delete", () => healSelection(store, catalogue)),
    item("Connect the selected node to …", "C", () => aim(store, catalogue)),
  ];
  // What there is nothing to do for is not offered.
  return [
    ...(past.length > 0 ? [item("Undo", "Ctrl Z", () => store.getState().undo())] : []),
    ...(future.length > 0 ? [item("Redo", "Ctrl Shift Z", () => store.getState().redo())] : []),
    item("Save a version", "Ctrl S", bar.onSave),
    item("Tidy", "L", () => tidy(store, catalogue)),
    item("Turn: let it run the other way", "T", () => turn(store, catalogue)),
    ...(isSelected ? ofSelection : []),
    ...(isAny
      ? [item("Leave wires out, or take them in", "M", () => excludeSelection(store, catalogue))]
      : []),
    item("Quick fix", "Alt Enter", () => quickFix(store, catalogue)),
    ...looking,
  ];
}

function useAdditions(): Item[] {
  const opened = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const entries = useEntries(useSelectedOutput());
  return useMemo(() => {
    if (isReadOnly) return [];
    return entries.map((entry) => ({
      key: `add:${entry.key}`,
      title: `Add ${entry.title}`,
      hint: entry.reason ?? entry.family,
      keys: "",
      run: () => addEntry(opened, entry),
    }));
  }, [entries, isReadOnly, opened]);
}

/** Modules to open, and nodes of all modules to go to. */
function usePlaces(): Item[] {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const [open] = useOpenModule();
  return useMemo(() => {
    const rows = outlineRows(document, catalogue, new Set(Object.keys(document.modules)));
    return rows.flatMap(({ kind, key, module, id, title, detail }): Item[] => {
      if (kind === "wire" || key === open) return [];
      const isModule = kind === "module";
      const within = titleOfModule(module, document.modules[module]);
      return [
        {
          key: `go:${key}`,
          title: [isModule ? `Open ${title}` : `Go to ${title}`, detail].filter(Boolean).join(" "),
          hint: isModule ? "Module" : `in ${within}`,
          keys: "",
          run: () => {
            const state = store.getState();
            if (isModule) state.open(module);
            else state.show(module, { node: id });
            state.turnTo("canvas");
          },
        },
      ];
    });
  }, [store, catalogue, document, open]);
}
