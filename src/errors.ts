/**
 * What went wrong, as a closed set. The kind decides the exit code, and callers that can go on
 * (the next object, the next table) decide by it whether they may.
 */
export type ErrorKind =
  | "usage" // flags, config, catalog or state
  | "denied" // the store refuses: credentials, permissions, encryption keys
  | "unreachable" // the store does not answer, or not sensibly, after all retries
  | "corrupt" // the bytes that arrived are not those that were stored
  | "gone" // the object was deleted after it was listed
  | "changed" // the object was replaced after it was listed
  | "archived" // the object must be restored before it can be read
  | "data" // the object cannot be read as configured
  | "no-files" // no object matches the table
  | "reader-gone" // the program that reads stdout closed it
  | "stopped" // a signal asked the run to end
  | "unwritable"; // stdout could not be written for another reason, such as a full disk

/** The process's exit code for each kind. 1 is left for bugs; 143 becomes 130 where the signal was SIGINT. */
export const exitCodes: Readonly<Record<ErrorKind, number>> = {
  usage: 2,
  denied: 3,
  unreachable: 3,
  corrupt: 3,
  gone: 3,
  changed: 3,
  archived: 3,
  data: 4,
  "no-files": 4,
  "reader-gone": 141,
  stopped: 143,
  unwritable: 141,
};

/** Where it went wrong, as far as it is known. */
export interface Place {
  readonly bucket?: string;
  readonly key?: string;
  /** The line as `_sdc_source_lineno` counts it: records of the file before it, plus 2. */
  readonly line?: number;
  /** The file in an archive at which it ends. Those before it were read whole, and rightly. */
  readonly member?: string;
}

/**
 * Every failure that has a name. The message is a sentence for the user: what could not be done,
 * to which object, why, and what to do. It never contains a data value or a secret.
 */
export class TapError extends Error {
  override readonly name = "TapError";
  readonly kind: ErrorKind;
  readonly place: Place;

  constructor(kind: ErrorKind, message: string, options: { readonly place?: Place; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.place = options.place ?? {};
  }
}

/** Whether nothing can go on after this error, neither the next object nor the next table. */
export function endsRun({ kind }: TapError): boolean {
  return kind === "reader-gone" || kind === "unwritable" || kind === "stopped";
}
