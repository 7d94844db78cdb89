import { readValue } from "../../src/values/read-value.ts";
import { rulesOf } from "../../src/values/value-rules.ts";
import { addedColumns } from "../../src/schema/added-columns.ts";
import type { Source, Stream } from "../../src/record/stream.ts";
import type { ColumnType } from "../../src/schema/column-type.ts";

/**
 * The simple way from a row to its RECORD line, with an object per value: what the encoder is
 * compared with. It returns "error" for a row that the encoder must refuse.
 */
export function plainLine(
  header: readonly string[],
  row: readonly string[],
  lineNumber: number,
  stream: Stream,
  source: Source,
): string {
  const members: [string, string][] = [];
  const columns = new Map<string, string[]>();
  const misfits: string[] = [];
  const names: readonly string[] = addedColumns;
  if (row.length !== header.length && stream.onMismatch === "fail") return "error";
  for (const [field, name] of header.entries()) {
    const text = row[field];
    const type = typeOf(name, stream);
    const isColumn = type !== undefined && !names.includes(name) && header.indexOf(name) === field;
    const isKey = isColumn && stream.keyProperties.includes(name);
    if (text === undefined) {
      if (isKey) return "error";
    } else if (isColumn) {
      const json = jsonOf(text, name, type, stream);
      if (isKey && (json === "null" || json === undefined)) return "error";
      if (json === undefined && stream.onMismatch === "fail") return "error";
      if (json === undefined) misfits.push(object([[name, JSON.stringify(text)]]));
      if (type.isNullable || (json !== undefined && json !== "null")) members.push([name, json ?? "null"]);
    } else if (names.includes(name) || !stream.deselected.has(name)) {
      columns.set(name, [...(columns.get(name) ?? []), JSON.stringify(text)]);
    }
  }
  const surplus = row.slice(header.length).map((text) => JSON.stringify(text));
  const extra = [
    ...(surplus.length > 0 ? [object([["no_headers", list(surplus)]])] : []),
    ...[...columns].map(([name, [first = "", ...rest]]) =>
      object([[name, rest.length > 0 ? list([first, ...rest]) : first]]),
    ),
    ...misfits,
  ];
  const added = {
    _sdc_extra: extra.length > 0 ? list(extra) : undefined,
    _sdc_source_bucket: JSON.stringify(source.bucket),
    _sdc_source_file: JSON.stringify(source.file),
    _sdc_source_lineno: String(lineNumber),
  };
  for (const name of addedColumns) {
    const json = added[name];
    if (json !== undefined && stream.added.has(name)) members.push([name, json]);
  }
  const line: [string, string][] = [
    ["type", '"RECORD"'],
    ["stream", JSON.stringify(stream.name)],
    ["record", object(members)],
  ];
  if (source.timeExtracted !== null) line.push(["time_extracted", JSON.stringify(source.timeExtracted)]);
  return `${object(line)}\n`;
}

function typeOf(name: string, stream: Stream): ColumnType | undefined {
  const text: ColumnType = { kinds: ["string"], isNullable: true, isBlankNull: false };
  return stream.columns.get(name) ?? (stream.takesEveryColumn && !stream.deselected.has(name) ? text : undefined);
}

function jsonOf(text: string, name: string, type: ColumnType, stream: Stream): string | undefined {
  if (stream.nullValues.includes(text) || (text === "" && type.isBlankNull)) return "null";
  for (const kind of type.kinds) {
    const value = readValue(kind, text, rulesOf(name, stream));
    if (value !== null) return value.json;
  }
  const isJsonNull = text.trim() === "null" && (type.kinds[0] === "object" || type.kinds[0] === "array");
  return isJsonNull || (text.trim() === "" && type.isBlankNull) ? "null" : undefined;
}

function object(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
}

function list(items: readonly string[]): string {
  return `[${items.join(",")}]`;
}
