import type { Command } from "./commands";

/** Why a command cannot be carried out, and commands that would help. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly fixes: Command[] = [],
  ) {
    super(message);
  }
}
