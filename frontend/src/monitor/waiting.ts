/** What a run waits for, in words. */
import type { Waiting } from "../api/forms";
import { count } from "../ui/format";

const where = ({ device }: Waiting): string => (device === "gpu" ? "on a GPU" : "on the CPU");

const WORDS: Record<Waiting["reason"], (waiting: Waiting) => string> = {
  no_conductor: () => "Waiting for a worker that conducts runs: none is there",
  conductor: () => "Waiting to be taken up by a worker",
  no_trainer: (waiting) => `Waiting for a worker that trains ${where(waiting)}: none is there`,
  warm_up: () => "Waiting for the worker to warm up",
  turn: (waiting) => `Waiting for a free worker: ${ahead(waiting)}`,
};

/** Workers take turns: it is candidates that stand in line, the runs only say whose they are. */
function ahead({ jobs_ahead, runs_ahead }: Waiting): string {
  const verb = jobs_ahead === 1 ? "is" : "are";
  return `${count(jobs_ahead, "candidate")} of ${count(runs_ahead, "other run")} ${verb} ahead`;
}

/** "Waiting for a free worker: 4 candidates of 1 other run are ahead". */
export const waitingWords = (waiting: Waiting): string => WORDS[waiting.reason](waiting);

const SHORT: Record<Waiting["reason"], string> = {
  no_conductor: "no worker conducts runs",
  conductor: "waits to be taken up",
  no_trainer: "no worker can train it",
  warm_up: "its worker warms up",
  turn: "waits for a free worker",
};

/** The same for a list, where there is little room. */
export const waitingShort = ({ reason }: Waiting): string => SHORT[reason];
