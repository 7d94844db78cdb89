import { pino } from "pino";
import { check } from "../../src/check.ts";
import { parseConfig } from "../../src/config/parse-config.ts";
import { exitCodes } from "../../src/errors.ts";
import type { TableFinding } from "../../src/inspection/table-report.ts";
import type { ObjectStore } from "../../src/s3/store.ts";

/** What `--check --format json` prints, as far as tests look at it. */
export interface CheckReport {
  readonly tables: readonly { readonly findings: readonly TableFinding[] }[];
  readonly would_work: boolean;
  readonly exit_code: number;
}

/** Checks as the program does, without a process and a server; with the exit code that it would have. */
export async function checkInProcess(
  store: ObjectStore,
  settings: object,
): Promise<{ readonly report: CheckReport; readonly code: number }> {
  const { config } = parseConfig([{ bucket: "lake", anonymous: true, ...settings }]);
  const inspection = { config, store, rows: 0, log: pino({ level: "silent" }) };
  const pieces = check(inspection, { format: "json", hasColors: false, observe: () => undefined });
  let piece = await pieces.next();
  let text = "";
  for (; piece.done !== true; piece = await pieces.next()) text += piece.value;
  const { failure } = piece.value;
  return { report: JSON.parse(text), code: failure === null ? 0 : exitCodes[failure.kind] };
}
