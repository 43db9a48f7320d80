/** Numbers and times in words: three significant digits, SI units, relative times. */

const UNITS: [number, string][] = [
  [1e15, "P"],
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

function significant(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

/** 36912 → "36.9k", 1234567 → "1.23M", 0.98765 → "0.988". */
export function formatQuantity(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(Number(value.toPrecision(3)));
  const unit = UNITS.find(([scale]) => size >= scale);
  if (unit === undefined) return significant(value, 3);
  return `${significant(value / unit[0], 3)}${unit[1]}`;
}

/** The size of a file: 812 → "812 B", 1234567 → "1.23 MB". */
export function formatBytes(bytes: number): string {
  const [, digits = "", unit = ""] = /^([\d.]+)(\D?)$/.exec(formatQuantity(bytes)) ?? [];
  return `${digits} ${unit}B`;
}

/** Marks of an axis: as many digits as it takes to tell one from the next; null is no mark. */
export function formatTicks(ticks: (number | null)[]): string[] {
  const marks = new Set(ticks.filter((tick): tick is number => tick !== null));
  const isTold = (write: (tick: number) => string): boolean =>
    new Set([...marks].map(write)).size === marks.size;
  let write = (tick: number): string => formatQuantity(tick);
  for (let digits = 4; digits <= 12 && !isTold(write); digits += 1)
    write = (tick) => significant(tick, digits);
  return ticks.map((tick) => (tick === null ? "" : write(tick)));
}

/** A score between 0 and 1 keeps four decimals, so that close candidates can be told apart. */
export function formatScore(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return Math.abs(value) <= 1 ? value.toFixed(4) : formatQuantity(value);
}

/** Exact decimal digits (of any length) with thousands separators: "1037664180" → "1,037,664,180". */
export function formatExact(digits: string | number): string {
  return String(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** A space size: exact as long as it can be read, else as a power: "1.04 × 10⁹". */
export function formatSize(digits: string): string {
  if (digits.length <= 15) return formatExact(digits);
  const mantissa = Number(`${digits.charAt(0)}.${digits.slice(1, 4)}`).toFixed(2);
  const power = String(digits.length - 1).replace(/\d/g, (d) => "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(d)));
  return `${mantissa} × 10${power}`;
}

/** 0.4 → "0.4 s", 75 → "1 min 15 s", 4000 → "1 h 7 min". */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "–";
  if (seconds < 0.95) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return join(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.round(whole / 60);
  if (minutes < 48 * 60) return join(Math.floor(minutes / 60), "h", minutes % 60, "min");
  return join(Math.floor(minutes / 1440), "d", Math.floor((minutes % 1440) / 60), "h");
}

function join(large: number, unit: string, small: number, smaller: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;
}

/** "just now", "12 s ago", "3 min ago", "2 h ago", "5 d ago". */
export function formatAge(at: string | null | undefined, now: number): string {
  if (!at) return "–";
  const seconds = (now - Date.parse(at)) / 1000;
  if (seconds < 2) return "just now";
  if (seconds < 60) return `${Math.round(seconds)} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86400)} d ago`;
}

/** "in 30 d", "in 5 h", "in 12 min"; "now" when it is over. */
export function formatAhead(at: string, now: number): string {
  const minutes = Math.ceil((Date.parse(at) - now) / 60_000);
  if (minutes <= 0) return "now";
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `in ${hours} h` : `in ${Math.round(hours / 24)} d`;
}

/** The clock time on which data was last true: "14:02:11". */
export function formatClock(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour12: false });
}

/**
 * What the server says, as a sentence on a page. A name at its beginning stays as it is written:
 * "train_loss must stay finite" and "nasweb" are no plain words.
 */
export function sentence(text: string): string {
  const whole = text.trim();
  const isPlain = /^[a-z]+[ ,;]/.test(whole) && !whole.startsWith("nasweb");
  const begun = isPlain ? whole.charAt(0).toUpperCase() + whole.slice(1) : whole;
  return /[\p{L}\p{N})\]'"’”`]$/u.test(begun) ? `${begun}.` : begun;
}

/** "1 candidate", "12 candidates". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatExact(n)} ${n === 1 ? one : many}`;
}

/** Names from code as words: "regularized_evolution" → "Regularized evolution". */
export function titleOf(name: string): string {
  const words = name.replace(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
