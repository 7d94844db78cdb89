/** Bytes at the beginning of a file that are looked at. */
export const headSize = 64 * 1024;

/** Bytes at the end; up to three fewer so that they begin with a whole character of UTF-32. */
export const endingSize = 16 * 1024;

/** Where the end begins that is looked at beside the beginning, at a multiple of four bytes; null where the beginning is all. */
export function endingStart(size: number): number | null {
  if (size <= headSize) return null;
  return Math.max(headSize, 4 * Math.ceil((size - endingSize) / 4));
}
