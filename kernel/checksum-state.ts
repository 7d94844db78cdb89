// The numbers that the checksum's kernel shares with bytes/checksum.ts: the place of each, counted in words.

/** Bytes that are taken in at once. */
export const stripe = 32;

/** Four numbers of 64 bits. */
export const sums = 0;
/** Bytes taken in and left over, in 64 bits. */
export const total = 8;
/** Bytes of a stripe that is not whole yet. */
export const rest = 10;

export const size = 18;
