import { goldenBucket, type PlacedCase } from "./golden-bucket.ts";

/** The records of one table as their JSON stands on stdout, by file and without the case's folder. */
export type RecordTexts = ReadonlyMap<string, readonly string[]>;

/** Everything that a sync wrote, by stream. */
export interface Outcome {
  readonly records: ReadonlyMap<string, RecordTexts>;
  readonly bookmarks: Readonly<Record<string, { readonly modified_since?: string }>>;
}

/** Sorts the messages of a sync, in the form that Python's json.dumps or JSON.stringify gives them. */
export function outcomeOf(stdout: string): Outcome {
  const records = new Map<string, Map<string, string[]>>();
  let bookmarks: Outcome["bookmarks"] = {};
  for (const line of stdout.split("\n").slice(0, -1)) {
    const message = JSON.parse(line);
    if (message.type === "STATE") bookmarks = message.value.bookmarks;
    if (message.type !== "RECORD") continue;
    const files = records.get(message.stream) ?? new Map<string, string[]>();
    records.set(message.stream, files);
    const file = fileOf(message.stream, message.record);
    files.set(file, [...(files.get(file) ?? []), recordText(line)]);
  }
  return { records, bookmarks };
}

function fileOf(stream: string, record: unknown): string {
  const text =
    typeof record === "object" && record !== null && "_sdc_source_file" in record
      ? String(record._sdc_source_file)
      : "";
  return text.startsWith(`${stream}/`) ? text.slice(stream.length + 1) : text;
}

/** The record of a RECORD line, character by character. */
function recordText(line: string): string {
  return line.slice(line.indexOf('"record":') + '"record":'.length, -1).trim();
}

/** What the records of a case must be, in the form of `RecordTexts`. */
export function expectedRecords(golden: PlacedCase): RecordTexts {
  const { id, records = {}, hasOwnColumns = false } = golden;
  return new Map(
    Object.entries(records)
      .filter(([, rows]) => rows.length > 0)
      .map(([file, rows]) => [
        file,
        rows.map((row, index) => (hasOwnColumns ? textOf(row) : withOwnColumns(row, `${id}/${file}`, index))),
      ]),
  );
}

function textOf(row: object | string): string {
  return typeof row === "string" ? row : JSON.stringify(row);
}

/** Adds where the record comes from: behind `_sdc_extra` in CSV, before it in JSON Lines, Parquet and Avro. */
function withOwnColumns(row: object | string, file: string, index: number): string {
  const isObject = /\.(jsonl|parquet|avro)$/i.test(file);
  const origin = {
    _sdc_source_bucket: goldenBucket,
    _sdc_source_file: file,
    _sdc_source_lineno: index + (isObject ? 1 : 2),
  };
  if (typeof row === "string") return `${row.slice(0, -1)},${JSON.stringify(origin).slice(1)}`;
  if (!isObject || !("_sdc_extra" in row)) return JSON.stringify({ ...row, ...origin });
  const { _sdc_extra, ...columns } = row;
  return JSON.stringify({ ...columns, ...origin, _sdc_extra });
}
