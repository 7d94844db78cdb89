import { type GoldenCase, INT, objectOf, STR } from "../golden-case.ts";

/** A.6: JSON Lines that hold other things than their catalog says, or none. */
export const dirtyJsonLines: readonly GoldenCase[] = [
  {
    name: "decimals keep every digit",
    files: { "a.jsonl": '{"d":5.70,"e":1e5,"f":0.12345678901234567890}\n' },
    records: { "a.jsonl": [{ d: "5.70", e: "1E+5", f: "0.12345678901234567890" }] },
    there: "reads floats, and prints what is left of them",
  },
  {
    name: "a number with a fraction in an integer column goes into _sdc_extra",
    files: { "a.jsonl": '{"i":5.7}\n' },
    catalog: { properties: { i: INT } },
    records: { "a.jsonl": [{ i: null, _sdc_extra: [{ i: 5.7 }] }] },
    warns: /value of column "i" .* does not fit its type/,
    there: "cuts it off without a word: 5",
  },
  {
    name: "true in an integer column goes into _sdc_extra",
    files: { "a.jsonl": '{"i":true}\n' },
    catalog: { properties: { i: INT } },
    records: { "a.jsonl": [{ i: null, _sdc_extra: [{ i: true }] }] },
    there: "writes 1",
  },
  {
    name: "an object in a text column is its JSON",
    files: { "a.jsonl": '{"s":{"a":[3, 4]},"t":[3, 4],"b":true}\n' },
    catalog: { properties: { s: STR, t: STR, b: STR } },
    records: { "a.jsonl": [{ s: '{"a":[3, 4]}', t: "[3, 4]", b: "true" }] },
    there: "prints them as Python does: {'a': [3, 4]} and True",
  },
  {
    name: "members that the catalog does not know stay in their object",
    files: { "a.jsonl": '{"o":{"p":1,"q":2}}\n' },
    catalog: { properties: { o: objectOf({ p: INT }) } },
    records: { "a.jsonl": [{ o: { p: 1, q: 2 } }] },
    there: "drops them without a word",
  },
  {
    name: "an object that does not fit goes into _sdc_extra whole",
    files: { "a.jsonl": '{"o":{"p":"x","q":2}}\n{"o":5}\n' },
    catalog: { properties: { o: objectOf({ p: INT }) } },
    records: {
      "a.jsonl": [
        { o: null, _sdc_extra: [{ o: { p: "x", q: 2 } }] },
        { o: null, _sdc_extra: [{ o: 5 }] },
      ],
    },
    there: "ends the whole run",
    crashesThere: true,
  },
  {
    name: "a byte order mark is removed",
    files: { "a.jsonl": '\ufeff{"a":"x"}\n' },
    records: { "a.jsonl": [{ a: "x" }] },
    there: "passes the file over as one whose parsing failed",
  },
  {
    name: "a line that is no JSON fails the file, and the bookmark waits for it",
    files: { "a.jsonl": '{"a":"x"}\n', "b.jsonl": '{"a":"y"}\n{"a":\n{"a":"z"}\n' },
    records: { "a.jsonl": [{ a: "x" }], "b.jsonl": [{ a: "y" }] },
    modifiedSince: "2024-01-01T00:00:00+00:00",
    fails: /b\.jsonl".*line 2.*: the line ends before its JSON object does/,
    there: "drops the rest of the file, goes on, and says success",
  },
  {
    name: "a line that is no object fails the file",
    files: { "a.jsonl": '{"a":"x"}\n[1]\n' },
    records: { "a.jsonl": [{ a: "x" }] },
    modifiedSince: "",
    fails: /a\.jsonl".*line 2.*: it is not a JSON object/,
    there: "crashes",
    crashesThere: true,
  },
  {
    name: "an object without the key fails the file, with its line",
    files: { "a.jsonl": '{"id":1}\n{"id":2}\n{"b":3}\n' },
    table: { key_properties: ["id"] },
    catalog: { properties: { id: INT, b: INT } },
    records: { "a.jsonl": [{ id: 1 }, { id: 2 }] },
    modifiedSince: "",
    fails: /line 3 of ".*a\.jsonl": the key column "id" is missing/,
    there: "writes a record without the key",
  },
];
