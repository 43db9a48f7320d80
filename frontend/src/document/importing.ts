/** A file as a space: what the editor can open, and in words what it cannot. */

import { isRecord, NotADocument, parseDocument, type SpaceDocument } from "./model";
import { isModule } from "./wellFormed";

export const LARGEST_FILE = 5_000_000;

/** Read the text of a file. Throws `NotADocument` for what the editor could not draw. */
export function readSpaceFile(text: string): SpaceDocument {
  const document = parseDocument(text);
  if (typeof document.name !== "string" || typeof document.problem.kind !== "string") {
    throw new NotADocument(`A space has a "name", and a "problem" of some "kind".`);
  }
  const broken = Object.entries(document.modules).find(([, module]) => !isModule(module));
  if (broken) {
    throw new NotADocument(`The module "${broken[0]}" has a part that cannot be drawn.`);
  }
  const view = document.view ?? {};
  const parts = [view, ...Object.values(view).filter((part) => !Array.isArray(part))];
  if (!parts.every(isRecord) || !Object.values(view.positions ?? {}).every(isSpot)) {
    throw new NotADocument(`Its "view" says where nodes stand in a way that cannot be drawn.`);
  }
  return document;
}

function isSpot(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
}

/** What a space is called as a file: "Figure 1 of DARTS" is `figure-1-of-darts.json`. */
export function fileName(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return `${plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "space"}.json`;
}
