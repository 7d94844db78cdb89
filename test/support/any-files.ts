import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect } from "vitest";
import { TapError } from "../../src/errors.ts";
import { parseMessages } from "./messages.ts";
import { type OneFile, syncInProcess } from "./sync-in-process.ts";
import { zipOf } from "./zip-writer.ts";

/** What dirty files are made of. */
const pieces = [
  ...Array.from("abc,;\t|\"'\\\n\r #0123 é€𝒳\0\ufeff\u2028"),
  "\r\n",
  ",,",
  '""',
  "id",
  "amount",
  "2020-01-02",
  "2020-01-02T03:04:05.678+09:00",
  "01/02/2020",
  "9223372036854775808",
  "1e999",
  "-0",
  "007",
  "NaN",
  "true",
  "null",
  "NULL",
  "_sdc_extra",
  "__proto__",
  '{"id":1,"a":',
  "[1,2]}",
];

const noise = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => Buffer.from(parts.join("")));

/** A header with the columns that the settings speak of, rows that nearly fit, and sometimes noise. */
const tabular = fc
  .tuple(
    fc.shuffledSubarray(["id", "amount", "day", "at", "flag", "doc", "price", "a", "a", "_sdc_source_file"], {
      minLength: 1,
    }),
    fc.array(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 }), fc.integer().map(String)), {
        maxLength: 9,
      }),
      { maxLength: 12 },
    ),
    fc.constantFrom("\n", "\r\n", "\r"),
  )
  .map(([header, rows, lineEnd]) => {
    const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
    return Buffer.from([header, ...rows.map((row) => row.map(quoted))].map((row) => row.join(",")).join(lineEnd));
  });

const jsonLines = fc
  .array(
    fc.dictionary(fc.constantFrom("id", "amount", "day", "at", "doc", "a", "__proto__"), fc.jsonValue({ maxDepth: 2 })),
    { maxLength: 8 },
  )
  .map((objects) => Buffer.from(objects.map((object) => JSON.stringify(object)).join("\n")));

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

/** Of what could be anything, most is to be such that records come out. */
function mostly<T>(usual: T, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary });
}

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return mostly<T | undefined>(undefined, arbitrary);
}

const wide = noise.map((text) => Buffer.from(`\ufeff${text.toString()}`, "utf16le"));

/** The content, and the ending that suits it. */
const content: fc.Arbitrary<readonly [Buffer, string]> = fc.oneof(
  fc.tuple(fc.oneof(bytes, noise, wide), fc.constantFrom("csv", "tsv", "jsonl")),
  { weight: 4, arbitrary: fc.tuple(tabular, mostly("csv", fc.constantFrom("tsv", "jsonl"))) },
  fc.tuple(jsonLines, mostly("jsonl", fc.constant("csv"))),
);

type Pack = (text: Buffer, ending: string) => readonly [key: string, bytes: Buffer];

const packs: readonly Pack[] = [
  (text, ending) => [`a.${ending}.gz`, gzipSync(text)],
  (text, ending) => [`a.${ending}.gz`, text],
  (text, ending) => [`a.${ending}`, gzipSync(text).subarray(0, -3)],
  (text, ending) => [
    "a.zip",
    zipOf([
      { name: `a.${ending}`, text },
      { name: "b.txt", text },
    ]),
  ],
  (text) => ["a.zip", text],
];

const packed = fc
  .tuple(
    content,
    mostly<Pack>((text, ending) => [`a.${ending}`, text], fc.constantFrom(...packs)),
  )
  .map(([[text, ending], pack]) => pack(text, ending));

const kinds = {
  id: "integer",
  amount: "number",
  day: "date",
  at: "date-time",
  flag: "boolean",
  doc: "json",
  price: "decimal",
};

const table = fc.record({
  schema_inference: fc.constantFrom("headers", "sample", "compatible"),
  columns: fc.constantFrom(kinds, undefined),
  key_properties: fc.constantFrom(undefined, undefined, ["id"], ["_sdc_source_lineno"]),
  date_overrides: rarely(fc.constant(["at"])),
  date_format: rarely(fc.constantFrom("DD/MM/YYYY", "X", "YYYY-DD-MM")),
  delimiter: rarely(fc.constantFrom(";", "\t", "||")),
  quote: rarely(fc.constantFrom("'", "")),
  escape: rarely(fc.constantFrom("\\", "")),
  comment: rarely(fc.constant("#")),
  skip_lines: rarely(fc.constantFrom(1, 3)),
  header: rarely(
    fc.constantFrom<(boolean | string[])[]>(false, ["id", "at", "amount", "a", "day", "flag", "doc", "price"]),
  ),
  encoding: rarely(fc.constantFrom("windows-1252", "utf-16le", "shift_jis")),
  encoding_errors: fc.constantFrom("replace", "replace", "fail"),
  null_values: rarely(fc.constantFrom([""], ["NULL", "0"])),
  on_mismatch: rarely(fc.constant("fail")),
  reject_stream: fc.boolean(),
  format: rarely(fc.constantFrom("csv", "jsonl")),
});

/** A file that may hold anything, and a table that may read it in any way. */
export const anyFile: fc.Arbitrary<OneFile> = fc.tuple(packed, table).map(([[key, bytes], settings]) => {
  const { reject_stream, ...rest } = settings;
  const given = rest.on_mismatch === "fail" ? rest : { ...rest, reject_stream };
  return { key, bytes, table: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
});

/**
 * Whatever a file holds and however its table reads it: each line is a message, each record valid
 * against its schema, and what cannot be read is a TapError. Throws the counterexample.
 */
export async function checkAnyFiles(parameters: fc.Parameters<[OneFile]>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(anyFile, async (file) => {
      const { stdout, failures, summary } = await syncInProcess(file);
      const messages = parseMessages(stdout);
      for (const failure of failures) expect(failure).toBeInstanceOf(TapError);
      const records = messages.filter(({ type }) => type === "RECORD");
      expect(records).toHaveLength((summary?.records ?? 0) + (summary?.rejects ?? 0));
      for (const message of messages) {
        if (message.type === "RECORD" && message.stream === "t") expectDates(message.record, file.table);
      }
    }),
    parameters,
  );
}

/** What stands under a date-time must be one: a target dies of anything else. The reference tap's catalogs allow any text beside it. */
function expectDates(
  record: Readonly<Record<string, unknown>>,
  { columns, date_overrides: dates, schema_inference: inference }: OneFile["table"],
): void {
  if ((columns === undefined && dates === undefined) || inference === "compatible") return;
  const at = record["at"];
  if (typeof at === "string") expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
}
