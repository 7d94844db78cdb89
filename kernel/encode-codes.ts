// What the encoder's kernel and record/ must agree on.

// What the kernel does with a field.
/** The field is no member of the record. */
export const skip = 0;
/** The field is text as it stands. */
export const plainText = 1;
/** Text, but for those texts that stand for null. */
export const textOrNull = 2;
// The field is a value of the kind, if it is in its plain form.
export const integer = 3;
export const number = 4;
export const dateTime = 5;
export const date = 6;
export const boolean = 7;
export const decimal = 8;
/** Anything else. */
export const other = 9;

/** Bytes of what the kernel reads about a field: what to do, where its prefix is and how long, and what else is known. */
export const stepSize = 16;

// What else is known of a field, as bits.
/** An empty text is null, and no more needs to be known. */
export const isEmptyNull = 1;
/** Set by the kernel: a date was read with the month first, although nothing says so. */
export const isAmbiguous = 2;

// Why the kernel comes back.
/** There are no more rows. */
export const isDone = 0;
/** The next row might not fit into the window. */
export const windowIsFull = 1;
/** The field at hand is not in a form that the kernel knows. */
export const fieldIsUnusual = 2;
/** The row at hand has, or may have, something for `_sdc_extra`. */
export const rowHasRest = 3;
/** The next row ends before its key. */
export const keyIsMissing = 4;
