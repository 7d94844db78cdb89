/** Names as a list for a sentence, each in quotes, as in `"id", "name"`. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}
