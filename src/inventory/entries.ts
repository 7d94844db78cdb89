import { TapError } from "../errors.ts";
import type { FileBatch } from "../format/file-format.ts";
import { decodeUrl } from "../s3/url-encoding.ts";
import type { S3Object } from "../s3/store.ts";
import { columnName, readColumns } from "./columns.ts";

const [keyAt, sizeAt, stampAt, etagAt, classAt, latestAt, markerAt] = readColumns.keys();

/**
 * The objects that rows of an inventory stand for, as a listing tells them: the latest versions, ETags in their quotes.
 * `isEncoded`: keys are written as in URLs. Throws TapError of kind "data" for a row that is none of an inventory.
 */
export function* entriesOf({ rows, names, before }: FileBatch, isEncoded: boolean): Generator<S3Object> {
  const wanted = names.map((name) => readColumns.indexOf(columnName(name)));
  const bytes = Buffer.from(rows.bytes.buffer, rows.bytes.byteOffset, rows.bytes.length);
  const texts: string[] = readColumns.map(() => "");
  for (let row = 0; row < rows.count; row++) {
    texts.fill("");
    const first = rows.rows[row] ?? 0;
    const end = rows.rows[row + 1] ?? first;
    for (let field = first; field < end; field++) {
      const place = wanted[rows.columns?.[field] ?? field - first] ?? -1;
      if (place >= 0) texts[place] = bytes.toString("utf8", rows.starts[field], rows.ends[field]);
    }
    if (texts[latestAt ?? 0] === "false" || texts[markerAt ?? 0] === "true") continue;
    yield entryOf(texts, isEncoded, before + row + 1);
  }
}

function entryOf(texts: readonly string[], isEncoded: boolean, row: number): S3Object {
  const [key = "", size = "", stamp = "", etag = "", storageClass = ""] = [keyAt, sizeAt, stampAt, etagAt, classAt].map(
    (place) => texts[place ?? 0],
  );
  const lastModified = new Date(stamp);
  if (key === "" || !/^\d{1,15}$/.test(size) || Number.isNaN(lastModified.getTime()) || !/^[\w-]{1,99}$/.test(etag)) {
    throw new TapError("data", `Row ${row} has no key, size, time or ETag that can be; name another inventory`);
  }
  const object = { key: isEncoded ? decodeUrl(key) : key, size: Number(size), lastModified, etag: `"${etag}"` };
  return storageClass === "" ? object : { ...object, storageClass };
}
