/** What the functions that write a value return for a text that is not in the plain form they know. */
export const notPlain: usize = 0;
