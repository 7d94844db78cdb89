/** The name that was probably meant, if one is near enough. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const meant = simplify(name);
  let nearest: string | undefined;
  // A third of the letters may be wrong: more than that finds unrelated short names.
  let limit = Math.max(1, Math.floor(meant.length / 3));
  for (const candidate of candidates) {
    const edits = countEdits(meant, simplify(candidate), limit);
    if (edits > limit || (edits === limit && nearest !== undefined)) continue;
    nearest = candidate;
    limit = edits;
  }
  return nearest;
}

/** `startDate`, `start-date` and `START_DATE` are the same to people. */
function simplify(name: string): string {
  return name
    .slice(0, 64)
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other (optimal string alignment). */
function countEdits(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isEqual = from[row - 1] === to[column - 1];
      const isSwap = row > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(previous, column) + 1,
          at(current, column - 1) + 1,
          at(previous, column - 1) + (isEqual ? 0 : 1),
          isSwap ? at(beforePrevious, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
