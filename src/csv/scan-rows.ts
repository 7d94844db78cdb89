import type { Dialect } from "../format/dialect.ts";
import { LineSkipper } from "./line-skipper.ts";
import type { RowReader } from "./row-reader.ts";
import { BatchScanner } from "./scan-batch.ts";
import { compileGrammar } from "./scan-grammar.ts";

const defaultBatchSize = 128 * 1024;

/**
 * Reads every dialect whose delimiter, quote and escape are one byte each. `firstLine` as in
 * `readRows`; `batchSize` in bytes is for tests.
 */
export function scanRows(dialect: Dialect, firstLine = 1, batchSize = defaultBatchSize): RowReader {
  const grammar = compileGrammar(dialect);
  return async function* (source) {
    const skipper = new LineSkipper(dialect.skipLines);
    const scanner = new BatchScanner(grammar, firstLine, batchSize);
    for await (const chunk of source) {
      const rest = skipper.pass(chunk);
      scanner.pass(chunk.length - rest.length);
      for (let at = 0; at < rest.length; at += batchSize) {
        scanner.append(rest.subarray(at, at + batchSize));
        if (scanner.pending < batchSize) continue;
        for (let batch = scanner.next(false); batch !== null; batch = scanner.next(false)) yield batch;
      }
    }
    for (let batch = scanner.next(true); batch !== null; batch = scanner.next(true)) yield batch;
  };
}
