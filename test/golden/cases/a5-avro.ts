import { readFileSync } from "node:fs";
import { anyOf, arrayOf, BOOL, DEC, type GoldenCase, INT, NULL, objectOf, STR, zip } from "../golden-case.ts";

const fixture = (name: string): Buffer => readFileSync(new URL(`../../fixtures/avro/${name}.avro`, import.meta.url));

const people = Array.from({ length: 200 }, (_, id) => ({ id, name: id % 7 === 0 ? null : `name ${id % 13}` }));

/** The rows of types.avro. */
const typed: readonly string[] = [
  String.raw`{"int":0,"long":9007199254740993,"double":"1.5","float":"0.10000000149011612","boolean":true,"string":"text 0 \"é\" \n😀","enum":"RED","date":"2024-01-02","millis":"01:02:03.004000","micros":"03:04:05.678901","at_millis":"2024-01-02 03:04:05+00:00","at_micros":"2024-01-02 03:04:05.678901+00:00","local_millis":"2024-01-02 03:04:05","local_micros":"2024-01-02 03:04:05.678901","decimal":"12.30","small":"0E-9","exact":"10000000000000000000000000000000000000","uuid":"00000000-0000-0000-0000-000000000000"}`,
  String.raw`{"int":-1,"long":9007199254740994,"double":"3.0","float":"1.0","boolean":false,"string":"text 1 \"é\" \n😀","enum":"GREEN","date":"2024-01-19","millis":"03:04:05","micros":"03:04:05.678901","at_millis":"2024-01-19 03:04:05+00:00","at_micros":"2024-01-19 03:04:05.678901+00:00","local_millis":"2024-01-19 03:04:05","local_micros":"2024-01-19 03:04:05.678901","decimal":"0.00","small":"1.2E-8","exact":"10000000000000000000000000000000000001","uuid":"00000000-0000-0000-0000-000000000001"}`,
  String.raw`{"int":-2,"long":9007199254740995,"double":"1E+16","float":"1.0000000200408773E+20","boolean":true,"string":"text 2 \"é\" \n😀","enum":"RED","date":"2024-02-05","millis":"01:02:03.004000","micros":"03:04:05.678901","at_millis":"2024-02-05 03:04:05+00:00","at_micros":"2024-02-05 03:04:05.678901+00:00","local_millis":"2024-02-05 03:04:05","local_micros":"2024-02-05 03:04:05.678901","decimal":"-12.30","small":"2.4E-8","exact":"10000000000000000000000000000000000002","uuid":"00000000-0000-0000-0000-000000000002"}`,
  String.raw`{"int":-3,"long":9007199254740996,"double":"0.00001234","float":"0.10000000149011612","boolean":false,"string":"text 3 \"é\" \n😀","enum":"GREEN","date":"2024-02-22","millis":"03:04:05","micros":"03:04:05.678901","at_millis":"2024-02-22 03:04:05+00:00","at_micros":"2024-02-22 03:04:05.678901+00:00","local_millis":"2024-02-22 03:04:05","local_micros":"2024-02-22 03:04:05.678901","decimal":"-24.60","small":"3.6E-8","exact":"10000000000000000000000000000000000003","uuid":"00000000-0000-0000-0000-000000000003"}`,
  String.raw`{"int":-4,"long":9007199254740997,"double":"-0.1","float":"1.0","boolean":true,"string":"text 4 \"é\" \n😀","enum":"RED","date":"2024-03-10","millis":"01:02:03.004000","micros":"03:04:05.678901","at_millis":"2024-03-10 03:04:05+00:00","at_micros":"2024-03-10 03:04:05.678901+00:00","local_millis":"2024-03-10 03:04:05","local_micros":"2024-03-10 03:04:05.678901","decimal":"-36.90","small":"4.8E-8","exact":"10000000000000000000000000000000000004","uuid":"00000000-0000-0000-0000-000000000004"}`,
  String.raw`{"int":-5,"long":9007199254740998,"double":"0.30000000000000004","float":"1.0000000200408773E+20","boolean":false,"string":"text 5 \"é\" \n😀","enum":"GREEN","date":"2024-03-27","millis":"03:04:05","micros":"03:04:05.678901","at_millis":"2024-03-27 03:04:05+00:00","at_micros":"2024-03-27 03:04:05.678901+00:00","local_millis":"2024-03-27 03:04:05","local_micros":"2024-03-27 03:04:05.678901","decimal":"-49.20","small":"6.0E-8","exact":"10000000000000000000000000000000000005","uuid":"00000000-0000-0000-0000-000000000005"}`,
  String.raw`{"int":-6,"long":9007199254740999,"double":"1.5","float":"0.10000000149011612","boolean":true,"string":"text 6 \"é\" \n😀","enum":"RED","date":"2024-04-13","millis":"01:02:03.004000","micros":"03:04:05.678901","at_millis":"2024-04-13 03:04:05+00:00","at_micros":"2024-04-13 03:04:05.678901+00:00","local_millis":"2024-04-13 03:04:05","local_micros":"2024-04-13 03:04:05.678901","decimal":"-61.50","small":"7.2E-8","exact":"10000000000000000000000000000000000006","uuid":"00000000-0000-0000-0000-000000000006"}`,
];

const withoutBoolean = (row: string): string => row.replace(/"boolean":(true|false),/, "");
const allNull = (row: string): string =>
  JSON.stringify(Object.fromEntries(Object.keys(JSON.parse(withoutBoolean(row))).map((name) => [name, null])));

/** Avro: what formats.md of the documentation says, held against the reference tap. */
export const avro: readonly GoldenCase[] = [
  {
    name: "every type",
    files: { "a.avro": fixture("types") },
    columns: {
      int: INT,
      long: INT,
      double: DEC,
      float: DEC,
      boolean: BOOL,
      string: STR,
      enum: STR,
      date: STR,
      millis: STR,
      micros: STR,
      at_millis: STR,
      at_micros: STR,
      local_millis: STR,
      local_micros: STR,
      decimal: STR,
      small: STR,
      exact: STR,
      uuid: STR,
    },
    records: { "a.avro": typed },
  },
  {
    name: "null of every type",
    files: { "a.avro": fixture("nulls") },
    records: { "a.avro": typed.map((row, index) => (index % 3 === 1 ? allNull(row) : withoutBoolean(row))) },
  },
  {
    name: "columns of nothing but nulls",
    files: { "a.avro": fixture("all-null") },
    columns: { a: NULL, b: NULL },
    records: {
      "a.avro": [
        { a: null, b: null },
        { a: null, b: null },
      ],
    },
  },
  {
    name: "records, arrays and maps",
    files: { "a.avro": fixture("nested") },
    columns: {
      id: INT,
      address: objectOf({ city: STR, lines: arrayOf(STR), since: STR }),
      orders: arrayOf(objectOf({ at: STR, price: STR, paid: BOOL })),
      tags: objectOf({ a: INT, b: INT }),
    },
    records: {
      "a.avro": Array.from({ length: 6 }, (_, id) => ({
        id,
        address: { city: `city ${id}`, lines: id % 2 === 0 ? ["a", "b"] : ["a"], since: "2024-01-02" },
        orders: [{ at: "2024-01-02 00:00:00+00:00", price: "1.50", paid: true }],
        tags: { a: id, b: 2 },
      })),
    },
  },
  {
    name: "a record that holds itself",
    files: { "a.avro": fixture("recursive") },
    columns: { a: objectOf({ v: INT, next: objectOf({ v: INT, next: objectOf({ v: INT, next: NULL }) }) }) },
    records: { "a.avro": [{ a: { v: 1, next: { v: 2, next: { v: 3, next: null } } } }] },
  },
  {
    name: "a union of several types, as text where text was sampled",
    files: { "a.avro": fixture("union") },
    columns: { a: STR },
    records: { "a.avro": [{ a: "x" }, { a: "5" }, { a: null }] },
  },
  {
    name: "NaN and infinities as decimals",
    files: { "a.avro": fixture("nan"), "b.avro": fixture("infinity") },
    columns: { a: DEC },
    records: {
      "a.avro": [{ a: "1.5" }, { a: "NaN" }],
      "b.avro": [{ a: "1.5" }, { a: "Infinity" }, { a: "-Infinity" }],
    },
  },
  {
    name: "a text that looks like a number, also one of an enum",
    files: { "a.avro": fixture("enum-of-infinity") },
    columns: { a: DEC },
    records: { "a.avro": [{ a: "Infinity" }] },
  },
  {
    name: "several blocks, without a codec and in deflate",
    files: { "a.avro": fixture("blocks"), "b.avro": fixture("null"), "c.avro": fixture("deflate") },
    columns: { id: INT, name: anyOf(STR, NULL) },
    records: { "a.avro": people, "b.avro": people, "c.avro": people },
  },
  {
    name: "a file without records beside one with records",
    files: { "a.avro": fixture("empty"), "b.avro": fixture("null") },
    records: { "b.avro": people },
  },
  {
    name: "null of a boolean stays null",
    files: { "a.avro": fixture("null-boolean") },
    columns: { a: BOOL },
    records: { "a.avro": [{ a: true }, { a: null }] },
    there: "writes false",
  },
  {
    name: "bytes are base64",
    files: { "a.avro": fixture("bytes") },
    columns: { bytes: STR, fixed: STR },
    records: { "a.avro": [{ bytes: "YWJj", fixed: "/wA=" }] },
    there: "writes Python's repr of them, b'abc', which nobody can read back",
  },
  {
    name: "snappy and zstandard",
    files: { "a.avro": fixture("snappy"), "b.avro": fixture("zstandard") },
    columns: { id: INT, name: anyOf(STR, NULL) },
    records: { "a.avro": people, "b.avro": people },
    there: "has no library for them, and ends",
    crashesThere: true,
  },
  {
    name: "a text that does not fit the type of the sampled ones becomes null and is kept in _sdc_extra",
    files: { "a.avro": fixture("numbers-as-text") },
    columns: { a: INT },
    records: { "a.avro": [{ a: 12 }, { a: 13 }, { a: null, _sdc_extra: [{ a: "x" }] }] },
    warns: /1 value of column "a" .* does not fit its type/,
    there: "ends at the first text that is no integer",
    crashesThere: true,
  },
  {
    name: "bzip2 is refused",
    files: { "a.avro": fixture("bzip2") },
    discoveryFails: /compressed with the codec "bzip2", which is not supported/,
    there: "reads it, with Python's own library",
  },
  {
    name: "a member of a zip archive is read",
    files: { "a.zip": zip({ "b.avro": fixture("deflate") }) },
    columns: { id: INT, name: anyOf(STR, NULL) },
    records: { "a.zip/b.avro": people },
    there: "samples it, and does not sync it",
  },
];
