import { quoted } from "../wording/quoted.ts";

/** Bytes of the longest identifier in PostgreSQL; most others take more. */
const maxIdentifierLength = 63;

/** What common targets will not take about column names, as sentences. The names themselves are never changed. */
export function nameWarnings(columns: readonly string[]): readonly string[] {
  const conformed = new Map<string, string[]>();
  for (const name of columns) {
    const form = conform(name);
    conformed.set(form, [...(conformed.get(form) ?? []), name]);
  }
  const clashes = [...conformed.values()]
    .filter((names) => names.length > 1)
    .map((names) => `columns ${quoted(names)} become one in targets that ignore case and punctuation`);
  const long = columns.filter((name) => Buffer.byteLength(name) > maxIdentifierLength);
  const reserved = columns.filter((name) => /^_(?:sdc|rjm)/i.test(name));
  const blank = columns.filter((name) => name.trim() === "");
  return [
    ...clashes,
    ...(long.length > 0 ? [`columns ${quoted(long)} have names of more than 63 bytes, which PostgreSQL shortens`] : []),
    ...(reserved.length > 0
      ? [`columns ${quoted(reserved)} have names that loaders keep for their own columns, and may drop or refuse`]
      : []),
    ...(blank.length > 0 ? ["a column has no name, which most targets refuse"] : []),
  ];
}

/** As the Meltano SDK's targets write a name: lower case, punctuation as underscores. */
function conform(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[\s.-]/g, "_")
    .replaceAll(/[^\p{L}\p{N}_]/gu, "");
}
