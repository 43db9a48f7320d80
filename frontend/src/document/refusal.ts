import type { Command } from "./commands";

/** A place that is spoken of: a node or wire of a module. */
export interface SpokenPlace {
  module: string;
  node?: string;
  edge?: string;
}

/** Why a command cannot be carried out, commands that would help, and places to look at. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly fixes: Command[] = [],
    readonly places: SpokenPlace[] = [],
  ) {
    super(message);
  }
}
