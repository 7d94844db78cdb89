import { reuploadAdvice } from "../bytes/fail.ts";

/** Why a file cannot be read, and what to do; the reader adds where in the file. */
export class BrokenAvro extends Error {
  override readonly name = "BrokenAvro";
  /** The bytes make no sense, so that those before may be wrong as well. */
  readonly isDamage: boolean;

  constructor(why: string, remedy = reuploadAdvice) {
    super(`${why}; ${remedy}`);
    this.isDamage = remedy === reuploadAdvice;
  }
}

/** A reason as a sentence of its own. */
export function sentence(why: string): string {
  return why.charAt(0).toUpperCase() + why.slice(1);
}
