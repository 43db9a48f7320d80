/** The share link by which this page looks. Members look by none: their session says who they are. */
let used: string | null = null;

/** From now on ask for everything by this link; null: as whoever is signed in. */
export function lookBy(share: string | null): void {
  used = share;
}

/** An address of ours, which names the link by which it is asked for, if there is one. */
export function byLink(address: string): string {
  if (used === null) return address;
  return `${address}${address.includes("?") ? "&" : "?"}share=${encodeURIComponent(used)}`;
}
