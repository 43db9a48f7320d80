/** Whether a text has every word of a search in it. */
export function matches(text: string, query: string): boolean {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const given = text.toLowerCase();
  return wanted.every((word) => given.includes(word));
}

/** How near a title is to a search: 0 begins with it, 1 has its words, 2 has them elsewhere only. */
export function distanceOf(title: string, query: string): number {
  if (title.toLowerCase().startsWith(query.trim().toLowerCase())) return 0;
  return matches(title, query) ? 1 : 2;
}
