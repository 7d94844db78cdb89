import { reuploadAdvice } from "../bytes/fail.ts";
import { TapError } from "../errors.ts";

/** The error for bytes that no writer of Parquet can have meant. Which file it is, those who opened it add. */
export function damaged(why: string, cause?: unknown): TapError {
  return new TapError("data", `It is damaged: ${why}; ${reuploadAdvice}`, { cause });
}

/** The error for a file that is whole and that this program does not read. */
export function unsupported(why: string, remedy: string): TapError {
  return new TapError("data", `${why}, which is not supported; ${remedy}`);
}
