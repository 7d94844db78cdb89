import type { PythonProgram } from "../programs/python-program.ts";

/** One row as a target keeps it. */
export type Row = Readonly<Record<string, unknown>>;

/** A target, and how to look into what it has loaded. */
export interface Target extends PythonProgram {
  /** Its executable, where the package has another name. */
  readonly command: string;
  /** Whether a row of a known key replaces the older one. */
  readonly knowsKeys: boolean;
  /** What its config also needs to drop the rows of older versions at ACTIVATE_VERSION; absent where it does not. */
  readonly versions?: object;
  /** How it keeps a text, where it changes some. */
  readonly keeps?: (text: string) => string;
  /** The config of a target that loads into `folder`. */
  config(folder: string): object;
  /** Arguments besides --config. */
  readonly args?: (folder: string) => readonly string[];
  /** The rows of a stream. */
  rows(stream: string, folder: string, bin: string): Promise<readonly Row[]>;
}
