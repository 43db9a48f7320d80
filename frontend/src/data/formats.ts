/** Which files are read, and what their data is called. Pure. */
import type { DatasetForm } from "../api/forms";
import { count, formatExact, titleOf } from "../ui/format";

/** As the readers of `searchapp/nas/importing` say: endings, and what such a file holds. */
export const FORMATS = [
  { endings: [".zip"], what: "images in one folder for each class" },
  { endings: [".npz"], what: "arrays of images with their labels" },
  {
    endings: [".csv", ".tsv", ".csv.gz", ".tsv.gz"],
    what: "a table with a header, one row an item",
  },
] as const;

export const ENDINGS = FORMATS.flatMap(({ endings }) => [...endings]);

/** What a file chooser offers: it knows last endings only. */
export const ACCEPTED = ".zip,.npz,.csv,.tsv,.gz";

const LARGEST = 2 * 2 ** 30;

export const isTable = (fileName: string): boolean => /\.[ct]sv(\.gz)?$/i.test(fileName);

/** Why a file is not worth sending; nothing if it is. */
export function refusalOf({ name, size }: Pick<File, "name" | "size">): string | undefined {
  if (!ENDINGS.some((ending) => name.toLowerCase().endsWith(ending))) {
    const known = FORMATS.map(({ endings, what }) => `${endings.join(", ")}: ${what}`);
    return `“${name}” has an ending that is not read. ${known.join("; ")}.`;
  }
  if (size === 0) return `“${name}” is empty.`;
  if (size > LARGEST)
    return `A file must have at most 2 GiB (${formatExact(LARGEST)} bytes), but “${name}” has ${formatExact(size)}.`;
  return undefined;
}

const PROBLEMS: Record<string, string> = {
  image_classification: "Images, one of some classes",
  tabular_classification: "A table, one of some classes",
  tabular_regression: "A table, a number",
};

/** What is to be learned, in words. */
export const problemWords = (problem: string): string => PROBLEMS[problem] ?? titleOf(problem);

type Card = NonNullable<DatasetForm["card"]>;

const numberIn = (card: Card, name: string): number | null => {
  const value = card.symbols[name];
  return typeof value === "number" ? value : null;
};

export const itemsOf = (card: Card): number | null => numberIn(card, "items");

/** What is predicted: the classes, or a number. */
export function targetOf(card: Card): string {
  const classes = numberIn(card, "classes") ?? card.class_names.length;
  return classes > 0 ? count(classes, "class", "classes") : "a number";
}

/** What one item is: pixels of an image, columns of a row. */
export function shapeOf(card: Card): string {
  const [channels, height, width] = ["channels", "height", "width"].map((n) => numberIn(card, n));
  if (height && width) return `${width} × ${height} pixels, ${channels === 1 ? "grey" : "colour"}`;
  const columns = numberIn(card, "columns");
  return columns === null ? "–" : count(columns, "input column");
}

export const titleFor = ({ card, name }: Pick<DatasetForm, "card" | "name">): string =>
  card?.title ?? name;
