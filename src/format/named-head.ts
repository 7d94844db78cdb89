import { TapError } from "../errors.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import type { FileBatch, Head, SampledField, Wanted } from "./file-format.ts";
import { namedFields } from "./named-fields.ts";

/** Records that are looked at for their names, which no header tells, and bytes up to which they are. */
const minRecords = 1000;
const minBytes = 256 * 1024;

/** What the first records of a file tell whose records have names of their own. */
export async function namedHead(batches: AsyncIterable<FileBatch<NamedBatch>>, wanted: Wanted): Promise<Head> {
  const names = new Set<string>();
  const records: (readonly SampledField[])[] = [];
  let failure: TapError | null = null;
  try {
    for await (const fields of sampled(batches, wanted)) {
      for (const { name } of fields) names.add(name);
      if (records.length < wanted.records) records.push(fields);
    }
  } catch (error) {
    if (names.size === 0 || !(error instanceof TapError) || error.kind !== "data") throw error;
    failure = error;
  }
  return { names: [...names], isComplete: false, types: null, records, recordSize: null, doubt: null, failure };
}

async function* sampled(
  batches: AsyncIterable<FileBatch<NamedBatch>>,
  { records, bytes, every }: Wanted,
): AsyncGenerator<readonly SampledField[], void, undefined> {
  const most = Math.max(records, minRecords);
  let count = 0;
  for await (const { rows, before } of batches) {
    for (let row = 0; row < rows.count && count < most; row++) {
      if ((before + row) % every !== 0) continue;
      count++;
      yield namedFields(rows, row);
    }
    if (count >= most || rows.end >= Math.max(bytes, minBytes)) return;
  }
}
