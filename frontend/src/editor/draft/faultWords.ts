/** Why the server refuses to save a version, in the words of the canvas. */

import { ProblemError } from "../../api/client";
import type { Catalogue } from "../../document/catalogue";
import type { SpaceDocument } from "../../document/model";
import { issueWords } from "../canvas/titles";

/** The first issue that the server names, with titles for ids; any other fault as it is. */
export function inWords(fault: unknown, document: SpaceDocument, catalogue: Catalogue): unknown {
  if (!(fault instanceof ProblemError)) return fault;
  const [first] = fault.problem.issues;
  if (first === undefined || first.message !== fault.problem.message) return fault;
  const message = issueWords(first, document, catalogue);
  return new ProblemError(fault.status, { ...fault.problem, message });
}
