import { gzipSync } from "node:zlib";
import { type ZipFile, zipOf } from "../support/zip-writer.ts";

/** One table over a folder of its own, and what must become of it. */
export interface GoldenCase {
  /** Completes "A.6: …": a sentence of the contract. */
  readonly name: string;
  /** By key below the case's folder. */
  readonly files: Readonly<Record<string, File>>;
  /** Settings of the table besides its name and folder, where {id} is the folder; search_pattern is "" and finds everything. */
  readonly table?: Readonly<Record<string, unknown>>;
  /** What a compatible discovery finds: the columns without the tap's own, or an exact schema. */
  readonly columns?: Columns | { readonly exactly: object };
  /** The stream's entry in the catalog of the sync; the discovered one with "selected" when absent. */
  readonly catalog?: CatalogEntry;
  /** By file, the records of the sync without the tap's own columns, or those in JSON as it stands. */
  readonly records?: Readonly<Record<string, readonly (object | string)[]>>;
  /** The tap's own columns are written out in `records`. */
  readonly hasOwnColumns?: true;
  /** What the bookmark holds before the run. */
  readonly bookmark?: string;
  /** What modified_since must be in the end; the time of the newest file when absent. */
  readonly modifiedSince?: string;
  /** What discovery complains about; nothing is found then, and no sync follows. */
  readonly discoveryFails?: RegExp;
  /** What the sync complains about, at least. */
  readonly warns?: RegExp;
  /** Why a file, and with it the run, fails in the sync. */
  readonly fails?: RegExp;
  /** The exit code then; 4 when absent. */
  readonly code?: number;
  /** What the reference tap does, where we do better. Absent: the same. */
  readonly there?: string;
  /** What it does ends its run, so that it can be seen only alone. */
  readonly crashesThere?: true;
}

/** Text, bytes, or either with what the store is to say about the object. */
type File =
  | string
  | Buffer
  | {
      readonly body: string | Buffer;
      readonly lastModified?: string;
      readonly contentEncoding?: string;
      readonly storageClass?: string;
    };

export type Columns = Readonly<Record<string, object>>;

/** A stream of a catalog: its schema's properties, or the whole schema, and metadata besides the usual. */
export interface CatalogEntry {
  readonly properties?: Columns;
  readonly schema?: object;
  readonly keys?: readonly string[];
  /** Nothing selects the stream. */
  readonly isUnselected?: boolean;
  /** By property; "" is the stream. */
  readonly metadata?: Readonly<Record<string, object>>;
}

export const INT = { type: ["null", "integer"] };
export const STR = { type: ["null", "string"] };
export const DEC = { type: ["null", "string"], format: "singer.decimal" };
export const NUM = { type: ["null", "number"] };
export const BOOL = { type: ["null", "boolean"] };
export const NULL = { type: ["null"] };
export const DT = { type: "string", format: "date-time" };
export const anyOf = (...members: readonly object[]): object => ({ anyOf: members });
export const arrayOf = (items: object): object => ({ type: ["null", "array"], items });
export const objectOf = (properties: Columns): object => ({ type: ["null", "object"], properties });

/** The tap's own columns, as every compatible catalog has them. */
export const ownColumns: Columns = {
  _sdc_source_bucket: { type: "string" },
  _sdc_source_file: { type: "string" },
  _sdc_source_lineno: { type: "integer" },
  _sdc_extra: { type: ["null", "array"], items: { type: "object", properties: {} } },
};

/** A gzip file of one member, with a name in its header unless that is null: RFC 1952, section 2.3. */
export function gz(name: string | null, text: string | Buffer): Buffer {
  const packed = gzipSync(text);
  if (name === null) return packed;
  packed[3] = 8;
  return Buffer.concat([packed.subarray(0, 10), Buffer.from(`${name}\0`), packed.subarray(10)]);
}

export function zip(files: Readonly<Record<string, string | Buffer>>, more: Partial<ZipFile> = {}): Buffer {
  const members: ZipFile[] = [];
  for (const [name, text] of Object.entries(files)) members.push({ name, text: Buffer.from(text), ...more });
  return zipOf(members);
}
