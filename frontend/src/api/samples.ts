/** Small valid forms for tests; a test changes what it is about. */
import type {
  CandidateForm,
  CandidateSummary,
  Catalogue,
  DatasetForm,
  Envelope,
  RunForm,
  Session,
  Snapshot,
} from "./forms";

const AT = "2026-01-01T00:00:00Z";

export function aRun(fields: Partial<RunForm> = {}): RunForm {
  return {
    id: "r1",
    name: "Digits",
    project: "p1",
    space: "s1",
    space_name: "Residual CNN",
    version: "v1",
    version_number: 1,
    dataset: "digits",
    dataset_title: "Digits",
    strategy: "random_search",
    objectives: [{ metric: "accuracy", direction: "max" }],
    state: "running",
    is_archived: false,
    is_stalled: false,
    waiting: null,
    budget_candidates: 10,
    n_proposed: 0,
    n_finished: 0,
    n_failed: 0,
    n_cancelled: 0,
    best: null,
    created_by: "ada",
    created_at: AT,
    started_at: AT,
    paused_at: null,
    paused_seconds: 0,
    ended_at: null,
    error: "",
    can: ["pause", "stop"],
    request: {
      project: "p1",
      version: "v1",
      dataset: "digits",
      strategy: { name: "random_search" },
      budget: { candidates: 10 },
      fidelity: { epochs: 4, fraction: 1 },
    },
    epoch: "e1",
    seq: 0,
    error_detail: "",
    ...fields,
  };
}

export function aSnapshot(fields: Partial<Snapshot> = {}): Snapshot {
  return {
    seq: 0,
    epoch: "e1",
    run: aRun(),
    candidates: [],
    total: 0,
    curves: [],
    log: [],
    ...fields,
  };
}

export const anEvent = (seq: number, body: Envelope["body"]): Envelope => ({
  seq,
  at: AT,
  candidate: "index" in body ? `c${body.index}` : null,
  body,
});

export function aSummary(index: number, fields: Partial<CandidateSummary> = {}): CandidateSummary {
  return {
    id: `c${index}`,
    index,
    state: "finished",
    parameters: 1000 + index,
    macs: 5000 + index,
    scores: { accuracy: 0.9 },
    parents: [],
    how: {},
    graph_hash: "g",
    failure: "",
    message: "",
    seconds: 2,
    rank: null,
    ...fields,
  };
}

export function aCandidate(fields: Partial<CandidateForm> = {}): CandidateForm {
  return {
    ...aSummary(4, { rank: 1 }),
    run: "r1",
    run_name: "Digits",
    run_state: "finished",
    version: "v1",
    decisions: { "cell/e03/op": "skip" },
    architecture_id: "a",
    fidelity: { epochs: 4, fraction: 1 },
    test_scores: {},
    has_weights: true,
    archive: "none",
    files: [],
    can: ["export"],
    ...fields,
  };
}

export const SESSION: Session = {
  user: "ada",
  is_staff: false,
  teams: [{ id: "t1", name: "Ada", is_personal: true, role: "owner" }],
  projects: [{ id: "p1", name: "Main", team: "t1", can: ["comment", "edit", "run"] }],
  csrf: "token",
};

export const CATALOGUE: Catalogue = {
  operators: [],
  strategies: [
    {
      name: "random_search",
      title: "Random search",
      summary: "Draws by chance.",
      paper: "",
      settings: { type: "object", properties: {} },
      metrics: [],
      input_shapes: [],
      output_shapes: [],
    },
    {
      name: "regularized_evolution",
      title: "Regularized evolution",
      summary: "Mutates the best of a few.",
      paper: "arXiv:1802.01548",
      settings: {
        type: "object",
        properties: {
          population: { type: "integer", title: "Population", minimum: 1, default: 10 },
        },
      },
      metrics: [],
      input_shapes: [],
      output_shapes: [],
    },
  ],
  evaluators: [
    {
      name: "training",
      title: "Training",
      summary: "Trains from scratch.",
      paper: "",
      settings: { type: "object", properties: { batch_size: { type: "integer", default: 64 } } },
      metrics: [],
      input_shapes: [],
      output_shapes: [],
    },
  ],
  problems: [
    {
      name: "image_classification",
      title: "Image classification",
      summary: "",
      paper: "",
      settings: {},
      metrics: [
        ["accuracy", "max"],
        ["loss", "min"],
      ],
      input_shapes: [],
      output_shapes: [],
    },
  ],
  presets: [
    {
      name: "residual-cnn",
      title: "Residual CNN",
      summary: "Small residual networks.",
      paper: "",
      size: "2916",
      picture: "/api/presets/residual-cnn/picture.svg",
      problem: "image_classification",
      launch: {
        title: "Find a network for digits",
        summary: "A minute on a CPU.",
        dataset: "digits",
        strategy: "regularized_evolution",
        strategy_settings: { population: 6 },
        epochs: 8,
        candidates: 16,
      },
    },
    {
      name: "nas-bench-201",
      title: "NAS-Bench-201",
      summary: "One cell.",
      paper: "arXiv:2001.00326",
      size: "15625",
      picture: "/api/presets/nas-bench-201/picture.svg",
      problem: "image_classification",
      launch: null,
    },
  ],
};

function aDataset(name: string, title: string, fields: Partial<DatasetForm>): DatasetForm {
  return {
    id: `d-${name}`,
    name,
    card: {
      name,
      title,
      problem: "image_classification",
      summary: "",
      source: "here",
      licence: "MIT",
      symbols: { items: 1797 },
      class_names: [],
      seconds_per_epoch_hint: 1,
    },
    state: "ready",
    is_built_in: true,
    is_installed: true,
    hint: "",
    project: null,
    created_by: "",
    created_at: "2026-01-01T00:00:00Z",
    runs: 0,
    ...fields,
  };
}

export const DATASETS: DatasetForm[] = [
  aDataset("fashion-mnist", "Fashion-MNIST", { is_installed: false, hint: "Install its package." }),
  aDataset("digits", "Digits", {}),
];
