import { readFileSync } from "node:fs";
import { anyOf, arrayOf, BOOL, DEC, type GoldenCase, INT, NULL, objectOf, STR } from "../golden-case.ts";

/** A file that pyarrow has written; see make.py there. */
function file(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/parquet/golden/${name}.parquet`, import.meta.url));
}

/** Six records: values that come again as often as that takes. */
function six(columns: Readonly<Record<string, readonly unknown[]>>): readonly object[] {
  return Array.from({ length: 6 }, (_, row) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row % values.length]])),
  );
}

/** The same where JavaScript's numbers have not as many digits. */
function asText(records: readonly object[], exact: Readonly<Record<string, string>>): readonly string[] {
  return records.map((record) =>
    JSON.stringify(record).replaceAll(/"#(\w+)"/g, (_, name: string) => exact[name] ?? ""),
  );
}

const rows = six({ id: [0, 1, 2, 3, 4, 5], s: ["a", null, "b"] });

/** A.6 for Parquet: what each type of a column is in the catalog, and in a record. */
export const parquet: readonly GoldenCase[] = [
  {
    name: "integers of Parquet have every digit",
    files: { "a.parquet": file("integers") },
    columns: { i32: anyOf(INT, NULL), i64: INT, u64: anyOf(INT, NULL), i8: anyOf(INT, NULL) },
    records: {
      "a.parquet": asText(
        six({ i32: [1, -2, null], i64: ["#a", "#b", null, 5, 5, "#c"], u64: ["#d", 0, null], i8: [-128, null] }),
        { a: "9007199254740993", b: "-9223372036854775808", c: "9223372036854775807", d: "18446744073709551615" },
      ),
    },
  },
  {
    name: "floats of Parquet are decimals with the digits of a double",
    files: { "a.parquet": file("floats") },
    columns: { double: DEC, large: DEC, float: anyOf(DEC, NULL), half: anyOf(DEC, NULL) },
    records: {
      "a.parquet": six({
        double: ["1.5", "5.0", null, "1E+16", "0.00001", "-0.0"],
        large: ["1E+22", "1.7976931348623157E+308", "5E-324"],
        float: ["0.10000000149011612", "16777216.0", null],
        half: ["0.5", null],
      }),
    },
  },
  {
    name: "NaN in Parquet is a text that says so",
    files: { "a.parquet": file("nan") },
    columns: { double: DEC },
    records: { "a.parquet": six({ double: ["1.5", "NaN", "2.5"] }) },
  },
  {
    name: "infinity in Parquet is a text that says so",
    files: { "a.parquet": file("infinity") },
    columns: { double: DEC },
    records: { "a.parquet": six({ double: ["1.5", "Infinity", "2.5"] }) },
  },
  {
    name: "booleans of Parquet that are null are null",
    files: { "a.parquet": file("booleans") },
    columns: { b: anyOf(BOOL, NULL) },
    records: { "a.parquet": six({ b: [true, false, null] }) },
    there: "writes false for null",
  },
  {
    name: "texts of Parquet are typed by what they look like",
    files: { "a.parquet": file("texts") },
    columns: { s: STR, n: INT, f: anyOf(DEC, INT), e: STR, large: anyOf(STR, NULL) },
    records: {
      "a.parquet": six({
        s: ["x", "", null, 'ä"\\\n😀', "12", "y"],
        n: [12, 13],
        f: ["1.5", "2"],
        e: ["a", "b"],
        large: ["l", null],
      }),
    },
  },
  {
    name: "a text of Parquet that does not fit what others look like is kept",
    files: { "a.parquet": file("late") },
    columns: { s: INT },
    records: {
      "a.parquet": [{ s: 12 }, { s: 13 }, { s: null, _sdc_extra: [{ s: "x" }] }, { s: 14 }, { s: 15 }, { s: 16 }],
    },
    warns: /"s"/,
    there: "ends its run at the first text that does not fit",
    crashesThere: true,
  },
  {
    name: "binary values of Parquet are base64",
    files: { "a.parquet": file("bytes") },
    columns: { binary: anyOf(STR, NULL), fixed: STR },
    records: { "a.parquet": six({ binary: ["YWJj", "/w==", null], fixed: ["YWJj", "/wAB"] }) },
    there: "writes Python's repr of the bytes, b'\\xff', which nobody can read back",
  },
  {
    name: "dates and times of Parquet are texts as Python prints them",
    files: { "a.parquet": file("dates") },
    columns: { date: STR, ts: STR, ms: STR, time: anyOf(STR, NULL), utc: anyOf(STR, NULL) },
    records: {
      "a.parquet": six({
        date: ["2024-01-02", null, "1969-12-31"],
        ts: ["2024-01-02 03:04:05.678901", null, "2024-01-02 03:04:05"],
        ms: ["2024-01-02 03:04:05.678000"],
        time: ["03:04:05", "03:04:05.000006", null],
        utc: ["2024-01-02 03:04:05+00:00", null],
      }),
    },
  },
  {
    name: "a timestamp of Parquet with a zone is written in UTC",
    files: { "a.parquet": file("zone") },
    columns: { ts: STR },
    records: { "a.parquet": six({ ts: ["2024-01-02 03:04:05+00:00", "2024-07-02 03:04:05+00:00"] }) },
    there: "writes the same moment in the zone that pyarrow has noted beside Parquet's own schema",
  },
  {
    name: "nanoseconds of Parquet are cut to microseconds",
    files: { "a.parquet": file("nanos") },
    columns: { ts: anyOf(STR, NULL), odd: STR },
    records: {
      "a.parquet": six({ ts: ["2024-01-02 03:04:05.678901", null], odd: ["2024-01-02 03:04:05.678901"] }),
    },
    there: "ends its run at nanoseconds that microseconds cannot hold",
    crashesThere: true,
  },
  {
    name: "decimals of Parquet are texts with every digit",
    files: { "a.parquet": file("decimals") },
    columns: { d: anyOf(STR, NULL), whole: STR, large: STR },
    records: {
      "a.parquet": six({
        d: ["12.30", "-0.01", null],
        whole: ["12", "-1"],
        large: ["12345678901234567890123456789012.300001"],
      }),
    },
  },
  {
    name: "structs of Parquet are objects",
    files: { "a.parquet": file("structs") },
    columns: { s: anyOf(objectOf({ a: INT, b: STR, c: objectOf({ d: DEC, t: STR }) }), NULL) },
    records: {
      "a.parquet": six({
        s: [{ a: 1, b: "x", c: { d: "1.5", t: "2024-01-02" } }, { a: null, b: null, c: null }, null],
      }),
    },
  },
  {
    name: "lists of Parquet are arrays",
    files: { "a.parquet": file("lists") },
    columns: {
      l: anyOf(arrayOf(INT), NULL),
      ll: anyOf(arrayOf(arrayOf(anyOf(STR, NULL))), NULL),
      ls: arrayOf(anyOf(objectOf({ x: INT }), NULL)),
    },
    records: { "a.parquet": six({ l: [[1, 2], [], null], ll: [[["a"], []], null], ls: [[{ x: 1 }], []] }) },
  },
  {
    name: "maps of Parquet are objects",
    files: { "a.parquet": file("maps") },
    columns: { m: objectOf({ k: INT, l: INT }) },
    records: { "a.parquet": six({ m: [{ k: 1, l: 2 }, {}] }) },
    there: "makes an array of the texts of Python's tuples, ('k', 1)",
  },
  {
    name: "a value of Parquet in a column that was null in the sample is kept",
    files: { "a.parquet": file("nulls") },
    columns: { n: NULL, late: NULL, id: INT },
    records: {
      "a.parquet": [
        ...six({ n: [null], late: [null], id: [1] }).slice(0, 4),
        { n: null, late: null, id: 1, _sdc_extra: [{ late: 5 }] },
        { n: null, late: null, id: 1 },
      ],
    },
    warns: /"late"/,
    there: "ends its run at the value",
    crashesThere: true,
  },
  {
    name: "Parquet has several row groups",
    files: { "a.parquet": file("groups") },
    columns: { id: INT, s: anyOf(STR, NULL) },
    records: { "a.parquet": six({ id: [0, 1, 2, 3, 4, 5], s: ["a", null] }) },
  },
  ...["none", "snappy", "gzip", "zstd", "brotli", "lz4"].map((codec) => ({
    name: `Parquet is unpacked: ${codec}`,
    files: { "a.PARQUET": file(codec) },
    columns: { id: INT, s: STR },
    records: { "a.PARQUET": rows },
  })),
  {
    name: "an empty file of Parquet has no records",
    files: { "a.parquet": file("empty") },
    columns: { exactly: { type: "object", properties: {} } },
    records: {},
    warns: /No row|empty/,
  },
];
