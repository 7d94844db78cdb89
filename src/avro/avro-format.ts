import type { FileBatch, FileFormat, Head, OpenFile, Wanted } from "../format/file-format.ts";
import { namedHead } from "../format/named-head.ts";
import { isoDatesOf } from "../format/iso-dates.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import { jsonTypes } from "./json-types.ts";
import { type AvroFile, openAvro } from "./read-avro-rows.ts";
import { ownStyles, sampleStyles, stylesOf } from "./styles-of.ts";
import type { Styles } from "./value-writer.ts";

/** Avro object container files: https://avro.apache.org/docs/1.12.0/specification/#object-container-files */
export const avroFormat: FileFormat = { names: "own", firstLine: 1, head, batches };

async function head(file: OpenFile, wanted: Wanted): Promise<Head> {
  const avro = await openAvro(file.bytes);
  try {
    const { schema, codec } = avro.header;
    const recordSize = await avro.recordSize();
    // Only the catalog of the reference tap is made from values, as it sees them.
    const styles = wanted.every > 1 ? sampleStyles : ownStyles;
    const sample =
      wanted.records === 0
        ? null
        : await namedHead(
            batchesOf(avro, file, () => styles),
            wanted,
          );
    return {
      names: schema.fields.map(({ name }) => name),
      isComplete: true,
      types: jsonTypes(schema),
      records: sample?.records ?? [],
      recordSize,
      doubt: null,
      facts: { compression: codec === "null" ? "none" : codec, records: null },
      failure: sample?.failure ?? null,
    };
  } finally {
    await avro.close();
  }
}

async function* batches(file: OpenFile): AsyncGenerator<FileBatch<NamedBatch>, void, undefined> {
  const isCompatible = file.settings.schemaInference === "compatible";
  const stylesOfColumn = (name: string): Styles | null =>
    file.isWanted(name) ? stylesOf(file.typeOf(name), isCompatible) : null;
  yield* batchesOf(await openAvro(file.bytes), file, stylesOfColumn);
}

async function* batchesOf(
  avro: AvroFile,
  { settings, maxExpansion }: OpenFile,
  stylesOfColumn: (name: string) => Styles | null,
): AsyncGenerator<FileBatch<NamedBatch>, void, undefined> {
  const options = {
    maxRecordSize: settings.dialect.maxRecordSize,
    maxExpansion,
    onInvalid: settings.encodingErrors,
    stylesOf: stylesOfColumn,
  };
  const isoDates = isoDatesOf(jsonTypes(avro.header.schema));
  let before = 0;
  for await (const rows of avro.rows(options)) {
    // Where in a block a record begins cannot be told, so whoever goes on must count.
    yield { rows, names: rows.keys, before, isoDates, shift: null };
    before += rows.count;
  }
}
