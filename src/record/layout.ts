import { nullStartWords } from "../../kernel/encode-state.ts";
import { TapError } from "../errors.ts";
import type { ColumnType, FieldKind } from "../schema/column-type.ts";
import { quoted } from "../wording/quoted.ts";
import { type DateFormat, isYearDayMonth } from "./date-format.ts";
import { type Findings, isAddedColumn, placeFields } from "./place-fields.ts";
import { dateReader, readValue } from "./read-value.ts";
import type { AddedColumn, Source, Stream } from "./stream.ts";
import { stepsOf } from "./steps.ts";
import { Tally } from "./tally.ts";
import { type PooledText, TextPool } from "./text-pool.ts";

/** One file's recipe, compiled from its header and used for each of its rows. */
export interface Layout {
  readonly stream: Stream;
  readonly source: Source;
  /** What becomes of each field of a row; null for one that is no member of the record. */
  readonly slots: readonly (Slot | null)[];
  /** The same for the kernel; see `stepsOf`. */
  readonly steps: Uint32Array;
  /** Fields for `_sdc_extra`, by column, in the order of the header. */
  readonly extras: readonly Extra[];
  /** Rows with fewer fields lack a key. */
  readonly keyedWidth: number;
  readonly nulls: readonly Uint8Array[];
  /** Bit n is set when a text of n bytes may be one of `nulls`; the last bit stands for all lengths from 31 on. */
  readonly nullLengths: number;
  /** Bit n of all its words is set when one of `nulls` begins with the byte n. */
  readonly nullStarts: Uint32Array;
  readonly readDate: DateFormat;
  /** No date_format makes 2024-01-02 anything but the second of January. */
  readonly hasPlainDates: boolean;
  /** Nothing says in which form dates are. */
  readonly readsOtherDates: boolean;
  readonly hasExtra: boolean;
  readonly hasLineNumber: boolean;
  /** The eight-byte lanes of all texts. */
  readonly lanes: Float64Array;
  /** The beginning of a line, up to the record's opening brace. */
  readonly head: PooledText;
  /** The members that are the same in every record, up to the line number. */
  readonly origin: PooledText;
  /** `,"_sdc_extra":` */
  readonly extraName: PooledText;
  /** `,{"no_headers":` */
  readonly noHeaders: PooledText;
  /** The end of a line, from the record's closing brace. */
  readonly foot: PooledText;
  /** Bytes of the longest line without the bytes of its fields. */
  readonly fixedSize: number;
  readonly findings: Findings;
  /** Counted up by the encoder. */
  readonly tally: Tally;
}

/** A field that becomes a member of the record. */
export interface Slot {
  readonly name: string;
  readonly type: ColumnType;
  readonly isKey: boolean;
  /** Every field is a text as it stands. */
  readonly isPlainText: boolean;
  /** The kind that may be tried before anything else is looked at. */
  readonly first: FieldKind | null;
  /** `,"name":`, and the opening quote of plain text. */
  readonly prefix: PooledText;
}

/** The fields of one column that go into `_sdc_extra`. */
export interface Extra {
  readonly fields: readonly number[];
  /** `,{"name":` */
  readonly prefix: PooledText;
}

/** Decides, once per file, everything about a record that its header decides. */
export function layOut(header: readonly string[], stream: Stream, source: Source): Layout {
  const plan = placeFields(header, stream);
  requireColumns(plan.columns, header, stream, source);
  const pool = new TextPool();
  const readDate = dateReader(stream.dateFormat);
  const slots = plan.places.map((place, field) =>
    place === "column" ? slotOf(header[field] ?? "", stream, readDate, pool) : null,
  );
  const extras = [...plan.extras].map(([name, fields]) => ({ fields, prefix: pool.add(`,{${JSON.stringify(name)}:`) }));
  const head = pool.add(`{"type":"RECORD","stream":${JSON.stringify(stream.name)},"record":`);
  const origin = pool.add(originOf(stream.added, source));
  const foot = pool.add(footOf(source));
  const hasPlainDates = stream.dateFormat === null || !isYearDayMonth(stream.dateFormat);
  const nulls = stream.nullValues.map((text) => Buffer.from(text));
  return {
    stream,
    source,
    slots,
    steps: stepsOf(slots, hasPlainDates),
    extras,
    keyedWidth: 1 + slots.findLastIndex((slot) => slot?.isKey === true),
    nulls,
    nullLengths: nulls.reduce((bits, { length }) => bits | (1 << Math.min(length, 31)), 0),
    nullStarts: startsOf(nulls),
    readDate,
    hasPlainDates,
    readsOtherDates: stream.dateFormat === null,
    hasExtra: stream.added.has("_sdc_extra"),
    hasLineNumber: stream.added.has("_sdc_source_lineno"),
    head,
    origin,
    extraName: pool.add(`,"_sdc_extra":`),
    noHeaders: pool.add(`,{"no_headers":`),
    foot,
    fixedSize: fixedSizeOf([head, origin, foot], slots, extras),
    findings: plan.findings,
    tally: new Tally(),
    lanes: pool.lanes(),
  };
}

/** A required column may be deselected, but it must be in the file; a key must also be in the record. */
function requireColumns(columns: ReadonlySet<string>, header: readonly string[], stream: Stream, source: Source): void {
  const present = new Set(header);
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

const plainText: ColumnType = { kinds: ["string"], isNullable: true, isBlankNull: false };

function slotOf(name: string, stream: Stream, readDate: DateFormat, pool: TextPool): Slot {
  const type = stream.columns.get(name) ?? plainText;
  const [kind = null] = type.kinds;
  const first = kind !== null && hasNullOf(kind, stream, readDate) ? null : kind;
  const isPlainText = first === "string" && !type.isBlankNull;
  return {
    name,
    type,
    isPlainText,
    first: first === "string" ? null : first,
    isKey: stream.keyProperties.includes(name),
    prefix: pool.add(`,${JSON.stringify(name)}:${isPlainText ? '"' : ""}`),
  };
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

/** Whether a text that stands for null could be a value of the kind. */
function hasNullOf(kind: FieldKind, { nullValues }: Stream, readDate: DateFormat): boolean {
  return nullValues.some((text) => readValue(kind, text, readDate) !== null);
}

function originOf(added: ReadonlySet<AddedColumn>, source: Source): string {
  const bucket = added.has("_sdc_source_bucket") ? `,"_sdc_source_bucket":${JSON.stringify(source.bucket)}` : "";
  const file = added.has("_sdc_source_file") ? `,"_sdc_source_file":${JSON.stringify(source.file)}` : "";
  return bucket + file + (added.has("_sdc_source_lineno") ? `,"_sdc_source_lineno":` : "");
}

function footOf(source: Source): string {
  const time = source.timeExtracted === null ? "" : `,"time_extracted":${JSON.stringify(source.timeExtracted)}`;
  return `}${time}}\n`;
}

/** More than any typed value can take that is longer than six times its text, with the punctuation around it. */
export const valueAllowance = 48;

function fixedSizeOf(texts: readonly PooledText[], slots: readonly (Slot | null)[], extras: readonly Extra[]): number {
  const prefixes = [...slots, ...extras].flatMap((part) => (part === null ? [] : [part.prefix]));
  const names = prefixes.reduce((sum, prefix) => sum + 2 * prefix.length + valueAllowance, 0);
  const rest = texts.reduce((sum, text) => sum + text.length + valueAllowance, 0);
  return names + rest + extraAllowance;
}

/** For `,"_sdc_extra":[{"no_headers":[]}]`, the digits of the line number and the padding of the last lane. */
const extraAllowance = 128;
