import type { CappedLog } from "../log/capped-log.ts";
import type { Layout } from "../record/layout.ts";
import { quoted } from "../wording/quoted.ts";
import type { GoneColumns } from "./gone-columns.ts";

/** What is odd about a file's header, as sentences. */
export function warnOfLayout(layout: Layout, gone: GoneColumns, log: CappedLog): void {
  const { file, recognised = null, unpacked = null } = layout.source;
  if (unpacked !== null) {
    log.write(
      "warn",
      "are plain text under the name of a compressed file",
      { file },
      `"${file}" is read as plain text: it is not in ${unpacked}, as its name says`,
    );
  }
  if (recognised !== null) {
    const kind = "are in an encoding that only their NUL bytes tell";
    log.write("warn", kind, { file, encoding: recognised }, sayRecognised(file, recognised));
  }
  for (const { kind, names, say } of oddNames(layout, gone.of(layout))) {
    if (names.length > 0) log.write("warn", kind, { file }, say(quoted(names)));
  }
}

function sayRecognised(file: string, encoding: string): string {
  if (encoding === "utf-8")
    return `"${file}" is read as utf-8 and not as UTF-16: its lines end without a NUL byte; correct "encoding"`;
  const advice = encoding.startsWith("utf-16")
    ? `"encoding": "${encoding}" says so as well`
    : "with a mark, nothing need be guessed";
  return `"${file}" has no byte order mark and is read as ${encoding}, as the places of its NUL bytes show; ${advice}`;
}

/** Something that is odd about columns, of which there may be none. */
interface Oddity {
  /** Completes "… more files …". */
  readonly kind: string;
  readonly names: readonly string[];
  readonly say: (names: string) => string;
}

function oddNames(
  { findings, path, hasExtra, source: { file } }: Layout,
  missing: readonly string[],
): readonly Oddity[] {
  const fate = hasExtra
    ? "goes into _sdc_extra"
    : "is dropped, because _sdc_extra is not in the catalog or not selected";
  return [
    {
      kind: "repeat column names",
      names: findings.duplicates,
      say: (names) => `"${file}" has more than one column ${names}; all but the first ${fate}`,
    },
    {
      kind: "have columns that the catalog does not know",
      names: findings.unknown,
      say: (names) =>
        `"${file}" has columns that the catalog does not know: ${names}; what they hold ${fate} until a new discovery`,
    },
    {
      kind: "have columns of reserved names",
      names: findings.reserved,
      say: (names) => `"${file}" has columns whose names are reserved: ${names}; what they hold ${fate}`,
    },
    {
      kind: "have columns that their keys tell as well",
      names: findings.overridden,
      say: (names) =>
        `"${file}" has columns that its key tells as well: ${names}; the value of the key is taken, and what the file holds ${fate}`,
    },
    {
      kind: "no longer have columns of the catalog",
      names: missing,
      say: (names) =>
        `"${file}" no longer has the columns ${names}, which the catalog has: they are absent from its records`,
    },
    // The key itself is in each record: what it tells is not lost.
    {
      kind: "have keys with columns that the catalog does not know",
      names: path.unknown,
      say: (names) =>
        `The key of "${file}" tells columns that the catalog does not know: ${names}; discover again to have them`,
    },
    {
      kind: "have keys whose values do not fit their column",
      names: path.misfits,
      say: (names) =>
        `The key of "${file}" tells values that do not fit the type of their columns ${names}; they are written as null`,
    },
  ];
}
