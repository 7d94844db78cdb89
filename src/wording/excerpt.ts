/** Characters of a text that somebody has written, and that a message shows: it may be long. */
export const maxExcerpt = 64;

/** Its beginning, in quotes. */
export function excerpt(text: string): string {
  return JSON.stringify(text.slice(0, maxExcerpt));
}
