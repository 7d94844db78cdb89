import { TapError } from "../errors.ts";
import type { ColumnType } from "../schema/column-type.ts";
import { fitJson } from "../values/fit-json.ts";
import { isAddedColumn } from "../schema/added-columns.ts";
import type { Source, Stream } from "./stream.ts";
import { rulesOf } from "../values/value-rules.ts";

/** The members that the key of a file tells: the same in each of its records. */
export interface PathMembers {
  /** `,"name":value` of each. */
  readonly text: string;
  readonly names: ReadonlySet<string>;
  /** Names that the catalog does not know, whose values are dropped. */
  readonly unknown: readonly string[];
  /** Names of those whose value does not fit their type, and is null. */
  readonly misfits: readonly string[];
}

/** What a file's key tells of its records. Throws TapError where a key column has no value, or one does not fit that must. */
export function pathMembersOf(stream: Stream, source: Source): PathMembers {
  const { columns, deselected, takesEveryColumn } = stream;
  const names = new Set<string>();
  const unknown: string[] = [];
  const misfits: string[] = [];
  let text = "";
  for (const [name, value] of source.path ?? []) {
    if (isAddedColumn(name) || deselected.has(name)) continue;
    const type = columns.get(name);
    if (type === undefined && !takesEveryColumn) {
      unknown.push(name);
      continue;
    }
    names.add(name);
    const fitted = type === undefined ? JSON.stringify(value) : jsonOf(name, value, type, stream);
    const json = fitted ?? "null";
    const isKey = stream.keyProperties.includes(name);
    if (isKey ? json === "null" : fitted === null && stream.onMismatch === "fail") throw unusable(name, isKey, source);
    if (fitted === null) misfits.push(name);
    if (json !== "null" || type?.isNullable !== false) text += `,${JSON.stringify(name)}:${json}`;
  }
  return { text, names, unknown, misfits };
}

/** Null where the value does not fit. */
function jsonOf(name: string, value: string | null, type: ColumnType, stream: Stream): string | null {
  if (value === null || stream.nullValues.includes(value) || (value === "" && type.isBlankNull)) return "null";
  return fitJson({ kind: "text", text: value }, type, rulesOf(name, stream));
}

function unusable(name: string, isKey: boolean, { bucket, file }: Source): TapError {
  const column = `${isKey ? "key column" : "column"} ${JSON.stringify(name)}`;
  return new TapError(
    "data",
    `Cannot read "${file}": its key has no value for the ${column} that is of the column's type; correct "path_columns" ` +
      `or the type of the column, or leave the file out by exclude_pattern`,
    { place: { bucket, key: file } },
  );
}
