import { createHash } from "node:crypto";
import type { Table } from "../config/config.ts";
import { formatEndings } from "../format/formats.ts";
import { endingOf, mayHoldSeveral } from "./format-of.ts";

/**
 * A fingerprint of everything that decides where the records of an object begin and end, by its key and a position inside
 * it: a byte, or 0 where only records are counted. A position means nothing once that has changed.
 */
export function fingerprint(table: Table): (position: { readonly key: string; readonly byte: number }) => string {
  const { dialect, encoding, header, format } = table;
  const settings = [dialect, encoding, header, format];
  const ofByte = hashOf([byteVersion, ...settings]);
  const ofCount = hashOf([countVersion, ...settings]);
  // Which files of an archive are read, and so counted, depends on the formats that this version knows.
  const ofSeveral = hashOf([countVersion, ...settings, formatEndings]);
  return ({ key, byte }) => {
    if (mayHoldSeveral(endingOf(key))) return ofSeveral;
    return byte > 0 ? ofByte : ofCount;
  };
}

function hashOf(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 6);
}

/** To be raised when a release finds records at other bytes. */
const byteVersion = 1;
/** To be raised when a release counts records differently: 0.2.0 took a line `sep=;` for the header, and the header for a record. */
const countVersion = 2;
