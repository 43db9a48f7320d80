/** Python in colour: enough to read by, and nothing that could run. */

export type TokenKind = "text" | "comment" | "string" | "keyword" | "number" | "name";

export interface Token {
  kind: TokenKind;
  text: string;
  /** Where it begins in the source. */
  at: number;
}

const KEYWORDS =
  "and|as|assert|async|await|break|class|continue|def|del|elif|else|except|False|finally|for|from|global|if|import|in|is|lambda|None|nonlocal|not|or|pass|raise|return|self|True|try|while|with|yield";

const PATTERN = new RegExp(
  [
    String.raw`(?<comment>#[^\n]*)`,
    String.raw`(?<string>[rbfRBF]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))`,
    String.raw`(?<keyword>\b(?:${KEYWORDS})\b)`,
    String.raw`(?<number>\b\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?\b)`,
    String.raw`(?<name>(?<=\b(?:class|def) )\w+)`,
  ].join("|"),
  "g",
);

/** Cut source into tokens; joined together they are the source again. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of source.matchAll(PATTERN)) {
    if (match.index > end)
      tokens.push({ kind: "text", text: source.slice(end, match.index), at: end });
    const groups = Object.entries(match.groups ?? {});
    const kind = (groups.find(([, value]) => value !== undefined)?.[0] ?? "text") as TokenKind;
    tokens.push({ kind, text: match[0], at: match.index });
    end = match.index + match[0].length;
  }
  if (end < source.length) tokens.push({ kind: "text", text: source.slice(end), at: end });
  return tokens;
}
