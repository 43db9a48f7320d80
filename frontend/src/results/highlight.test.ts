import { expect, it } from "vitest";
import { tokensOf } from "./highlight";

const SOURCE = `"""A net: def is no keyword here."""
class Net(nn.Module):  # the winner
    rate = 1e-3
`;

it("tokens joined together are the source again", () => {
  expect(
    tokensOf(SOURCE)
      .map((token) => token.text)
      .join(""),
  ).toBe(SOURCE);
  expect(tokensOf("").length).toBe(0);
});

it("strings, comments, keywords, numbers and names are told apart", () => {
  const kinds = tokensOf(SOURCE).filter((token) => token.kind !== "text");
  expect(kinds.map(({ kind, text }) => [kind, text])).toEqual([
    ["string", '"""A net: def is no keyword here."""'],
    ["keyword", "class"],
    ["name", "Net"],
    ["comment", "# the winner"],
    ["number", "1e-3"],
  ]);
});
