/** Learning curves are kept at about 200 points; what is kept depends on the last step alone. */

const LONGEST = 200;

/** The power of two that leaves at most 200 of the steps 1 … `lastStep`. */
export function strideFor(lastStep: number): number {
  let stride = 1;
  while (Math.floor(lastStep / stride) > LONGEST) stride *= 2;
  return stride;
}

/** The kept points by step; of two points at one step the later counts. */
export function thin(points: Iterable<[number, number]>): [number[], number[]] {
  const ordered = [...new Map(points)].sort(([a], [b]) => a - b);
  const last = ordered.at(-1)?.[0] ?? 1;
  const stride = strideFor(last);
  const kept = ordered.filter(([step]) => step % stride === 0 || step === last);
  return [kept.map(([step]) => step), kept.map(([, value]) => value)];
}
