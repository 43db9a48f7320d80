/** How an upload is to be read, as it stands in the form. Pure. */
import type { DataForm } from "../api/forms";
import { formatExact } from "../ui/format";
import { isTable } from "./formats";

/** As `searchapp/nas/importing/profile.py` has them; null and the empty text are found out. */
export interface Options {
  problem: string | null;
  target: string | null;
  ignored: string[];
  size: number | null;
  colour: string | null;
  split: string | null;
  test: number | null;
  validation: number | null;
  seed: number | null;
}

export const DEFAULTS: Options = {
  problem: null,
  target: null,
  ignored: [],
  size: null,
  colour: null,
  split: null,
  test: 0.2,
  validation: 0.15,
  seed: 0,
};

export const optionsOf = (data: Pick<DataForm, "options">): Options => ({
  ...DEFAULTS,
  ...(data.options as Partial<Options>),
});

/** Whether the upload is a table: by what was found in it, else by its ending. */
export const isTableOf = ({ profile, file_name }: DataForm): boolean =>
  profile === null ? isTable(file_name) : profile.kind === "table";

/** What is asked of the server: only what differs from what is found out. */
export function requestOf(options: Options): Record<string, unknown> {
  const target = options.target?.trim() || null;
  const wanted = Object.entries({ ...options, target });
  return Object.fromEntries(
    wanted.filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULTS[name as keyof Options]),
    ),
  );
}

type Faults = Partial<Record<keyof Options, string>>;

const found = (value: number | null): string =>
  value === null || Number.isNaN(value) ? "empty" : formatExact(value);

function shareFault(label: string, share: number | null): string | undefined {
  if (share !== null && share > 0 && share < 0.9) return undefined;
  return `${label} must be more than 0 and less than 0.9, not ${found(share)}.`;
}

function wholeFault(
  label: string,
  value: number | null,
  [least, most]: [number, number],
): string | undefined {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return undefined;
  return `${label} must be a whole number from ${formatExact(least)} to ${formatExact(most)}, not ${found(value)}.`;
}

/** What must hold of the options and does not, by their names. */
export function faultsOf(options: Options): Faults {
  const { size, test, validation, seed } = options;
  const all: Faults = {
    size: size === null ? undefined : wholeFault("Image size", size, [4, 256]),
    test: shareFault("The share of the test part", test),
    validation: shareFault("The share of the validation part", validation),
    seed: wholeFault("Seed", seed, [0, 2 ** 32 - 1]),
  } as Faults;
  return Object.fromEntries(Object.entries(all).filter(([, fault]) => fault !== undefined));
}
