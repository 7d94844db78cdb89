/**
 * Lists where the special bytes from `from` up to `to` are, and returns how many there are.
 * `isSpecial` is 1 for those bytes and 0 for all others. Every position is written and only those of
 * special bytes are kept: a branch per byte would be guessed wrong once per field, which costs three
 * times as much. Words of four bytes are read: what the last has behind `to` must not be special.
 */
export function listSpecials(
  view: DataView,
  isSpecial: Uint8Array,
  positions: Uint32Array,
  from: number,
  to: number,
): number {
  let count = 0;
  for (let at = from; at < to; at += 4) {
    const word = view.getInt32(at, true);
    positions[count] = at;
    count += isSpecial[word & 255]!;
    positions[count] = at + 1;
    count += isSpecial[(word >>> 8) & 255]!;
    positions[count] = at + 2;
    count += isSpecial[(word >>> 16) & 255]!;
    positions[count] = at + 3;
    count += isSpecial[word >>> 24]!;
  }
  return count;
}
