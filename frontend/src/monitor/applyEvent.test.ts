import { describe, expect, it } from "vitest";
import agreed from "../../../tests/fixtures/conformance/reducer.json";
import type { CandidateSummary, Envelope, Snapshot } from "../api/forms";
import { anEvent, aSnapshot } from "../api/samples";
import { applyEvents, MissingEvent } from "./applyEvent";

interface ConformanceCase {
  name: string;
  snapshot: Snapshot;
  events: Envelope[];
  result: Snapshot;
}

const proposed = (seq: number, index: number): Envelope =>
  anEvent(seq, {
    kind: "candidate_proposed",
    index,
    decisions: {},
    architecture_id: "a",
    graph_hash: "g",
    parents: [],
    how: {},
    fidelity: { epochs: 2, fraction: 1 },
    parameters: 10,
    macs: 20,
  });

const scored = (seq: number, index: number, accuracy: number): Envelope =>
  anEvent(seq, { kind: "candidate_evaluated", index, scores: { accuracy }, seconds: 1 });

const ranks = (snapshot: Snapshot): (number | null)[] =>
  snapshot.candidates.map((item: CandidateSummary) => item.rank);

describe("events after a snapshot", () => {
  it("bring candidates, curves and scores, and leave the old snapshot alone", () => {
    const old = aSnapshot();
    const frozen = structuredClone(old);
    const next = applyEvents(old, [
      proposed(1, 0),
      anEvent(2, { kind: "evaluation_started", index: 0, attempt: 1, device: "cpu" }),
      anEvent(3, { kind: "measured", index: 0, steps: [1, 2], values: { accuracy: [0.5, 0.7] } }),
      scored(4, 0, 0.7),
    ]);
    expect(next.seq).toBe(4);
    expect(next.total).toBe(1);
    expect(next.candidates[0]).toMatchObject({ state: "finished", rank: 1, seconds: 1 });
    expect(next.curves[0]?.values.accuracy).toEqual([0.5, 0.7]);
    expect(next.log.map((event) => event.seq)).toEqual([4]);
    expect(old).toEqual(frozen);
  });

  it("rank by the first objective, the earlier candidate first among equals", () => {
    const next = applyEvents(aSnapshot(), [
      proposed(1, 0),
      proposed(2, 1),
      proposed(3, 2),
      scored(4, 0, 0.8),
      scored(5, 1, 0.9),
      scored(6, 2, 0.8),
    ]);
    expect(ranks(next)).toEqual([2, 1, 3]);
  });

  it("rank from below where less is better", () => {
    const start = aSnapshot();
    start.run.objectives = [{ metric: "accuracy", direction: "min" }];
    const next = applyEvents(start, [
      proposed(1, 0),
      proposed(2, 1),
      scored(3, 0, 0.8),
      scored(4, 1, 0.9),
    ]);
    expect(ranks(next)).toEqual([1, 2]);
  });

  it("that leave a gap are refused", () => {
    expect(() => applyEvents(aSnapshot(), [proposed(2, 0)])).toThrow(MissingEvent);
    expect(() => applyEvents(aSnapshot(), [proposed(1, 0), proposed(1, 0)])).toThrow(MissingEvent);
  });

  it("give the same whether applied one by one or at once", () => {
    const events = [proposed(1, 0), proposed(2, 1), scored(3, 1, 0.4), scored(4, 0, 0.6)];
    const single = events.reduce((state, event) => applyEvents(state, [event]), aSnapshot());
    expect(applyEvents(aSnapshot(), events)).toEqual(single);
  });

  it("keep the best 50 and the latest 250", () => {
    const events = Array.from({ length: 400 }, (_, k) => [
      proposed(2 * k + 1, k),
      scored(2 * k + 2, k, k === 3 ? 1 : k / 1000),
    ]).flat();
    const next = applyEvents(aSnapshot(), events);
    expect(next.total).toBe(400);
    expect(next.candidates).toHaveLength(251);
    expect(next.candidates[0]).toMatchObject({ index: 3, rank: 1 });
    expect(next.log).toHaveLength(100);
  });

  it("count a point measured twice once, the later value", () => {
    const next = applyEvents(aSnapshot(), [
      proposed(1, 0),
      anEvent(2, { kind: "measured", index: 0, steps: [1, 2], values: { loss: [3, 2] } }),
      anEvent(3, { kind: "measured", index: 0, steps: [2, 3], values: { loss: [1.5, 1] } }),
    ]);
    expect(next.curves[0]).toEqual({
      index: 0,
      steps: { loss: [1, 2, 3] },
      values: { loss: [3, 1.5, 1] },
    });
  });

  it("thin long curves to 200 points", () => {
    const steps = Array.from({ length: 402 }, (_, k) => k + 1);
    const next = applyEvents(aSnapshot(), [
      proposed(1, 0),
      anEvent(2, { kind: "measured", index: 0, steps, values: { loss: steps } }),
    ]);
    expect(next.curves[0]?.steps.loss?.length).toBeLessThanOrEqual(200);
    expect(next.curves[0]?.steps.loss?.[0]).toBe(4);
  });

  it("change what may be done, unless nothing may", () => {
    const paused = anEvent(1, {
      kind: "run_changed",
      state: "paused",
      n_proposed: 3,
      n_finished: 2,
      n_failed: 1,
      n_cancelled: 0,
      best: null,
      error: "",
      started_at: null,
      paused_at: null,
      paused_seconds: 0,
      ended_at: null,
    });
    expect(applyEvents(aSnapshot(), [paused]).run).toMatchObject({
      state: "paused",
      can: ["resume", "stop"],
    });
    const watched = aSnapshot();
    watched.run.can = [];
    expect(applyEvents(watched, [paused]).run.can).toEqual([]);
  });
});

describe("the server's own reducer", () => {
  const cases = agreed as unknown as ConformanceCase[];
  it.each(cases.map((item) => [item.name, item] as const))("agrees: %s", (_name, item) => {
    expect(applyEvents(item.snapshot, item.events)).toEqual(item.result);
  });
});
