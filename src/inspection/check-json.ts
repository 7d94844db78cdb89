import { exitCodes, type TapError } from "../errors.ts";
import type { CheckedBucket } from "./check-text.ts";
import type { TableReport } from "./table-report.ts";

/** All that was found, for programs, as docs/check.schema.json has it. */
export function checkJson(
  { config, caller, source }: CheckedBucket,
  tables: readonly TableReport[],
  failure: TapError | null,
): string {
  const { bucket, endpoint } = config.connection;
  const report = {
    version: 1,
    bucket: { name: bucket, endpoint: endpoint ?? null, credentials: source, identity: caller },
    tables: tables.map(tableJson),
    would_work: failure === null,
    exit_code: failure === null ? 0 : exitCodes[failure.kind],
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function tableJson({ newest, findings, headers, columns, untaken, ...report }: TableReport): object {
  return {
    table: report.table,
    files: {
      matching: report.matching,
      readable: report.readable,
      looked_at: report.lookedAt,
      bytes: report.bytes,
      skipped: Object.fromEntries(report.skipped),
      newest: newest === null ? null : { key: newest.key, size: newest.size, last_modified: newest.lastModified },
    },
    formats: report.formats,
    headers,
    columns,
    estimated_rows: report.estimatedRows,
    rows: report.rows,
    findings,
    untaken: { count: untaken.count, examples: untaken.examples, is_complete: untaken.isComplete },
  };
}
