/**
 * The expression language of the format: Python's meaning on bounded numbers.
 *
 * Twin of `searchapp/nas/space/expressions.py`; tests/fixtures/conformance/expressions.json holds
 * both to the same answers.
 */

import { apply, call, contains, equal, item, ordered, truth } from "./arithmetic";
import { ExpressionError } from "./expressionError";
import { type Ast, parseText } from "./grammar";

export { ExpressionError } from "./expressionError";

export type Scope = Readonly<Record<string, unknown>>;

export interface Expr {
  text: string;
  names: ReadonlySet<string>;
  evaluate: (scope: Scope) => unknown;
}

const known = new Map<string, Expr>();

/** Parse an expression; the same text is parsed once. Throws `ExpressionError`. */
export function parse(text: string): Expr {
  const found = known.get(text);
  if (found) return found;
  const ast = parseText(text);
  const names = new Set<string>();
  collect(ast, names);
  const made: Expr = { text, names, evaluate: (scope) => named(text, () => run(ast, scope)) };
  if (known.size > 4096) known.clear();
  known.set(text, made);
  return made;
}

function named(text: string, evaluate: () => unknown): unknown {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof ExpressionError) {
      throw new ExpressionError(error.code, `\`${text}\`: ${error.message}`);
    }
    throw error;
  }
}

function collect(ast: Ast, names: Set<string>): void {
  if (ast.type === "name") names.add(ast.name);
  for (const part of parts(ast)) collect(part, names);
}

function parts(ast: Ast): Ast[] {
  switch (ast.type) {
    case "list":
      return ast.items;
    case "unary":
      return [ast.operand];
    case "binary":
      return [ast.left, ast.right];
    case "logic":
      return ast.parts;
    case "compare":
      return [ast.first, ...ast.rest.map((step) => step.value)];
    case "if":
      return [ast.test, ast.then, ast.otherwise];
    case "item":
      return [ast.list, ast.index];
    case "call":
      return ast.arguments;
    default:
      return [];
  }
}

function run(ast: Ast, scope: Scope): unknown {
  switch (ast.type) {
    case "literal":
      return ast.value;
    case "name":
      return lookUp(ast.name, scope);
    case "list":
      return ast.items.map((part) => run(part, scope));
    case "unary":
      return ast.operator === "not" ? !truth(run(ast.operand, scope)) : signed(ast, scope);
    case "binary":
      return apply(ast.operator, run(ast.left, scope), run(ast.right, scope));
    case "logic":
      return logic(ast.parts, ast.operator === "or", scope);
    case "compare":
      return compare(ast, scope);
    case "if":
      return run(truth(run(ast.test, scope)) ? ast.then : ast.otherwise, scope);
    case "item":
      return item(run(ast.list, scope), run(ast.index, scope));
    case "call":
      return ask(ast, scope);
  }
}

function lookUp(name: string, scope: Scope): unknown {
  if (Object.hasOwn(scope, name)) return scope[name];
  throw new ExpressionError("unknown_name", `there is no name '${name}' here`);
}

function signed(ast: Ast & { type: "unary" }, scope: Scope): unknown {
  return apply(ast.operator === "-" ? "-" : "+", 0, run(ast.operand, scope));
}

function logic(all: Ast[], stopsOn: boolean, scope: Scope): unknown {
  let value: unknown = null;
  for (const part of all) {
    value = run(part, scope);
    if (truth(value) === stopsOn) return value;
  }
  return value;
}

function compare(ast: Ast & { type: "compare" }, scope: Scope): boolean {
  let left = run(ast.first, scope);
  for (const step of ast.rest) {
    const right = run(step.value, scope);
    if (!holds(step.operator, left, right)) return false;
    left = right;
  }
  return true;
}

function holds(operator: string, left: unknown, right: unknown): boolean {
  switch (operator) {
    case "==":
      return equal(left, right);
    case "!=":
      return !equal(left, right);
    case "in":
      return contains(left, right);
    case "not in":
      return !contains(left, right);
    default:
      return ordered(operator, left, right);
  }
}

function ask(ast: Ast & { type: "call" }, scope: Scope): unknown {
  const values = ast.arguments.map((part) => run(part, scope));
  if (!ast.isQuestion) return call(ast.name, values);
  const answer = Object.hasOwn(scope, ast.name) ? scope[ast.name] : undefined;
  if (typeof answer !== "function") {
    throw new ExpressionError("not_answerable", `${ast.name} cannot be asked here`);
  }
  return answer(...values);
}
