import { isText, titleOf } from "../format/formats.ts";
import type { CappedLog } from "../log/capped-log.ts";
import type { FileRead } from "../object/read-object.ts";
import type { S3Object } from "../s3/store.ts";
import { formatBytes } from "../wording/amounts.ts";
import { countOf } from "../wording/count-of.ts";

/** Says that a file was read to its end, for who wants to know which files a run has read. `ms` counts from the start of its object. */
export function tellRead(
  { file, format, records }: FileRead,
  { key, size }: S3Object,
  how: { readonly ms: number; readonly encoding: string },
  log: CappedLog,
): void {
  const ms = Math.round(how.ms);
  const encoding = isText(format) ? { encoding: how.encoding } : {};
  const parts = [
    countOf(records, "record"),
    `${formatBytes(size)} as stored`,
    `${ms} ms`,
    titleOf(format),
    ...Object.values(encoding),
  ];
  log.debug({ file, key, size, records, ms, format, ...encoding }, `"${file}" was read: ${parts.join(", ")}`);
}
