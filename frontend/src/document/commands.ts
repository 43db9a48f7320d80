/**
 * Every change of a document is a command: plain data with a name, applied by a pure function.
 *
 * Undo, audit and merging all read the same commands. A command that cannot be carried out throws a
 * `Refusal` that says why and, where one is known, what would help.
 */

import { BODY_EDITS } from "./bodyEdits";
import { GRAPH_EDITS } from "./graphEdits";
import type {
  Alternative,
  Body,
  Domain,
  Edge,
  Flow,
  Module,
  Node,
  Parameter,
  Port,
  SpaceDocument,
  SymbolValue,
  Value,
} from "./model";
import { Refusal } from "./refusal";
import { SPACE_EDITS } from "./spaceEdits";

export { Refusal } from "./refusal";

interface At {
  module: string;
  /** `n1` or `edge:e03`, then ids into the body: alternatives and cases by id, a repeat's by `body`. */
  place: string;
}

export interface CommandArguments {
  add_node: { module: string; node: Node; position?: [number, number] };
  remove: { module: string; nodes: string[]; edges: string[] };
  connect: { module: string; source: string; target: string; id?: string };
  add_wires: { module: string; edges: Edge[] };
  rewire: { module: string; edge: string; source: string; target: string };
  move: {
    module: string;
    positions: Record<string, [number, number]>;
    /** How large the nodes are drawn there. */
    sizes?: Record<string, [number, number]>;
    flow?: Flow;
  };
  set_argument: At & { name: string; value: Value | undefined };
  set_operator: At & { operator: string };
  set_module: At & { to: string };
  set_field: At & { field: string; value: unknown };
  add_alternative: At & { alternative: Alternative };
  remove_alternative: At & { alternative: string };
  set_alternative: At & { alternative: string } & Partial<Omit<Alternative, "id" | "node">>;
  make_choice: At;
  set_carries: { module: string; edge: string; body: Body | null };
  set_when: { module: string; edge: string; value: Value };
  add_module: { id: string; module: Module };
  remove_module: { id: string };
  rename_module: { id: string; to: string };
  set_title: { module: string; title: string };
  set_parameter: { module: string; name: string; parameter: Parameter | null };
  set_ports: { module: string; inputs: Port[]; outputs: Port[] };
  set_role: { module: string; role: "operator" | "cell" };
  dissolve: { module: string; node: string };
  set_mismatch: { module: string; value: "error" | "project" | "pad" };
  set_variable: { name: string; domain: Domain | null };
  set_symbol: { name: string; value: SymbolValue };
  rename_space: { name: string };
  replace_document: { document: SpaceDocument };
  batch: { commands: Command[]; title: string };
}

export type CommandName = keyof CommandArguments;
export type Command = {
  [N in CommandName]: { name: N; arguments: CommandArguments[N] };
}[CommandName];

/** What people call the parts of a space. */
export interface Called {
  module: (id: string) => string;
  /** A node, a wire (`edge:e3`), or the one in which a place such as `n1/conv` lies. */
  place: (module: string, place: string) => string;
  /** The end of a wire. */
  end: (module: string, endpoint: string) => string;
}

const BY_ID: Called = {
  module: (id) => id,
  place: (_, place) => place,
  end: (_, endpoint) => endpoint,
};

export type Edits<N extends CommandName> = {
  [K in N]: {
    apply: (document: SpaceDocument, given: CommandArguments[K]) => SpaceDocument;
    title: (given: CommandArguments[K], called: Called) => string;
  };
};

const EDITS: Edits<Exclude<CommandName, "batch">> = {
  ...GRAPH_EDITS,
  ...BODY_EDITS,
  ...SPACE_EDITS,
};

/** Return the document after the command. The one given stays as it is. */
export function apply(document: SpaceDocument, command: Command): SpaceDocument {
  if (command.name === "batch") return command.arguments.commands.reduce(apply, document);
  const edit = EDITS[command.name];
  if (!edit) throw new Refusal(`There is no command "${String(command.name)}".`);
  return (edit.apply as (d: SpaceDocument, a: unknown) => SpaceDocument)(
    document,
    command.arguments,
  );
}

/** Say what a command does, for the undo button: "connect ReLU to Sum". */
export function describe(command: Command, called: Called = BY_ID): string {
  if (command.name === "batch") return command.arguments.title;
  const { title } = EDITS[command.name];
  return (title as (given: unknown, called: Called) => string)(command.arguments, called);
}
