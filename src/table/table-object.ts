import type { Table } from "../config/config.ts";
import type { S3Object } from "../s3/store.ts";
import { endingOf, isPacking } from "../files/format-of.ts";
import { type FormatName, formatOfEnding } from "../format/formats.ts";

/** An object of a table, with what is to become of it. */
export interface TableObject extends S3Object {
  readonly decision: Decision;
}

/** What becomes of an object, as far as the listing tells. */
type Decision =
  /** To be opened. The format is null where the files inside the object tell theirs. */
  | { readonly kind: "read"; readonly format: FormatName | null }
  | { readonly kind: "skip"; readonly reason: SkipReason };

/** `format`: neither the table nor the key tells one. `archived`: to be read once it has been restored. */
export type SkipReason = "folder" | "empty" | "format" | "archived";

/** The one place where it is decided whether an object of a table is opened. */
export function decide(listed: S3Object, table: Table): TableObject {
  const { key, size, lastModified, etag, storageClass } = listed;
  // Written out, because a spread takes ten times as long: a tenth of a second for 100,000 keys.
  const decision = decisionOn(listed, table);
  return storageClass === undefined
    ? { key, size, lastModified, etag, decision }
    : { key, size, lastModified, etag, storageClass, decision };
}

function decisionOn(object: S3Object, table: Table): Decision {
  const { key, size } = object;
  if (size === 0) return { kind: "skip", reason: key.endsWith("/") ? "folder" : "empty" };
  const ending = endingOf(key);
  const isHolder = isPacking(ending);
  const format = isHolder ? null : (table.format ?? formatOfEnding(ending));
  if (format === null && !isHolder) return { kind: "skip", reason: "format" };
  return table.onArchived === "skip" && isArchived(object) ? { kind: "skip", reason: "archived" } : toRead(format);
}

/** Those of Intelligent-Tiering are told only by the answer to a request for them. */
function isArchived({ storageClass, isRestored }: S3Object): boolean {
  return (storageClass === "GLACIER" || storageClass === "DEEP_ARCHIVE") && isRestored !== true;
}

const readings = new Map<FormatName | null, Decision>();

/** One object for each format: what is due is held until it is read, and there may be hundreds of thousands of it. */
function toRead(format: FormatName | null): Decision {
  const known = readings.get(format);
  if (known !== undefined) return known;
  const made: Decision = { kind: "read", format };
  readings.set(format, made);
  return made;
}
