/** How many files were skipped for which reason, as in "1 empty, 2 of unknown format". */
export function skippedFiles(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([reason, count]) => `${count} ${words.get(reason) ?? reason}`).join(", ");
}

/** Reasons that are no words to stand behind a number. */
const words: ReadonlyMap<string, string> = new Map([
  ["folder", "standing for folders"],
  ["format", "of unknown format"],
]);
