import type { Dialect } from "./dialect.ts";
import { LineSkipper } from "./line-skipper.ts";
import type { RowReader } from "./rows.ts";
import { BatchScanner } from "./scan-batch.ts";
import { compileGrammar } from "./scan-grammar.ts";
import { ScanWindow } from "./scan-window.ts";

const usualBatchSize = 128 * 1024;

/**
 * Reads every dialect whose delimiter, quote and escape are one byte each. `firstLine` is the line
 * of the first row as errors count it: 1 for a header row. `batchSize` in bytes is for tests.
 */
export function scanRows(dialect: Dialect, firstLine = 1, batchSize = usualBatchSize): RowReader {
  const grammar = compileGrammar(dialect);
  return async function* (source) {
    const skipper = new LineSkipper(dialect.skipLines);
    const window = new ScanWindow(batchSize, grammar.quote);
    const scanner = new BatchScanner(grammar, firstLine);
    let scanAt = batchSize;
    for await (const chunk of source) {
      const rest = skipper.pass(chunk);
      window.offset += chunk.length - rest.length;
      for (let at = 0; at < rest.length; at += batchSize) {
        window.append(rest.subarray(at, at + batchSize));
        if (window.length < scanAt) continue;
        for (let batch = scanner.next(window, false); batch !== null; batch = scanner.next(window, false)) yield batch;
        // A row longer than that is scanned again only when twice as much of it is there, which
        // keeps the work linear, or when it must be over the limit.
        scanAt = Math.max(batchSize, Math.min(2 * window.length, dialect.maxRecordSize + 2));
      }
    }
    for (let batch = scanner.next(window, true); batch !== null; batch = scanner.next(window, true)) yield batch;
  };
}
