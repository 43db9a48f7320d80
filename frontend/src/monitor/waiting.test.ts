import { expect, it } from "vitest";
import type { Waiting } from "../api/forms";
import { waitingShort, waitingWords } from "./waiting";

const waiting = (fields: Partial<Waiting>): Waiting => ({
  reason: "turn",
  device: "cpu",
  runs_ahead: 1,
  jobs_ahead: 1,
  ...fields,
});

it.each([
  [{}, "Waiting for a free worker: 1 candidate of 1 other run is ahead"],
  [
    { jobs_ahead: 4, runs_ahead: 2 },
    "Waiting for a free worker: 4 candidates of 2 other runs are ahead",
  ],
  [{ reason: "warm_up" }, "Waiting for the worker to warm up"],
  [{ reason: "conductor" }, "Waiting to be taken up by a worker"],
  [{ reason: "no_conductor" }, "Waiting for a worker that conducts runs: none is there"],
  [
    { reason: "no_trainer", device: "gpu" },
    "Waiting for a worker that trains on a GPU: none is there",
  ],
] as const)("says what a run waits for: %o", (fields, words) => {
  expect(waitingWords(waiting(fields))).toBe(words);
});

it("is short in a list", () => {
  expect(waitingShort(waiting({}))).toBe("waits for a free worker");
});
