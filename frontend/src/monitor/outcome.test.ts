import { describe, expect, it } from "vitest";
import { anEvent, aRun, aSnapshot } from "../api/samples";
import { logLine } from "./logLine";
import { outcomeOf } from "./outcome";

const best = { candidate: "c7", index: 7, value: 0.98 };
const tested = anEvent(1, {
  seconds: 3,
  kind: "winner_tested",
  index: 7,
  scores: { accuracy: 0.95, loss: 0.2 },
});
const archived = (seq: number, index: number, archive: "queued" | "ready" | "failed") =>
  anEvent(seq, { kind: "candidate_exported", index, archive, message: "" });

describe("what a run has come to", () => {
  it("is nothing until its log says so", () => {
    expect(outcomeOf(aSnapshot())).toEqual({ testScores: null, archive: "none" });
  });

  it("is the test score and the archive of its best candidate, and of no other", () => {
    const run = aRun({ best });
    const log = [tested, archived(2, 3, "ready"), archived(3, 7, "queued")];
    expect(outcomeOf(aSnapshot({ run, log }))).toEqual({
      testScores: { accuracy: 0.95, loss: 0.2 },
      archive: "queued",
    });
    const after = [...log, archived(4, 7, "ready")];
    expect(outcomeOf(aSnapshot({ run, log: after })).archive).toBe("ready");
    const lost = [...after, archived(5, 7, "failed")];
    expect(outcomeOf(aSnapshot({ run, log: lost })).archive).toBe("failed");
  });
});

describe("a line of the log", () => {
  it("names the objectives and leaves the other measurements to the candidate's page", () => {
    const scores = { train_loss: 0.1, accuracy: 0.9, parameters: 100, macs: 200 };
    const scored = anEvent(1, { kind: "candidate_evaluated", index: 4, scores, seconds: 1 });
    expect(logLine(scored, ["accuracy"]).text).toBe("#4 scored: accuracy 0.9000");
    expect(logLine(tested, ["accuracy"]).text).toBe("#7 met the test set: accuracy 0.9500");
  });

  it("tells that another worker took over, and what becomes of what was under way", () => {
    const taken = anEvent(1, { kind: "run_resumed", n_open: 2 });
    expect(logLine(taken, ["accuracy"]).text).toBe(
      "The search goes on after a restart. Everything found before is kept; 2 candidates under way go on or begin anew.",
    );
  });

  it("does not blame a candidate for a run that was stopped", () => {
    const reason = "cancelled" as const;
    const cut = anEvent(1, {
      kind: "candidate_failed",
      index: 4,
      reason,
      message: "the evaluation was stopped",
      seconds: 1,
    });
    expect(logLine(cut, ["accuracy"])).toEqual({
      tone: "quiet",
      text: "#4 was cut short: the run was stopped",
    });
  });
});
