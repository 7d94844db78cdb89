import { type AvroOptions, openAvro } from "../../src/avro/read-avro-rows.ts";
import { ownStyles } from "../../src/avro/styles-of.ts";
import { jsonKinds } from "../../src/rows/json-kinds.ts";

/** Every column, written for our own records. */
const usual: AvroOptions = {
  maxRecordSize: 64 * 1024 * 1024,
  maxExpansion: 200,
  onInvalid: "fail",
  stylesOf: () => ownStyles,
};

const kindNames = new Map<number, string>(Object.entries(jsonKinds).map(([name, kind]) => [kind, name]));

/** The rows, for each field its name, kind and text, as in "a text x, b number 1"; and how reading ended. */
export async function avroRows(
  bytes: AsyncIterable<Uint8Array>,
  options: Partial<AvroOptions> = {},
): Promise<{ readonly rows: readonly string[]; readonly error: unknown }> {
  const rows: string[] = [];
  try {
    const file = await openAvro(bytes);
    for await (const batch of file.rows({ ...usual, ...options })) {
      for (let row = 0; row < batch.count; row++) {
        const fields: string[] = [];
        for (let field = batch.rows[row] ?? 0; field < (batch.rows[row + 1] ?? 0); field++) {
          const text = Buffer.from(batch.bytes.subarray(batch.starts[field], batch.ends[field])).toString();
          fields.push(`${batch.keys[batch.columns[field] ?? 0]} ${kindNames.get(batch.kinds[field] ?? -1)} ${text}`);
        }
        rows.push(fields.join(", "));
      }
    }
    return { rows, error: null };
  } catch (error) {
    return { rows, error };
  }
}
