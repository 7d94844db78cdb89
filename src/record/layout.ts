import { nullStartWords } from "../../kernel/encode-state.ts";
import { valueAllowance } from "../../kernel/encode-codes.ts";
import { TapError } from "../errors.ts";
import { quoted } from "../wording/quoted.ts";
import { type PathMembers, pathMembersOf } from "./path-members.ts";
import { type HeaderFindings, placeFields, type Places } from "./place-fields.ts";
import { type Slot, slotOf } from "./slot.ts";
import { fieldOpsOf } from "./field-ops.ts";
import { type AddedColumn, isAddedColumn } from "../schema/added-columns.ts";
import type { Source, Stream } from "./stream.ts";
import { Tally } from "./tally.ts";
import { type PooledText, TextPool } from "./text-pool.ts";

/** One file's recipe, compiled from the names of its columns and used for each of its rows. */
export interface Layout {
  readonly stream: Stream;
  readonly source: Source;
  /** Fields bring their columns with them, as in NamedBatch. */
  readonly isNamed: boolean;
  /** What becomes of each column; null for one that is no member of the record. */
  readonly slots: readonly (Slot | null)[];
  /** The same for the kernel; see `fieldOpsOf`. */
  readonly fieldOps: Uint8Array;
  /** Fields for `_sdc_extra`, by name, in the order of the header. */
  readonly extras: readonly Extra[];
  /** By column, the name of one that goes into `_sdc_extra`; empty where `extras` has them. */
  readonly extraNames: readonly (PooledText | null)[];
  /** Rows with fewer fields lack a key. */
  readonly minFields: number;
  /** The key columns that every row must bring with it. */
  readonly keys: ReadonlySet<string>;
  readonly nulls: readonly Buffer[];
  /** Bit n is set when a text of n bytes may be one of `nulls`; the last bit stands for all lengths from 31 on. */
  readonly nullLengths: number;
  /** Bit n of all its words is set when one of `nulls` begins with the byte n. */
  readonly nullStarts: Uint32Array;
  readonly hasExtra: boolean;
  readonly hasLineNumber: boolean;
  /** The bytes of all texts. */
  readonly pool: Uint8Array;
  /** The beginning of a line, up to the record's opening brace. */
  readonly linePrefix: PooledText;
  /** The members that are the same in every record, up to the line number. */
  readonly sourceColumns: PooledText;
  /** `,"_sdc_extra":` */
  readonly extraName: PooledText;
  /** `,{"no_headers":` */
  readonly noHeaders: PooledText;
  /** The end of a line, from the record's closing brace. */
  readonly lineSuffix: PooledText;
  /** Bytes of the longest line without the bytes of its fields, and, where fields bring their columns, without their names. */
  readonly fixedSize: number;
  readonly findings: HeaderFindings;
  /** Columns that the key tells. */
  readonly path: PathMembers;
  /** Counted up by the encoder. */
  readonly tally: Tally;
}

/** The fields of one column that go into `_sdc_extra`. */
export interface Extra {
  readonly fields: readonly number[];
  /** `,{"name":` */
  readonly prefix: PooledText;
}

/** Decides, once per file, everything about a record that its header decides. */
export function layOut(header: readonly string[], stream: Stream, source: Source): Layout {
  const last = kept.get(stream);
  if (last !== undefined && source.path === undefined && isSame(last.header, header))
    return ofFile(last.layout, source);
  const layout = layOutHeader(header, stream, source);
  if (source.path === undefined && header.length <= keptColumns) kept.set(stream, { header, layout });
  return layout;
}

function layOutHeader(header: readonly string[], stream: Stream, source: Source): Layout {
  const path = pathMembersOf(stream, source);
  const plan = placeFields(header, stream, path.names);
  requireColumns(new Set([...plan.columns, ...path.names]), header, stream, source);
  return compile(header, plan, { stream, source, path, isNamed: false, tally: new Tally() });
}

/** A layout that is kept while the table is read. */
interface Kept {
  readonly header: readonly string[];
  readonly layout: Layout;
}

/** By stream, the last layout: nearly all files of a table have the same header, and most of them little else. */
const kept = new WeakMap<Stream, Kept>();
/** Files with more columns are not small. */
const keptColumns = 1000;

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, column) => name === other[column]);
}

/** The layout for another file with the same header, and without columns that the key tells. */
function ofFile(layout: Layout, source: Source): Layout {
  const pool = TextPool.from(layout.pool.subarray(0, layout.sourceColumns.from));
  const texts = fileTextsOf(layout.stream, source, layout.path, pool);
  const fixedSize = layout.fixedSize + sizeOf(texts) - sizeOf(layout);
  return { ...layout, ...texts, source, fixedSize, tally: new Tally(), pool: pool.bytes };
}

/** What of a layout is not the same for all files with one header: the last texts of the pool. */
type FileTexts = Pick<Layout, "sourceColumns" | "lineSuffix">;

function fileTextsOf({ added }: Stream, source: Source, path: PathMembers, pool: TextPool): FileTexts {
  const sourceColumns = pool.add(path.text + originOf(added, source));
  return { sourceColumns, lineSuffix: pool.add(footOf(source)) };
}

function sizeOf({ sourceColumns, lineSuffix }: FileTexts): number {
  return sourceColumns.length + lineSuffix.length;
}

/**
 * The same for rows whose fields bring their columns with them, by the names that a file has shown so far. No column is
 * asked for: which of them a row has is not known before it is read. `tally` goes on from the layout before.
 */
export function layOutNamed(names: readonly string[], stream: Stream, source: Source, tally: Tally): Layout {
  const path = pathMembersOf(stream, source);
  return compile(names, placeFields(names, stream, path.names), { stream, source, path, isNamed: true, tally });
}

function compile(
  names: readonly string[],
  plan: Places,
  { stream, source, path, isNamed, tally }: Pick<Layout, "stream" | "source" | "path" | "isNamed" | "tally">,
): Layout {
  const pool = new TextPool();
  const slots = plan.places.map((place, field) =>
    place === "column" ? slotOf(names[field] ?? "", stream, pool) : null,
  );
  const extras = [...plan.extras].map(([name, fields]) => ({ fields, prefix: pool.add(`,{${JSON.stringify(name)}:`) }));
  const linePrefix = pool.add(`{"type":"RECORD","stream":${JSON.stringify(stream.name)},"record":`);
  const extraName = pool.add(`,"_sdc_extra":`);
  const noHeaders = pool.add(`,{"no_headers":`);
  const texts = fileTextsOf(stream, source, path, pool);
  const extraNames = isNamed ? extraNamesOf(extras, names.length) : [];
  const nulls = stream.nullValues.map((text) => Buffer.from(text));
  return {
    stream,
    source,
    isNamed,
    slots,
    fieldOps: fieldOpsOf(slots, { isUntyped: isNamed && stream.takesEveryColumn, extraNames }),
    extras,
    extraNames,
    minFields: isNamed ? 0 : 1 + slots.findLastIndex((slot) => slot?.isKey === true),
    keys: new Set(isNamed ? stream.keyProperties.filter((name) => !isAddedColumn(name) && !path.names.has(name)) : []),
    nulls,
    nullLengths: nulls.reduce((bits, { length }) => bits | (1 << Math.min(length, 31)), 0),
    nullStarts: startsOf(nulls),
    hasExtra: stream.added.has("_sdc_extra"),
    hasLineNumber: stream.added.has("_sdc_source_lineno"),
    linePrefix,
    ...texts,
    extraName,
    noHeaders,
    fixedSize: fixedSizeOf([linePrefix, texts.sourceColumns, texts.lineSuffix], isNamed ? [] : [...slots, ...extras]),
    findings: plan.findings,
    path,
    tally,
    pool: pool.bytes,
  };
}

/** Whether a row with more or fewer values than the header is none. */
export function hasOneWidth({ stream, isNamed }: Pick<Layout, "stream" | "isNamed">): boolean {
  return !isNamed && stream.onMismatch !== "extra";
}

function extraNamesOf(extras: readonly Extra[], count: number): readonly (PooledText | null)[] {
  const names: (PooledText | null)[] = Array.from({ length: count }, () => null);
  for (const { fields, prefix } of extras) for (const field of fields) names[field] = prefix;
  return names;
}

/** A required column may be deselected, but it must be in the file; a key must also be in the record. */
function requireColumns(columns: ReadonlySet<string>, header: readonly string[], stream: Stream, source: Source): void {
  const present = new Set([...header, ...(source.path?.keys() ?? [])]);
  const missingKeys = stream.keyProperties.filter((name) => !isAddedColumn(name) && !columns.has(name));
  if (missingKeys.length > 0) throw missing(missingKeys, "key_properties", source);
  const missingColumns = stream.requiredColumns.filter((name) => !isAddedColumn(name) && !present.has(name));
  if (missingColumns.length > 0) throw missing(missingColumns, "date_overrides", source);
}

function missing(names: readonly string[], setting: string, source: Source): TapError {
  return new TapError(
    "data",
    `Cannot read "${source.file}": ${setting} names ${quoted(names)}, but the header of the file has no such column; ` +
      `correct ${setting}, or exclude the file by exclude_pattern`,
    { place: { bucket: source.bucket, key: source.file } },
  );
}

/** The first bytes, as a set; an empty text is told by its length. */
function startsOf(texts: readonly Uint8Array[]): Uint32Array {
  const bits = new Uint32Array(nullStartWords);
  for (const [first] of texts) {
    if (first === undefined) continue;
    const word = first >> 5;
    bits[word] = (bits[word] ?? 0) | (1 << (first & 31));
  }
  return bits;
}

function originOf(added: ReadonlySet<AddedColumn>, source: Source): string {
  const bucket = added.has("_sdc_source_bucket") ? `,"_sdc_source_bucket":${JSON.stringify(source.bucket)}` : "";
  const file = added.has("_sdc_source_file") ? `,"_sdc_source_file":${JSON.stringify(source.file)}` : "";
  return bucket + file + (added.has("_sdc_source_lineno") ? `,"_sdc_source_lineno":` : "");
}

function footOf(source: Source): string {
  const time = source.timeExtracted === null ? "" : `,"time_extracted":${JSON.stringify(source.timeExtracted)}`;
  const version = source.version === undefined ? "" : `,"version":${source.version}`;
  return `}${time}${version}}\n`;
}

function fixedSizeOf(texts: readonly PooledText[], named: readonly ({ readonly prefix: PooledText } | null)[]): number {
  const names = named.reduce((sum, part) => sum + (part === null ? 0 : 2 * part.prefix.length + valueAllowance), 0);
  const rest = texts.reduce((sum, text) => sum + text.length + valueAllowance, 0);
  return names + rest + extraAllowance;
}

/** For `,"_sdc_extra":[{"no_headers":[]}]`, the digits of the line number and what is copied behind the last text. */
const extraAllowance = 128;
