/** What a wire carries, as one of the options of its inspector. */

import { type Catalogue, operatorNamed, operatorsOf } from "../../document/catalogue";
import type { Body } from "../../document/model";

export function carriedKey(body: Body | null): string {
  switch (body?.kind) {
    case undefined:
      return "nothing";
    case "operator":
      return `operator:${body.operator}`;
    case "choice":
      return "choice";
    case "reference":
      return `module:${body.module}`;
    default:
      return "other";
  }
}

/** The body for an option. A choice keeps what the wire carried as its first alternative. */
export function carriedBody(
  key: string,
  before: Body | null,
  make: (operator: string) => Body,
  catalogue: Catalogue,
): Body | null {
  const [word, name = ""] = key.split(/:(.*)/s);
  switch (word) {
    case "operator":
      return make(name);
    case "module":
      return { kind: "reference", module: name } as Body;
    case "choice": {
      const first = operatorNamed(catalogue, "identity") ?? operatorsOf(catalogue)[0];
      const node = before ?? make(first?.name ?? "identity");
      const id = node.kind === "operator" ? node.operator : "first";
      return { kind: "choice", of: [{ id, node }] } as Body;
    }
    default:
      return null;
  }
}
