/** Why a candidate came to nothing, in a word or two. */
import { titleOf } from "../ui/format";

const WORDS: Record<string, string> = {
  non_finite: "Diverged",
  out_of_memory: "Out of memory",
  exception: "Error",
  time_out: "Took too long",
  crash: "Crashed",
  invalid_architecture: "Invalid",
  worker_lost: "Worker lost",
  cancelled: "Cancelled",
};

export const failureWords = (reason: string): string =>
  reason === "" ? "Failed" : (WORDS[reason] ?? titleOf(reason));
