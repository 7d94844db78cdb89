import { createHash } from "node:crypto";
import type { Table } from "../config/config.ts";
import { formatEndings } from "../format/formats.ts";
import { endingOf, mayHoldSeveral } from "./format-of.ts";

/**
 * A fingerprint, by key, of everything that decides where the records of an object begin and end. A position inside
 * it means nothing once that has changed.
 */
export function fingerprint(table: Table): (key: string) => string {
  const { dialect, encoding, header, format } = table;
  const parts = [readingVersion, dialect, encoding, header, format];
  const ofOne = hashOf(parts);
  // Which files of an archive are read, and so counted, depends on the formats that this version knows.
  const ofSeveral = hashOf([...parts, formatEndings]);
  return (key) => (mayHoldSeveral(endingOf(key)) ? ofSeveral : ofOne);
}

function hashOf(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 6);
}

/** To be raised when a release counts records or bytes differently. */
const readingVersion = 1;
