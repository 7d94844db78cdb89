/**
 * The text with everything that a terminal obeys instead of showing, or that reverses the text around it, written as an
 * escape. Keys and column names come from strangers.
 */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** C0 and C1 controls, line separators, and the marks that change the direction of a text (UAX #9). */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unprintable = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;
