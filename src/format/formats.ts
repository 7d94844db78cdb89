/** What is known of a format without its reader: by what a file of it is told, and what its reader needs. */
interface FormatSign {
  /** As the setting `format` has it. */
  readonly name: string;
  /** As sentences have it. */
  readonly title: string;
  /** Of names, in lower case and without the dot. */
  readonly endings: readonly string[];
  /** The first bytes of every file, in Latin-1, whatever its name; null for text. So long that no text begins so. */
  readonly magic: string | null;
  /** Whether a file is read from its first byte on, or here and there. */
  readonly source: "stream" | "ranges";
}

/** Every format there is. Its reader stands in `files/load-format.ts`, and nothing else knows of it. */
const formats = [
  { name: "csv", title: "CSV", endings: ["csv", "txt"], magic: null, source: "stream" },
  { name: "tsv", title: "TSV", endings: ["tsv", "tab"], magic: null, source: "stream" },
  { name: "jsonl", title: "JSON Lines", endings: ["jsonl", "ndjson"], magic: null, source: "stream" },
  // With Thrift's tag of an i32, the first of both a page header and a footer.
  { name: "parquet", title: "Parquet", endings: ["parquet"], magic: "PAR1\x15", source: "ranges" },
  { name: "avro", title: "Avro", endings: ["avro"], magic: "Obj\x01", source: "stream" },
] as const satisfies readonly FormatSign[];

/** How the bytes of a file are to be read. A tsv is a csv whose delimiter is a tab unless the table says otherwise. */
export type FormatName = (typeof formats)[number]["name"];

const signs: readonly (FormatSign & { readonly name: FormatName })[] = formats;

/** What the setting `format` takes. */
export const formatNames: readonly FormatName[] = signs.map(({ name }) => name);

/** Such as "CSV" and "JSON Lines". */
export const formatTitles: readonly string[] = signs.map(({ title }) => title);

/** Of all formats, with their dots. */
export const formatEndings: readonly string[] = signs.flatMap(({ endings }) => endings.map((ending) => `.${ending}`));

const byEnding: ReadonlyMap<string, FormatName> = new Map(
  signs.flatMap(({ name, endings }) => endings.map((ending) => [ending, name] as const)),
);

/** The format of files whose names end so, in lower case and without the dot; null where there is none. */
export function formatOfEnding(ending: string): FormatName | null {
  return byEnding.get(ending) ?? null;
}

/** The format whose files begin with these bytes, whatever their names; null for text and all that is not known. */
export function formatOfMagic(head: Uint8Array): FormatName | null {
  if (!magicStarts.has(head[0])) return null;
  return signs.find(({ magic }) => magic !== null && beginsWith(head, magic))?.name ?? null;
}

/** Whether a file of the format is read here and there, so that its bytes need not be asked for before. */
export function isReadByRanges(name: FormatName): boolean {
  return signOf(name).source === "ranges";
}

/** Whether its files are text, in an encoding. */
export function isText(name: FormatName): boolean {
  return signOf(name).magic === null;
}

/** As sentences have it. */
export function titleOf(name: FormatName): string {
  return signOf(name).title;
}

function signOf(name: FormatName): FormatSign {
  const sign = signs.find((one) => one.name === name);
  if (sign === undefined) throw new Error(`The format ${name} is not in the list of formats`);
  return sign;
}

/** What none of them begins with needs no closer look, which takes longer than a small file. */
const magicStarts: ReadonlySet<number | undefined> = new Set(
  signs.flatMap(({ magic }) => (magic === null ? [] : [magic.charCodeAt(0)])),
);

function beginsWith(head: Uint8Array, magic: string): boolean {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, magic.length)).toString("latin1") === magic;
}
