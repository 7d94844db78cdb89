import { parseConfig } from "../config/parse-config.ts";
import type { InventoryAddress } from "../config/parse-inventory.ts";
import { TapError } from "../errors.ts";
import { filesIn, type FoundFile } from "../files/files-in.ts";
import { inFile } from "../files/in-file.ts";
import { loadFormat } from "../files/load-format.ts";
import type { FileBatch } from "../format/file-format.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";
import { columnName, neededColumns, readColumns } from "./columns.ts";
import { entriesOf } from "./entries.ts";
import { type DataFile, lacking, type Manifest, addressText, unusable } from "./manifest.ts";
import { VerifiedSource } from "./verified-source.ts";

/**
 * The objects that one data file of an inventory names, some at a time. Throws TapError where the file is gone, cannot be
 * read, or is not the one that the manifest means, which may be told behind the last of them.
 */
export async function* readDataFile(
  { key, md5 }: DataFile,
  { format, columns }: Manifest,
  address: InventoryAddress,
  store: ObjectStore,
): AsyncGenerator<readonly S3Object[]> {
  const object = await store.find(key);
  if (object === null) throw unusable(address, `its data file "${key}" is gone; name a newer inventory`);
  const source = new VerifiedSource({ size: object.size, read: (range) => store.read(object, range) });
  const table = tableOf(format, columns);
  try {
    for await (const file of filesIn(key, source, table, { maxExpansion: Infinity })) {
      if (file.format === null)
        throw unusable(address, `its data file "${key}" is not ${format}; name another inventory`);
      for await (const batch of await batchesOf(file, table)) {
        const missing = neededColumns.filter((name) => !batch.names.map(columnName).includes(name));
        if (missing.length > 0) throw unusable(address, lacking(missing));
        yield [...entriesOf(batch, format === "csv")];
      }
    }
  } catch (error) {
    throw inFile(error, address.bucket, key, key);
  }
  if ((await source.md5()) === md5) return;
  throw new TapError(
    "corrupt",
    `Cannot use the inventory "${addressText(address)}": the MD5 of its data file "${key}" is not the one in the manifest; ` +
      `name another inventory`,
    { place: { bucket: address.bucket, key } },
  );
}

type ReadTable = ReturnType<typeof tableOf>;

/** How the data files are written, told like the files of any table. */
function tableOf(format: Manifest["format"], columns: readonly string[]) {
  const settings = {
    table_name: "inventory",
    search_pattern: "",
    format,
    ...(format === "csv" && { header: columns }),
  };
  const [table] = parseConfig([{ bucket: "inventory", tables: [settings] }]).config.tables;
  if (table === undefined) throw new Error("a config lost its table");
  return table;
}

async function batchesOf({ format, bytes, ranges }: FoundFile, settings: ReadTable): Promise<AsyncIterable<FileBatch>> {
  const open = {
    bytes,
    ranges,
    settings,
    onBroken: "fail",
    maxExpansion: Infinity,
    isWanted: (column: string) => readColumns.includes(columnName(column)),
    typeOf: () => null,
  } as const;
  const reader = await loadFormat(format);
  return reader.batches(open, { records: 0, byte: 0 });
}
