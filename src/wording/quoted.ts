/** Names in one sentence; more would be a line that nobody reads, and that no log takes. */
const maxNames = 20;
/** Characters of one name. */
const maxNameLength = 200;

/** Names as a list for a sentence, each in quotes, as in `"id", "name"`; of many, the first, and how many more there are. */
export function quoted(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).map((name) => JSON.stringify(shortened(name)));
  const more = names.length - shown.length;
  return more === 0 ? shown.join(", ") : `${shown.join(", ")} and ${more} more`;
}

function shortened(name: string): string {
  return name.length > maxNameLength ? `${name.slice(0, maxNameLength)}…` : name;
}
