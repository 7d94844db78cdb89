import { CsvError, parse } from "csv-parse";
import type { Options, Parser } from "csv-parse";
import { TapError } from "../errors.ts";
import type { Dialect } from "../format/dialect.ts";
import { LineSkipper } from "./line-skipper.ts";
import { packRows } from "./pack-rows.ts";
import { maxFields, recordTooLarge, tooManyFields, unclosedQuote } from "./file-errors.ts";
import type { RowReader } from "./row-reader.ts";

/** Bytes given to csv-parse at once; the rows that end in them become one batch. */
const defaultPieceSize = 64 * 1024;

/**
 * Reads every dialect with csv-parse: a second opinion on headers, and on everything in the tests. Where the
 * grammars of the two differ, the shared table of cases says how and why. `firstLine` as in `readRows`; `pieceSize`
 * in bytes.
 */
export function parseRows(dialect: Dialect, firstLine = 1, pieceSize = defaultPieceSize): RowReader {
  return async function* (source) {
    const skipper = new LineSkipper(dialect.skipLines);
    let rows: string[][] = [];
    let line = firstLine;
    let end = 0;
    const parser = parse({
      ...optionsOf(dialect),
      on_record: (row, context) => {
        if (row.length > maxFields) throw tooManyFields(line);
        rows.push(row);
        line++;
        end = skipper.skipped + context.bytes;
        // Nothing goes through csv-parse's readable side, which would cost a promise per row.
        return null;
      },
    });
    // Failures are read from the callbacks of write and end; without a listener they would also be thrown.
    parser.on("error", () => {});
    const take = () => {
      const batch = packRows(rows, end);
      rows = [];
      return batch;
    };

    try {
      for await (const chunk of source) {
        const rest = skipper.pass(chunk);
        for (let at = 0; at < rest.length; at += pieceSize) {
          const failure = await write(parser, rest.subarray(at, at + pieceSize));
          if (rows.length > 0) yield take();
          if (failure) throw parseFailure(failure, line, dialect);
        }
      }
      const failure = await finish(parser);
      if (rows.length > 0) yield take();
      if (failure) throw parseFailure(failure, line, dialect);
    } finally {
      parser.destroy();
    }
  };
}

function optionsOf(dialect: Dialect): Options {
  return {
    delimiter: dialect.delimiter,
    quote: dialect.quote === "" ? null : dialect.quote,
    escape: dialect.escape === "" ? null : dialect.escape,
    comment: dialect.comment === "" ? null : dialect.comment,
    comment_no_infix: true,
    record_delimiter: dialect.rowDelimiter ?? ["\r\n", "\n", "\r"],
    trim: dialect.isTrimmed === true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: dialect.maxRecordSize,
  };
}

/** csv-parse keeps what it has not read yet, so the piece is copied out of the source's buffer. */
function write(parser: Parser, piece: Uint8Array): Promise<Error | null | undefined> {
  return new Promise((resolve) => {
    parser.write(Buffer.from(piece), resolve);
  });
}

function finish(parser: Parser): Promise<Error | null | undefined> {
  return new Promise((resolve) => {
    parser.once("error", resolve);
    parser.end(() => resolve(null));
  });
}

function parseFailure(failure: Error, line: number, dialect: Dialect): Error {
  if (!(failure instanceof CsvError)) return failure;
  if (failure.code === "CSV_QUOTE_NOT_CLOSED") return unclosedQuote(line);
  if (failure.code === "CSV_MAX_RECORD_SIZE") return recordTooLarge(line, dialect.maxRecordSize);
  // What it alone refuses: text behind the blanks behind a closing quote, where blanks are dropped.
  return new TapError("data", `csv-parse refuses the record at line ${line}: ${failure.code}`, { cause: failure });
}
