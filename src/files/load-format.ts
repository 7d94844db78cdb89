import { csvFormat } from "../csv/csv-format.ts";
import type { FileFormat } from "../format/file-format.ts";
import type { FormatName } from "../format/formats.ts";

/** One line for each format. What few need is loaded with the first such file. */
const formats: Readonly<Record<FormatName, () => FileFormat | Promise<FileFormat>>> = {
  csv: () => csvFormat(","),
  tsv: () => csvFormat("\t"),
  jsonl: async () => (await import("../jsonl/jsonl-format.ts")).jsonlFormat,
  parquet: async () => (await import("../parquet/parquet-format.ts")).parquetFormat,
  avro: async () => (await import("../avro/avro-format.ts")).avroFormat,
};

/** What reads the files of a format. */
export async function loadFormat(name: FormatName): Promise<FileFormat> {
  return formats[name]();
}
