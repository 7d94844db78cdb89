import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { type CasesRun, type FileCase, runFileCases } from "../support/file-cases.ts";

const store = useStore();

/** The names that JavaScript's own objects have; a column of such a name is a column like any other. */
const objectNames = ["constructor", "toString", "hasOwnProperty", "valueOf", "prototype", "length"];

const cases: readonly FileCase[] = [
  { name: "a name is literal", files: ' a ,"b\nc",É🙂\n1,2,3\n', records: [{ " a ": "1", "b\nc": "2", "É🙂": "3" }] },
  { name: "a blank name is a name", files: "a,,c\n1,2,3\n", records: [{ a: "1", "": "2", c: "3" }] },
  {
    name: "of two blank names the second is surplus",
    files: "a,,\n1,2,3\n",
    records: [{ a: "1", "": "2", _sdc_extra: [{ "": "3" }] }],
    says: [/more than one column ""; all but the first goes? into _sdc_extra/],
  },
  {
    name: "of one name twice the second is surplus",
    files: "a,a,b,a\n1,2,3,4\n",
    records: [{ a: "1", b: "3", _sdc_extra: [{ a: ["2", "4"] }] }],
    says: [/more than one column "a"/],
  },
  {
    name: "text behind a closing quote is part of the name, and other readers would not agree",
    files: '"a"b,c\n1,2\n',
    records: [{ ab: "1", c: "2" }],
    says: [
      /The header of ".*" has quotes or escapes that other readers of CSV read differently/,
      /^1 field of ".*" has text behind the closing quote, the first in line 1;/,
    ],
  },
  {
    name: "text behind the blanks behind a closing quote, where blanks are dropped",
    files: '"a" b,c\n1,2\n',
    table: { trim: true },
    records: [{ "a b": "1", c: "2" }],
    says: [
      /The header of ".*" has quotes or escapes that other readers of CSV read differently/,
      /^1 field of ".*" has text behind the closing quote, the first in line 1;/,
    ],
  },
  {
    name: "text behind a closing quote and a line end that ends no row, where blanks are dropped",
    files: '"a"\nb,c;1,2;',
    table: { trim: true, row_delimiter: ";" },
    records: [{ "a\nb": "1", c: "2" }],
    says: [/read differently/, /text behind the closing quote/],
  },
  {
    name: "quotes between tabs, where blanks are dropped",
    files: '"a"\t"b" \n"1"\t"2"\n',
    table: { trim: true, delimiter: "tab" },
    records: [{ a: "1", b: "2" }],
  },
  { name: "names that differ in case are two", files: "Name,name\n1,2\n", records: [{ Name: "1", name: "2" }] },
  {
    name: "values beyond the header are surplus",
    files: "a,b\n1,2,3,4\n5,6\n",
    records: [
      { a: "1", b: "2", _sdc_extra: [{ no_headers: ["3", "4"] }] },
      { a: "5", b: "6" },
    ],
    says: [/rows? of ".*" (has|have) more or fewer values than the header, the first in line 2/],
  },
  {
    name: "a short row lacks columns",
    files: "a,b,c\n1\n1,2\n",
    records: [{ a: "1" }, { a: "1", b: "2" }],
    says: [/2 rows of ".*" have more or fewer values/],
  },
  {
    name: "a comma at the end of each row is surplus",
    files: "a,b\n1,2,\n",
    records: [{ a: "1", b: "2", _sdc_extra: [{ no_headers: [""] }] }],
    says: [/rows? of ".*" (has|have) more or fewer values than the header, the first in line 2/],
  },
  {
    name: "the tap's own names are reserved",
    files: "a,_sdc_source_file,_sdc_extra,_sdc_source_lineno\n1,2,3,4\n",
    records: [{ a: "1", _sdc_extra: [{ _sdc_source_file: "2" }, { _sdc_extra: "3" }, { _sdc_source_lineno: "4" }] }],
    says: [
      /names are reserved: "_sdc_source_file", "_sdc_extra", "_sdc_source_lineno"; what they hold goes into _sdc_extra/,
    ],
  },
  {
    name: "other names with that beginning are free",
    files: "_sdc_batched_at,_rjm_x\n1,2\n",
    records: [{ _sdc_batched_at: "1", _rjm_x: "2" }],
  },
  {
    name: "names of JavaScript's objects are free",
    files: `${objectNames.join(",")}\n${objectNames.map((_, index) => index).join(",")}\n`,
    records: [Object.fromEntries(objectNames.map((name, index) => [name, String(index)]))],
  },
  {
    name: "a column __proto__ is a column",
    files: "__proto__,a\n1,2\n",
    records: [JSON.parse('{"__proto__":"1","a":"2"}')],
  },
  {
    name: "a column __proto__ twice is surplus",
    files: "__proto__,__proto__\n1,2\n",
    records: [JSON.parse('{"__proto__":"1","_sdc_extra":[{"__proto__":"2"}]}')],
    says: [/more than one column "__proto__"/],
  },
  {
    name: "columns change places, come and go between files",
    files: { "a.csv": "a,b\n1,2\n", "b.csv": "b,a\n3,4\n", "c.csv": "a\n5\n", "d.csv": "c,a,b\n6,7,8\n" },
    records: [{ a: "1", b: "2" }, { b: "3", a: "4" }, { a: "5" }, { c: "6", a: "7", b: "8" }],
    says: [
      /header of "case-\d+\/c.csv" differs .* lacks "b"/,
      /header of "case-\d+\/d.csv" differs .* has "c" besides/,
      /"case-\d+\/c.csv" no longer has the columns "b"/,
    ],
  },
  {
    name: "a mark, blank lines and a comment above the header are not its name",
    files: "\ufeff\r\n\r\n# by x\r\na,b\r\n1,2\r\n",
    table: { comment: "#" },
    records: [{ a: "1", b: "2" }],
  },
  { name: "a header in quotes is the same header", files: '"a","b"\n1,2\n', records: [{ a: "1", b: "2" }] },
  {
    name: "a list of names is shorter than the rows",
    files: "1,2,3\n",
    table: { header: ["a", "b"] },
    records: [{ a: "1", b: "2", _sdc_extra: [{ no_headers: ["3"] }] }],
    says: [/rows? of ".*" (has|have) more or fewer values than the header, the first in line 2/],
  },
];

describe("Of a header,", () => {
  let run: CasesRun;
  beforeAll(async () => {
    store().createBucket(bucketName);
    run = await runFileCases(store(), cases);
  });

  test.each(cases)(`$name`, ({ name, records, says = [] }) => {
    const result = run.results.get(name);
    expect(JSON.stringify(result?.records)).toEqual(JSON.stringify(records));
    expect(result?.complaints).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
  });

  test("nothing is a failure", () => {
    expect(run.code).toBe(0);
  });
});
