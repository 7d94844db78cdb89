import type { Config, Table } from "../config/config.ts";
import { TapError } from "../errors.ts";

/** What to say when nothing in the bucket belongs to a table. `others` counts the objects that were listed in vain. */
export function noFiles(table: Table, { connection }: Config, others: number): TapError {
  const place = table.searchPrefix === "" ? "" : ` under search_prefix "${table.searchPrefix}"`;
  const seen = others === 0 ? "the listing is empty" : `none of the ${others} keys listed there matches`;
  // An empty listing was asked for what a pattern begins with as well, so that either may be wrong.
  const wrong = others === 0 && table.searchPrefix !== "" ? "search_prefix or the pattern" : "the pattern";
  return new TapError(
    "no-files",
    `No file of bucket "${connection.bucket}"${place} matches search_pattern "${table.searchPattern}" of table "${table.name}": ` +
      `${seen}; correct ${wrong}, or set "on_no_files" to "warn" if the table may be empty`,
    { place: { bucket: connection.bucket } },
  );
}
