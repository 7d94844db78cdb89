import type { TapError } from "../errors.ts";
import type { Finding, FoundSettings } from "../format/finding.ts";
import type { TableObject } from "../table/table-object.ts";

/**
 * `problem`: a sync would end with an exit code other than 0. `warning`: records may not be what was meant. `note`: all is
 * well, and could be better.
 */
export type Severity = "problem" | "warning" | "note";

/** What is odd or wrong about a table, or could be better. */
export interface TableFinding {
  readonly code:
    | Finding["code"]
    | "failure"
    | "nearest-keys"
    | "skipped-file"
    | "no-readable-file"
    | "several-headers"
    | "shared-keys"
    | "archived"
    | "doubtful-header"
    | "names"
    | "duplicate-names"
    | "path-columns"
    | "ragged-rows"
    | "mismatch"
    | "ambiguous-dates"
    | "date-format"
    | "key-candidate"
    | "date-columns";
  readonly severity: Severity;
  readonly message: string;
  /** What mends it, as the table would have it in the config; empty where no setting does. */
  readonly settings: FoundSettings;
}

/** Files whose headers have the same names. */
export interface HeaderKind {
  readonly files: number;
  readonly columns: readonly string[];
  /** One of them. */
  readonly example: string;
  /** A pattern that takes files of this kind and of no other that was looked at; null where their keys do not tell. */
  readonly pattern: string | null;
}

/** One column, with its type as far as it is known. */
export interface ReportedColumn {
  readonly name: string;
  readonly type: string | null;
}

/** All that a look at one table tells. */
export interface TableReport {
  readonly table: string;
  readonly matching: number;
  readonly readable: number;
  readonly lookedAt: number;
  readonly bytes: number;
  readonly skipped: ReadonlyMap<string, number>;
  readonly newest: TableObject | null;
  readonly formats: readonly string[];
  readonly headers: readonly HeaderKind[];
  readonly columns: readonly ReportedColumn[];
  readonly estimatedRows: number | null;
  /** The first rows of the newest file, as many as were asked for. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly findings: readonly TableFinding[];
  /** Readable keys below the table's prefix that no table takes, and that no table before it was to tell of. */
  readonly untaken: UntakenKeys;
  /** What would keep the table from being discovered. */
  readonly undiscovered: TapError | null;
  /** What would keep files from being read, oldest file first. */
  readonly failures: readonly TapError[];
}

/** Readable keys that no table takes. */
export interface UntakenKeys {
  readonly count: number;
  readonly examples: readonly string[];
  /** Every key was looked at; otherwise there may be more. */
  readonly isComplete: boolean;
}
