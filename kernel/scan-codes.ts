// What the scanner's kernel and csv/ must agree on.

// The shapes of a field; for the first two it is also how many bytes to leave out on either side.
export const bare = 0;
export const quoted = 1;
/** Quotes or escapes stand inside, or text behind the closing quote. */
export const irregular = 2;

// Where a byte stands.
export const inText = 0;
export const inQuotes = 1;
export const inComment = 2;

/** Stands for a quote or escape that a dialect does not have. */
export const noByte = 256;

/** Stands behind the end of a text: UTF-8 has no such byte, so it is neither special nor part of a comment sign. */
export const padding = 0xff;
