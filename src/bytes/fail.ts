import { TapError } from "../errors.ts";

/** Makes the error that says why an object, or a file inside it, cannot be read. */
export type Fail = (why: string, cause?: unknown) => TapError;

/** What to do about bytes that nobody can have meant. */
export const reuploadAdvice = "upload it again, or leave it out by exclude_pattern";

/** What to do about a file that is none of the format it is read as. */
export const otherFormat = `correct "format", or leave it out by exclude_pattern`;

/** Errors about the file `path` inside the object `key`; about the object itself when the path is "". */
export function failure(key: string, path: string): Fail {
  const name = path === "" ? key : `${key}/${path}`;
  return (why, cause) => new TapError("data", `Cannot read "${name}": ${why}`, { place: { key }, cause });
}
