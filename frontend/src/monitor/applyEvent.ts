/**
 * Snapshot + events = newer snapshot: the rule by which the page keeps up with a run.
 *
 * `searchapp/wire/reducer.py` has the same rule; `tests/fixtures/conformance/reducer.json` holds both
 * to it. A snapshot is bounded: the best 50 candidates and the latest 250.
 */
import type { CandidateSummary, Curve, Envelope, RunStateName, Snapshot } from "../api/forms";
import { thin } from "./thin";

const N_BEST = 50;
const N_LATEST = 250;
const LINES = 100;

const WORTH_A_LINE: ReadonlySet<string> = new Set([
  "candidate_evaluated",
  "candidate_exported",
  "candidate_failed",
  "logged",
  "run_resumed",
  "search_finished",
  "winner_tested",
]);

/** What may be asked of a run, by its state. */
const DEEDS: Record<RunStateName, string[]> = {
  draft: ["start"],
  queued: ["pause", "stop"],
  running: ["pause", "stop"],
  pausing: ["resume", "stop"],
  paused: ["resume", "stop"],
  stopping: [],
  stopped: [],
  finished: [],
  failed: [],
};

type Body<K extends Envelope["body"]["kind"]> = Extract<Envelope["body"], { kind: K }>;

interface Draft {
  snapshot: Snapshot;
  candidates: Map<number, CandidateSummary>;
  curves: Map<number, Curve>;
}

/** An event is missing before this one: connect again and ask for what was missed. */
export class MissingEvent extends Error {}

/** The snapshot after events that follow it without a gap. Nothing given is changed. */
export function applyEvents(snapshot: Snapshot, events: readonly Envelope[]): Snapshot {
  if (events.length === 0) return snapshot;
  const draft: Draft = {
    snapshot: { ...snapshot, run: { ...snapshot.run, is_stalled: false, waiting: null } },
    candidates: new Map(snapshot.candidates.map((item) => [item.index, item])),
    curves: new Map(snapshot.curves.map((item) => [item.index, item])),
  };
  for (const event of events) step(draft, event);
  draft.snapshot.log = draft.snapshot.log.slice(-LINES);
  bound(draft);
  return draft.snapshot;
}

function step(draft: Draft, event: Envelope): void {
  const { snapshot } = draft;
  if (event.seq !== snapshot.seq + 1)
    throw new MissingEvent(`event ${snapshot.seq + 1} must come next, but got ${event.seq}`);
  snapshot.seq = event.seq;
  snapshot.run = { ...snapshot.run, seq: event.seq };
  if (WORTH_A_LINE.has(event.body.kind)) snapshot.log = [...snapshot.log, event];
  change(draft, event);
}

function change(draft: Draft, event: Envelope): void {
  const { body } = event;
  switch (body.kind) {
    case "candidate_proposed":
      propose(draft, event.candidate ?? "", body);
      return;
    case "evaluation_started":
      update(draft, body.index, { state: "evaluating" });
      return;
    case "measured":
      measure(draft, body);
      return;
    case "candidate_evaluated":
      update(draft, body.index, {
        state: "finished",
        scores: body.scores,
        seconds: body.seconds,
      });
      return;
    case "candidate_failed":
      update(draft, body.index, {
        state: "failed",
        failure: body.reason,
        message: body.message,
        seconds: body.seconds,
      });
      return;
    case "run_changed":
      changeRun(draft.snapshot, body);
      return;
    default:
  }
}

function propose(draft: Draft, id: string, body: Body<"candidate_proposed">): void {
  draft.snapshot.total += 1;
  draft.candidates.set(body.index, {
    id,
    index: body.index,
    state: "proposed",
    parameters: body.parameters,
    macs: body.macs,
    scores: {},
    parents: body.parents,
    how: body.how,
    graph_hash: body.graph_hash,
    failure: "",
    message: "",
    seconds: null,
    rank: null,
  });
}

/** Change a candidate, unless it is too old to be in the snapshot. */
function update(draft: Draft, index: number, fields: Partial<CandidateSummary>): void {
  const old = draft.candidates.get(index);
  if (old !== undefined) draft.candidates.set(index, { ...old, ...fields });
}

function measure(draft: Draft, body: Body<"measured">): void {
  if (!draft.candidates.has(body.index)) return;
  const old = draft.curves.get(body.index);
  const curve: Curve = {
    index: body.index,
    steps: { ...old?.steps },
    values: { ...old?.values },
  };
  for (const [metric, values] of Object.entries(body.values)) {
    const points = [...zip(curve.steps[metric], curve.values[metric]), ...zip(body.steps, values)];
    [curve.steps[metric], curve.values[metric]] = thin(points);
  }
  draft.curves.set(body.index, curve);
}

function zip(steps: number[] = [], values: number[] = []): [number, number][] {
  return steps.map((at, k) => [at, values[k] ?? Number.NaN]);
}

/** Whoever may do nothing now may do nothing later either: only ends follow on `stopping`. */
function changeRun(snapshot: Snapshot, { kind: _kind, ...fields }: Body<"run_changed">): void {
  const can = snapshot.run.can.length > 0 ? DEEDS[fields.state] : [];
  snapshot.run = { ...snapshot.run, ...fields, can };
}

/** Rank the scored candidates, of equals the smaller first; keep the best and the latest. */
function bound({ snapshot, candidates, curves }: Draft): void {
  const places = rank(snapshot, candidates);
  const latest = [...candidates.keys()].sort((a, b) => a - b).slice(-N_LATEST);
  const kept = [...new Set([...places.keys(), ...latest])].sort((a, b) => a - b);
  snapshot.candidates = kept.flatMap((index) => {
    const item = candidates.get(index);
    if (item === undefined) return [];
    const place = places.get(index) ?? null;
    return [item.rank === place ? item : { ...item, rank: place }];
  });
  snapshot.curves = kept.flatMap((index) => curves.get(index) ?? []);
}

function rank(snapshot: Snapshot, candidates: Map<number, CandidateSummary>): Map<number, number> {
  const objective = snapshot.run.objectives[0];
  if (objective === undefined) return new Map();
  const sign = objective.direction === "max" ? -1 : 1;
  const scored = [...candidates.values()].flatMap((item) => {
    const score = item.scores[objective.metric];
    return score === undefined ? [] : [{ item, key: sign * score }];
  });
  scored.sort(
    (a, b) => a.key - b.key || a.item.parameters - b.item.parameters || a.item.index - b.item.index,
  );
  return new Map(scored.slice(0, N_BEST).map(({ item }, place) => [item.index, place + 1]));
}
