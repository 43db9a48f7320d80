import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { catalogueQuery, versionQuery } from "../api/queries";
import { NotADocument, parseDocument } from "../document/model";
import type { Drawing } from "./decisionWords";

/** The drawing of a version, once it is here; null too for one that this page cannot read. */
export function useDrawing(version: string): Drawing | null {
  const catalogue = useQuery(catalogueQuery).data;
  const text = useQuery(versionQuery(version)).data?.document;
  return useMemo(() => {
    if (catalogue === undefined || text === undefined) return null;
    try {
      return { document: parseDocument(text), catalogue };
    } catch (error) {
      if (error instanceof NotADocument) return null;
      throw error;
    }
  }, [catalogue, text]);
}
