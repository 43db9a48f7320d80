import { expect, it } from "vitest";

import { ProblemError } from "../../api/client";
import { catalogue, smallSpace } from "../../document/samples";
import { inWords } from "./faultWords";

const refused = (message: string, issue: string) => {
  const path = ["modules", "cell", "nodes", "op"];
  const found = {
    path,
    code: "unreachable",
    message: issue,
    severity: "error",
    fix: null,
  } as const;
  return new ProblemError(400, { code: "invalid", message, path: [], issues: [found] });
};

it("says the first fault of a refused version by title, and leaves other faults as they are", () => {
  const said = inWords(
    refused("nothing reads 'op'", "nothing reads 'op'"),
    smallSpace(),
    catalogue,
  );
  expect(said).toBeInstanceOf(ProblemError);
  expect((said as ProblemError).message).toBe(
    "nothing reads the choice between Identity and Convolution 3×3",
  );
  const other = refused("too many", "nothing reads 'op'");
  expect(inWords(other, smallSpace(), catalogue)).toBe(other);
});
