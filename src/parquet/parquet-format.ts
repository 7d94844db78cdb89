import type { Beginning, FileBatch, FileFormat, Head, OpenFile, Wanted } from "../format/file-format.ts";
import { isoDatesOf } from "../format/iso-dates.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
import { codecsOf } from "./codecs-of.ts";
import { type Footer, readFooter } from "./footer.ts";
import { formsOf } from "./forms-of.ts";
import { propertyOfShape } from "./property-of-shape.ts";
import { openRanges } from "./range-source.ts";
import { readRows } from "./read-rows.ts";
import { sampleValues } from "./sample-values.ts";

/** Parquet: https://parquet.apache.org/docs/file-format/ */
export const parquetFormat: FileFormat = { names: "own", firstLine: 1, head, batches };

async function head(file: OpenFile, wanted: Wanted): Promise<Head> {
  const source = await openRanges(file);
  try {
    const footer = await readFooter(source);
    // Where the file knows its types, only the catalog of the reference tap is made from values.
    const isSampled = wanted.every > 1;
    return {
      names: footer.columns.map(({ name }) => name),
      isComplete: true,
      types: typesOf(footer),
      records: isSampled ? await sampleValues(source, footer, file, wanted) : [],
      recordSize: footer.rows === 0 ? null : source.size / footer.rows,
      doubt: null,
      failure: null,
      facts: { compression: codecsOf(footer), records: footer.rows },
    };
  } finally {
    await source.close();
  }
}

function typesOf({ columns }: Footer): ReadonlyMap<string, JsonSchema> {
  return new Map(
    columns.flatMap(({ name, shape }) => {
      const property = propertyOfShape(shape);
      return property === null ? [] : [[name, property] as const];
    }),
  );
}

async function* batches(file: OpenFile, from: Beginning): AsyncGenerator<FileBatch<NamedBatch>, void, undefined> {
  const source = await openRanges(file);
  const footer = await readFooter(source);
  const options = {
    formsOf: (name: string) => (file.isWanted(name) ? formsOf(file.typeOf(name), file.settings) : null),
    fromRow: from.records,
    maxRecordSize: file.settings.dialect.maxRecordSize,
    maxExpansion: file.maxExpansion,
  };
  const isoDates = isoDatesOf(typesOf(footer));
  for await (const { rows, before } of readRows(source, footer, options)) {
    yield { rows, names: rows.keys, before, isoDates, shift: null };
  }
}
