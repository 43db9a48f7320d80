/** The open space for all parts of the designer. */

import { createContext, use, useMemo } from "react";
import { useStore } from "zustand";

import type { Catalogue } from "../document/catalogue";
import type { Module, SpaceDocument } from "../document/model";
import { type Analysis, analyse } from "../document/shapes";
import { type DesignerState, type DesignerStore, openModule } from "./store";

export interface Opened {
  store: DesignerStore;
  catalogue: Catalogue;
}

const DesignerContext = createContext<Opened | null>(null);
export const DesignerProvider = DesignerContext;

export function useOpened(): Opened {
  const opened = use(DesignerContext);
  if (!opened) throw new Error("parts of the designer must stand inside a DesignerProvider");
  return opened;
}

export function useDesigner<T>(select: (state: DesignerState) => T): T {
  return useStore(useOpened().store, select);
}

export function useDocument(): SpaceDocument {
  return useDesigner((state) => state.history.document);
}

/** The module on the canvas, with its id. */
export function useOpenModule(): [string, Module] {
  const document = useDocument();
  const id = useDesigner(openModule);
  return [id, document.modules[id] as Module];
}

/** Shapes, costs and problems: worked out once for each document, however many parts ask. */
export function useAnalysis(): Analysis {
  const document = useDocument();
  const { catalogue } = useOpened();
  return useMemo(() => analysisOf(document, catalogue), [document, catalogue]);
}

const known = new WeakMap<SpaceDocument, { catalogue: Catalogue; analysis: Analysis }>();

export function analysisOf(document: SpaceDocument, catalogue: Catalogue): Analysis {
  const found = known.get(document);
  if (found?.catalogue === catalogue) return found.analysis;
  const analysis = analyse(document, catalogue);
  known.set(document, { catalogue, analysis });
  return analysis;
}
