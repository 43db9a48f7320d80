/** Everything that the command palette can do: commands, things to add, places to go to. */

import { useMemo } from "react";

import { titleOfModule } from "../canvas/bodies";
import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import { duplicateSelection, tidy, turn } from "../gestures";
import { dissolveSelection, extractSelection } from "../modules";
import { useEntries, useSelectedOutput } from "../panel/entries";
import { outlineRows } from "../panel/outline";
import { addEntry } from "../panel/PaletteEntry";

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
  onPreview: () => void;
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
  const isSelected = useDesigner((state) => state.selection.nodes.length > 0);
  const item = (title: string, keys: string, run: () => void): Item => ({
    key: `do:${title}`,
    title,
    hint: "Command",
    keys,
    run,
  });
  const looking = [
    item("Fit into the view", "F", () => window.dispatchEvent(new Event("nasweb:fit"))),
    item("Versions", "", bar.onVersions),
    item("Architectures at random", "", bar.onPreview),
    item("Keyboard shortcuts", "?", bar.onShortcuts),
  ];
  if (isReadOnly) return looking;
  const ofSelection = [
    item("Duplicate what is selected", "Ctrl D", () => duplicateSelection(store, catalogue)),
    item("Make a module of what is selected", "Ctrl G", () => extractSelection(store, catalogue)),
    item("Dissolve the selected use", "Ctrl Shift G", () => dissolveSelection(store, catalogue)),
  ];
  // What there is nothing to do for is not offered.
  return [
    ...(past.length > 0 ? [item("Undo", "Ctrl Z", () => store.getState().undo())] : []),
    ...(future.length > 0 ? [item("Redo", "Ctrl Shift Z", () => store.getState().redo())] : []),
    item("Save a version", "Ctrl S", bar.onSave),
    item("Tidy", "L", () => tidy(store, catalogue)),
    item("Turn: let it run the other way", "T", () => turn(store, catalogue)),
    ...(isSelected ? ofSelection : []),
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
