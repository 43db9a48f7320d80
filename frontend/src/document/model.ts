/** The space document (`nasweb.space/1`) as the browser holds it. Fields with defaults may be left out. */

export const FORMAT = "nasweb.space/1";

export type Literal = boolean | number | string | null | Literal[];
export interface Expression {
  expr: string;
}
export type Domain =
  | {
      domain: "choice";
      values: Literal[];
      ordered?: boolean;
      default?: Literal;
      prior?: number[] | null;
      pinned?: Literal;
      disabled?: Literal[];
    }
  | {
      domain: "int";
      min: number;
      max: number;
      step?: number;
      log?: boolean;
      default?: number | null;
      pinned?: number | null;
    }
  | {
      domain: "float";
      min: number;
      max: number;
      log?: boolean;
      default?: number | null;
      pinned?: number | null;
    }
  | { domain: "bool"; default?: boolean | null; prior?: number | null; pinned?: boolean | null }
  | {
      domain: "subset";
      of: Literal[];
      pick: number | [number, number];
      ordered?: boolean;
      default?: Literal[] | null;
      pinned?: Literal[] | null;
    }
  | {
      domain: "permutation";
      of: Literal[];
      default?: Literal[] | null;
      pinned?: Literal[] | null;
    };
export type Value = Literal | Expression | Domain;
export type Arguments = Record<string, Value>;

export interface OperatorBody {
  kind: "operator";
  operator: string;
  arguments?: Arguments;
}
export interface Alternative {
  id: string;
  node: Body;
  title?: string;
  prior?: number;
  enabled?: boolean;
  when?: Value;
}
export interface ChoiceBody {
  kind: "choice";
  of: Alternative[];
  pick?: number | [number, number];
  mode?: Value;
}
export interface MergeBody {
  kind: "merge";
  mode?: Value;
  pick?: "all" | number | [number, number];
  like?: string | null;
}
export interface ReferenceBody {
  kind: "reference";
  module: string;
  arguments?: Arguments;
  decisions?: "tied" | "independent";
  weights?: "shared" | "own";
  label?: string | null;
}
export interface RepeatBody {
  kind: "repeat";
  body: Body;
  times: Value;
  index?: string;
  decisions?: "tied" | "independent";
  weights?: "shared" | "own";
}
export interface Case {
  id: string;
  node: Body;
  values?: Literal[] | null;
}
export interface SwitchBody {
  kind: "switch";
  on: Value;
  cases: Case[];
}
export type Body = OperatorBody | ChoiceBody | MergeBody | ReferenceBody | RepeatBody | SwitchBody;
export type Node = Body & { id: string; title?: string };

export interface Port {
  id: string;
  title?: string;
  many?: boolean;
}
export interface Edge {
  id: string;
  source: string;
  target: string;
  when?: Value;
  carries?: Body | null;
}
export interface Parameter {
  type?: "int" | "float" | "bool" | "string" | "list" | null;
  default?: Value;
}
export interface Module {
  role: "operator" | "cell" | "network";
  title?: string;
  parameters?: Record<string, Parameter>;
  inputs?: Port[];
  outputs?: Port[];
  nodes?: Node[];
  edges?: Edge[];
  on_mismatch?: "error" | "project" | "pad";
}
/** Which way the data of a module runs where it is drawn. */
export type Flow = "right" | "down";

/** Keys are `module/node` for positions and sizes, the module for flows. */
export interface View {
  positions?: Record<string, [number, number]>;
  /** Of nodes when they were placed: what has grown since stands on the same middle. */
  sizes?: Record<string, [number, number]>;
  notes?: Record<string, string>;
  collapsed?: string[];
  flows?: Record<string, Flow>;
}
/** What stands for a fact of the data: a number, a word, or a list such as cardinalities. */
export type SymbolValue = number | string | number[];
export interface SpaceDocument {
  format: typeof FORMAT;
  name: string;
  description?: string;
  problem: { kind: string; symbols?: Record<string, SymbolValue> };
  variables?: Record<string, Domain>;
  modules: Record<string, Module>;
  root: string;
  training?: Record<string, Value | Body>;
  constraints?: unknown[];
  limits?: { max_depth?: number; max_nodes?: number };
  view?: View;
}

export const ID = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Text that is no document; the message says what it must be and what was found. */
export class NotADocument extends Error {}

/** Read a document that the server has accepted as JSON. What it means is checked by `analyse`. */
export function parseDocument(text: string): SpaceDocument {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new NotADocument(`A space is JSON, but this text is not: ${(error as Error).message}`);
  }
  if (!isRecord(parsed)) throw new NotADocument("A space is a JSON object, but this is none.");
  if (parsed.format !== FORMAT) {
    const got = JSON.stringify(parsed.format) ?? "nothing";
    throw new NotADocument(`A space has the format "${FORMAT}", but this one says ${got}.`);
  }
  for (const field of ["modules", "problem"]) {
    if (!isRecord(parsed[field])) throw new NotADocument(`A space has "${field}" as an object.`);
  }
  if (typeof parsed.root !== "string" || !((parsed.root as string) in (parsed.modules as object))) {
    throw new NotADocument(`A space has a root that is one of its modules.`);
  }
  return parsed as unknown as SpaceDocument;
}

/** Write a document as stable text. */
export function writeDocument(document: SpaceDocument): string {
  return JSON.stringify(document, null, 1);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isExpression(value: Value | undefined): value is Expression {
  return isRecord(value) && "expr" in value;
}

export function isDomain(value: Value | undefined): value is Domain {
  return isRecord(value) && "domain" in value;
}

/** Split `node.port`; the port is undefined where it needs no name. */
export function splitEndpoint(endpoint: string): [node: string, port: string | undefined] {
  const dot = endpoint.indexOf(".");
  return dot < 0 ? [endpoint, undefined] : [endpoint.slice(0, dot), endpoint.slice(dot + 1)];
}
