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
/** The field is JSON as it stands. */
export const json = 9;
/** The same, if it is an object, or an array. */
export const jsonObject = 10;
export const jsonArray = 11;
/** Null, whatever the field holds. */
export const nothing = 12;
/** The field goes into `_sdc_extra`. */
export const extra = 13;
/** Anything else. */
export const other = 14;
/** The same as textOrNull, in a key column: an empty text is to be counted. */
export const keyText = 15;

/**
 * Bytes of what the kernel reads about a column: what to do with a field of each of the kinds in rows/json-kinds.ts,
 * from the first byte on; what else is known; and where its prefix is and how long.
 */
export const fieldOpSize = 16;
export const known = 6;
export const isKey = 7;
export const prefixAt = 8;
export const prefixLength = 12;

// What else is known of a column, as bits.
/** An empty text is null, and no more needs to be known. */
export const isEmptyNull = 1;
/** Set by the kernel: a date was read with the month first, although nothing says so. */
export const isAmbiguous = 2;
/** Dates whose day and month only their order tells apart have this one first, whatever they are; without either bit the month, if there is such a one. */
export const monthFirst = 4;
export const dayFirst = 8;

/** The kind of a row that could not be read; as in rows/json-kinds.ts. */
export const broken = 5;

/** More than any typed value can take that is longer than six times its text, with the punctuation around it. */
export const valueAllowance = 48;

// Why the kernel comes back.
/** There are no more rows. */
export const exitDone = 0;
/** The next row might not fit into the window. */
export const exitWindowFull = 1;
/** The field at hand is not in a form that the kernel knows. */
export const exitUnusualField = 2;
/** The row at hand has, or may have, something for `_sdc_extra`. */
export const exitRowRest = 3;
/** The next row has no key, or ends before it. */
export const exitKeyMissing = 4;
/** The next row could not be read. */
export const exitRowBroken = 5;
/** The next row has more or fewer fields than there are columns, and is to have as many. */
export const exitRowRagged = 6;
