/** Small valid data for tests; a test changes what it is about. */
import type { DataForm, DatasetCard, Profile } from "../api/forms";

const AT = "2026-01-01T00:00:00Z";

export const PROFILE: Profile = {
  kind: "images",
  items: 80,
  classes: [
    { name: "cat", items: 50 },
    { name: "dog", items: 30 },
  ],
  target_histogram: [],
  parts: { train: 48, early: 6, validation: 10, test: 16 },
  is_split_given: false,
  duplicates: 0,
  leaked: 0,
  shapes: [{ name: "8 × 8 grey", items: 80 }],
  skipped: [],
  columns: [],
  samples: [
    { label: "cat", picture: "0.png", row: [] },
    { label: "dog", picture: "1.png", row: [] },
  ],
};

export const CARD: DatasetCard = {
  name: "pets",
  title: "pets",
  problem: "image_classification",
  summary: "80 images, 8 × 8 pixels, grey, 2 classes.",
  source: "uploaded as pets.zip",
  licence: "",
  symbols: { channels: 1, height: 8, width: 8, classes: 2, items: 80 },
  class_names: ["cat", "dog"],
  seconds_per_epoch_hint: 1,
};

export const ROWS: Profile = {
  ...PROFILE,
  kind: "table",
  items: 60,
  classes: [],
  target_histogram: [
    { name: "0 to 5", items: 20 },
    { name: "5 to 10", items: 40 },
  ],
  shapes: [],
  columns: [
    {
      ...{ name: "id", kind: "ignored", missing: 0, distinct: 60, top: [] },
      ...{ minimum: null, median: null, maximum: null, why: "nearly every cell is different" },
    },
    {
      ...{ name: "built", kind: "number", missing: 3, distinct: 40, top: [] },
      ...{ minimum: 1990, median: 2006, maximum: 2024, why: "" },
    },
    {
      ...{ name: "price", kind: "target", missing: 0, distinct: 55, top: [] },
      ...{ minimum: null, median: null, maximum: null, why: "" },
    },
  ],
  samples: [{ label: "7.5", picture: "", row: ["r1", "", "7.5"] }],
};

export function someData(fields: Partial<DataForm> = {}): DataForm {
  return {
    id: "d9",
    name: "pets",
    card: CARD,
    state: "ready",
    is_built_in: false,
    is_installed: true,
    hint: "",
    project: "p1",
    created_by: "ada",
    created_at: AT,
    runs: 0,
    file_name: "pets.zip",
    size: 1_234_567,
    options: {},
    profile: PROFILE,
    issues: [],
    fingerprint: "0123456789abcdef".repeat(4),
    can: ["edit"],
    ...fields,
  };
}

export const someTable = (fields: Partial<DataForm> = {}): DataForm =>
  someData({
    ...{ name: "houses", file_name: "houses.csv", profile: ROWS },
    card: {
      ...{ ...CARD, name: "houses", title: "houses", problem: "tabular_regression" },
      ...{ symbols: { columns: 2, numbers: 2, items: 60 }, class_names: [] },
    },
    ...fields,
  });
