// What the kernel of JSON Lines and jsonl/ must agree on.

/** Bytes of what the kernel knows of a spelling, and at which of them each of it begins. */
export const spellingSize = 16;
/** Where its text is, with both quotes and a colon, and how long that is. */
export const textAt = 0;
export const textLength = 4;
export const columnAt = 8;
/** The spelling that came after it last, or -1. */
export const followerAt = 12;

// Why the kernel comes back.
/** There are no more lines. */
export const exitDone = 0;
/** The key at hand is none that was expected here. */
export const exitUnusualKey = 1;
/** The value at hand is not in a form that the kernel knows. */
export const exitUnusualValue = 2;
/** Something in the line at hand is not as it is in most lines. */
export const exitUnusualLine = 3;

// What a line still needs. In the program's hands, the one that it wants to go on with.
export const everything = 0;
export const key = 1;
export const value = 2;
/** What stands behind a value. */
export const ending = 3;
