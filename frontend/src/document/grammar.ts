/** From text to a tree: a precedence-climbing parser for the expression language. */

import { checkCall, QUESTIONS } from "./arithmetic";
import { ExpressionError } from "./expressionError";

export type Ast =
  | { type: "literal"; value: boolean | number | string | null }
  | { type: "name"; name: string }
  | { type: "list"; items: Ast[] }
  | { type: "unary"; operator: string; operand: Ast }
  | { type: "binary"; operator: string; left: Ast; right: Ast }
  | { type: "logic"; operator: string; parts: Ast[] }
  | { type: "compare"; first: Ast; rest: { operator: string; value: Ast }[] }
  | { type: "if"; test: Ast; then: Ast; otherwise: Ast }
  | { type: "item"; list: Ast; index: Ast }
  | { type: "call"; name: string; arguments: Ast[]; isQuestion: boolean };

interface Token {
  kind: "number" | "string" | "name" | "sign" | "end";
  text: string;
}

const MAX_CHARACTERS = 500;
const MAX_NODES = 200;
const MAX_DEPTH = 30;
const TOKEN =
  / *(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|('[^'\\\n]*'|"[^"\\\n]*")|([A-Za-z_][A-Za-z0-9_]*)|(\*\*|\/\/|<=|>=|==|!=|[-+*/%<>()[\],]))/y;
const WORDS: Record<string, boolean | null> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
};
const KEYWORDS = new Set(
  (
    "and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);
const COMPARISONS = new Set(["<", "<=", ">", ">=", "==", "!="]);

/** Parse a text. Throws `ExpressionError`. */
export function parseText(text: string): Ast {
  if (text.length > MAX_CHARACTERS) {
    const said = `an expression has at most ${MAX_CHARACTERS} characters, got ${text.length}`;
    throw new ExpressionError("too_long", said);
  }
  const parser = new Parser(text, tokens(text));
  const ast = parser.conditional(1);
  parser.expectEnd();
  return ast;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  const source = text.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw notOne(text, `unexpected ${JSON.stringify(source.slice(at).trim()[0])}`);
    found.push(tokenOf(match, text));
  }
  found.push({ kind: "end", text: "" });
  return found;
}

function tokenOf(match: RegExpExecArray, text: string): Token {
  const [, number, string, name, sign] = match;
  if (number !== undefined) {
    if (/^0\d/.test(number)) throw notOne(text, "numbers have no leading zeros");
    return { kind: "number", text: number };
  }
  if (string !== undefined) return { kind: "string", text: string.slice(1, -1) };
  return name !== undefined ? { kind: "name", text: name } : { kind: "sign", text: sign ?? "" };
}

function notOne(text: string, reason: string): ExpressionError {
  return new ExpressionError(
    "not_an_expression",
    `\`${text.slice(0, 80)}\` is not an expression: ${reason}`,
  );
}

class Parser {
  private at = 0;
  private nodes = 0;

  constructor(
    private readonly text: string,
    private readonly all: Token[],
  ) {}

  expectEnd(): void {
    if (this.peek().kind !== "end") throw this.unexpected();
  }

  conditional(depth: number): Ast {
    const then = this.either(depth);
    if (!this.takeWord("if")) return then;
    const test = this.either(depth + 1);
    if (!this.takeWord("else")) throw this.unexpected();
    return this.made({ type: "if", test, then, otherwise: this.conditional(depth + 1) }, depth);
  }

  private either(depth: number): Ast {
    return this.chain("or", depth, (deeper) => this.both(deeper));
  }

  private both(depth: number): Ast {
    return this.chain("and", depth, (deeper) => this.negation(deeper));
  }

  private chain(word: string, depth: number, next: (depth: number) => Ast): Ast {
    const parts = [next(depth)];
    while (this.takeWord(word)) parts.push(next(depth + 1));
    const [first] = parts;
    if (first && parts.length === 1) return first;
    return this.made({ type: "logic", operator: word, parts }, depth);
  }

  private negation(depth: number): Ast {
    if (!this.takeWord("not")) return this.comparison(depth);
    this.guard(depth);
    return this.made({ type: "unary", operator: "not", operand: this.negation(depth + 1) }, depth);
  }

  private comparison(depth: number): Ast {
    const first = this.sum(depth);
    const rest: { operator: string; value: Ast }[] = [];
    for (let operator = this.takeComparison(); operator; operator = this.takeComparison()) {
      rest.push({ operator, value: this.sum(depth + 1) });
    }
    return rest.length === 0 ? first : this.made({ type: "compare", first, rest }, depth);
  }

  private takeComparison(): string | null {
    const token = this.peek();
    if (token.kind === "sign" && COMPARISONS.has(token.text)) return this.next().text;
    if (this.takeWord("in")) return "in";
    if (token.kind !== "name" || token.text !== "not") return null;
    this.next();
    if (!this.takeWord("in")) throw this.unexpected();
    return "not in";
  }

  private sum(depth: number): Ast {
    return this.leftToRight(["+", "-"], depth, (deeper) => this.product(deeper));
  }

  private product(depth: number): Ast {
    return this.leftToRight(["*", "/", "//", "%"], depth, (deeper) => this.sign(deeper));
  }

  private leftToRight(signs: string[], depth: number, next: (depth: number) => Ast): Ast {
    let left = next(depth);
    for (let level = depth; signs.includes(this.peekSign()); level += 1) {
      const operator = this.next().text;
      left = this.made({ type: "binary", operator, left, right: next(level + 1) }, level);
    }
    return left;
  }

  private sign(depth: number): Ast {
    const operator = this.peekSign();
    if (operator !== "-" && operator !== "+") return this.power(depth);
    this.next();
    this.guard(depth);
    return this.made({ type: "unary", operator, operand: this.sign(depth + 1) }, depth);
  }

  private power(depth: number): Ast {
    const left = this.postfix(depth);
    if (this.peekSign() !== "**") return left;
    this.next();
    return this.made({ type: "binary", operator: "**", left, right: this.sign(depth + 1) }, depth);
  }

  private postfix(depth: number): Ast {
    let ast = this.atom(depth);
    while (this.takeSign("[")) {
      const index = this.conditional(depth + 1);
      this.expectSign("]");
      ast = this.made({ type: "item", list: ast, index }, depth);
    }
    return ast;
  }

  private atom(depth: number): Ast {
    this.guard(depth);
    const token = this.next();
    if (token.kind === "number") return this.made(this.number(token.text), depth);
    if (token.kind === "string") return this.made({ type: "literal", value: token.text }, depth);
    if (token.kind === "name") return this.word(token.text, depth);
    if (token.text === "(") {
      const inner = this.conditional(depth);
      this.expectSign(")");
      return inner;
    }
    if (token.text === "[")
      return this.made({ type: "list", items: this.until("]", depth) }, depth);
    this.at -= 1;
    throw this.unexpected();
  }

  private number(text: string): Ast {
    const value = Number(text);
    // 2^53 + 1 reads as 2^53: whole numbers are compared as written.
    const isLarger = /^\d+$/.test(text) ? BigInt(text) > 2n ** 53n : value > 2 ** 53;
    if (!Number.isFinite(value) || isLarger) {
      throw new ExpressionError(
        "too_large",
        `a number must lie within 2^53 of zero, but got ${text}`,
      );
    }
    return { type: "literal", value };
  }

  private word(name: string, depth: number): Ast {
    if (Object.hasOwn(WORDS, name)) {
      return this.made({ type: "literal", value: WORDS[name] ?? null }, depth);
    }
    if (KEYWORDS.has(name)) throw notOne(this.text, `'${name}' stands where a value should`);
    if (!this.takeSign("(")) return this.made({ type: "name", name }, depth);
    const given = this.until(")", depth);
    const isQuestion = QUESTIONS.has(name);
    if (!isQuestion) checkCall(name, given.length);
    return this.made({ type: "call", name, arguments: given, isQuestion }, depth);
  }

  private until(end: string, depth: number): Ast[] {
    const items: Ast[] = [];
    while (!this.takeSign(end)) {
      items.push(this.conditional(depth + 1));
      if (this.takeSign(end)) break;
      this.expectSign(",");
    }
    return items;
  }

  private made(ast: Ast, depth: number): Ast {
    this.nodes += 1;
    this.guard(depth);
    return ast;
  }

  private guard(depth: number): void {
    if (this.nodes <= MAX_NODES && depth <= MAX_DEPTH) return;
    throw new ExpressionError(
      "too_large_expression",
      `an expression has at most ${MAX_NODES} parts, ${MAX_DEPTH} deep: \`${this.text.slice(0, 80)}\``,
    );
  }

  private peek(): Token {
    return this.all[this.at] ?? { kind: "end", text: "" };
  }

  private peekSign(): string {
    const token = this.peek();
    return token.kind === "sign" ? token.text : "";
  }

  private next(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private takeWord(word: string): boolean {
    const token = this.peek();
    if (token.kind !== "name" || token.text !== word) return false;
    this.at += 1;
    return true;
  }

  private takeSign(sign: string): boolean {
    if (this.peekSign() !== sign) return false;
    this.at += 1;
    return true;
  }

  private expectSign(sign: string): void {
    if (!this.takeSign(sign)) throw this.unexpected();
  }

  private unexpected(): ExpressionError {
    const token = this.peek();
    return notOne(
      this.text,
      token.kind === "end" ? "it ends too early" : `unexpected '${token.text}'`,
    );
  }
}
