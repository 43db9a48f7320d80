/** Wires that run side by side. */

import type { Link } from "./routing";

/** Wide enough for a pointer to meet the one that is meant. */
const PARALLEL = 20;
const BETWEEN_LABELS = 8;

/** Wires between the same two ends bend aside, each by another measure, so that none covers another. */
export function bowedApart(links: Link[]): Link[] {
  const endsOf = ({ source, target }: Link) =>
    [source.x, source.y, target.x, target.y].map(Math.round).join(" ");
  const bundles = new Map<string, Link[]>();
  for (const link of links) {
    const bundle = bundles.get(endsOf(link)) ?? [];
    bundle.push(link);
    bundles.set(endsOf(link), bundle);
  }
  return links.map((link) => {
    const bundle = bundles.get(endsOf(link)) ?? [];
    if (bundle.length === 1) return link;
    const gap = Math.max(
      PARALLEL,
      ...bundle.map(({ label }) => (label?.height ?? 0) + BETWEEN_LABELS),
    );
    return { ...link, bow: (bundle.indexOf(link) - (bundle.length - 1) / 2) * gap };
  });
}
