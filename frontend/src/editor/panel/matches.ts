/** Whether a text has every word of a search in it. */
export function matches(text: string, query: string): boolean {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const given = text.toLowerCase();
  return wanted.every((word) => given.includes(word));
}
