import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { type CasesRun, type FileCase, runFileCases } from "../support/file-cases.ts";

const store = useStore();

const read: readonly FileCase[] = [
  { name: "LF", files: "a,b\n1,2\n3,4\n", records: rows("12", "34") },
  { name: "CRLF", files: "a,b\r\n1,2\r\n3,4\r\n", records: rows("12", "34") },
  { name: "lone CR", files: "a,b\r1,2\r3,4\r", records: rows("12", "34") },
  { name: "mixed line ends", files: "a,b\r\n1,2\r3,4\n5,6", records: rows("12", "34", "56") },
  { name: "no line end behind the last row", files: "a,b\n1,2", records: rows("12") },
  { name: "blank lines between and above", files: "\n\r\n\na,b\n\n1,2\n\n\n3,4\n\n", records: rows("12", "34") },
  { name: "line ends inside quotes", files: 'a,b\n"x\r\ny\rz\n",2\n', records: [{ a: "x\r\ny\rz\n", b: "2" }] },
  { name: "a semicolon", files: "a;b\n1;2\n", table: { delimiter: ";" }, records: rows("12") },
  { name: "a tab by name", files: "a\tb\n1\t2\n", table: { delimiter: "tab" }, records: rows("12") },
  { name: "a tab by escape", files: "a\tb\n1\t2\n", table: { delimiter: "\\t" }, records: rows("12") },
  { name: "a .tsv", files: { "a.tsv": "a\tb\n1\t2\n" }, records: rows("12") },
  { name: "a .tsv with commas", files: { "a.tsv": "a,b\n1,2\n" }, table: { delimiter: "," }, records: rows("12") },
  { name: "a pipe", files: "a|b\n1|2\n", table: { delimiter: "|" }, records: rows("12") },
  { name: "a space", files: "a b\n1 2\n", table: { delimiter: " " }, records: rows("12") },
  { name: "ASCII's unit separator", files: "a\x1fb\n1\x1f2\n", table: { delimiter: "\x1f" }, records: rows("12") },
  { name: "two characters", files: "a||b\n1||2\n", table: { delimiter: "||" }, records: rows("12") },
  {
    name: "two characters, and text behind a closing quote",
    files: 'a||b\n"1"x||"2||""y"""\n',
    table: { delimiter: "||" },
    records: [{ a: "1x", b: '2||"y"' }],
    says: [/^1 field of ".*" has text behind the closing quote, the first in line 2;/],
  },
  {
    name: "two characters and escapes without quotes, as MySQL writes them",
    files: "a||b\n1\\||x||2\\\ny\n",
    table: { delimiter: "||", quote: "", escape: "\\" },
    records: [{ a: "1||x", b: "2\ny" }],
  },
  { name: "a character of two bytes", files: "a§b\n1§2\n", table: { delimiter: "§" }, records: rows("12") },
  { name: "a quote of two bytes", files: "a,b\nþx,yþ,2\n", table: { quote: "þ" }, records: [{ a: "x,y", b: "2" }] },
  { name: "single quotes", files: "a,b\n'x,''y',2\n", table: { quote: "'" }, records: [{ a: "x,'y", b: "2" }] },
  { name: "no quotes", files: 'a,b\n"x,y"\n', table: { quote: "" }, records: [{ a: '"x', b: 'y"' }] },
  { name: "a backslash", files: 'a,b\n"x\\",y",2\n', table: { escape: "\\" }, records: [{ a: 'x",y', b: "2" }] },
  {
    name: "comments",
    files: "# made by x\na,b\n#1,2\n3,#4\n",
    table: { comment: "#" },
    records: [{ a: "3", b: "#4" }],
  },
  { name: "lines above", files: 'Report "x\n\na,b\n1,2\n', table: { skip_lines: 2 }, records: rows("12") },
  {
    name: "lines above, CRLF",
    files: "Report\r\nof today\r\na,b\r\n1,2\r\n",
    table: { skip_lines: 2 },
    records: rows("12"),
  },
  {
    name: "no header",
    files: "1,2\n3,4\n",
    table: { header: false },
    records: [
      { column_1: "1", column_2: "2" },
      { column_1: "3", column_2: "4" },
    ],
  },
  {
    name: "no header, and names for it",
    files: "1,2\n3,4\n",
    table: { header: ["a", "b"] },
    records: rows("12", "34"),
  },
  { name: "a quote inside a field", files: 'a,b\nx"y,2\n', records: [{ a: 'x"y', b: "2" }] },
  {
    name: "text behind a quote",
    files: 'a,b\n"x"y,2\n',
    records: [{ a: "xy", b: "2" }],
    says: [/^1 field of ".*" has text behind the closing quote, the first in line 2;/],
  },
  { name: "a quote behind a space", files: 'a,b\n "x",2\n', records: [{ a: ' "x"', b: "2" }] },
  {
    name: "a row that is only a pair of quotes",
    files: 'a,b\n""\n',
    records: [{ a: "" }],
    says: [/1 row of ".*" has more or fewer values than the header/],
  },
  { name: "U+2028 and U+0085", files: "a,b\nx\u2028y\u0085z,2\n", records: [{ a: "x\u2028y\u0085z", b: "2" }] },
  {
    name: "NUL characters",
    files: "a,b\0\n1\0,2\n",
    records: rows("12"),
    says: [/^2 NUL characters of .* were left out/],
  },
  { name: "control characters", files: "a,b\n\x01\x1b,2\n", records: [{ a: "\x01\x1b", b: "2" }] },
  {
    name: "NULs that pad fields",
    files: "a,b\n1\0\0\0,2\0\0\0\n3\0\0\0,4\0\0\0\n",
    records: rows("12", "34"),
    says: [/^12 NUL characters of/],
  },
  {
    name: "digits between control characters",
    files: "a\x01b\n1\x012\n3\x014\n",
    table: { delimiter: "\x01" },
    records: rows("12", "34"),
  },
  { name: "only a header", files: "a,b\n", records: [] },
  { name: "only a byte order mark", files: "\ufeff", records: [] },
  { name: "only line ends", files: "\n\r\n\n", records: [] },
  { name: "only spaces", files: "   ", records: [] },
  { name: "an empty file", files: { "a.csv": "", "b.csv": "a,b\n1,2\n" }, records: rows("12") },
  { name: "UTF-8 with a mark", files: "\ufeffa,b\n1,2\n", records: rows("12") },
  {
    name: "UTF-8 with a mark in a UTF-16 table",
    files: "\ufeffa,b\n1,2\n",
    table: { encoding: "utf-16le" },
    records: rows("12"),
  },
  { name: "UTF-16 LE with a mark", files: utf16("\ufeffa,b\né,𝒳\n"), records: [{ a: "é", b: "𝒳" }] },
  { name: "UTF-16 BE with a mark", files: utf16("\ufeffa,b\né,𝒳\n").swap16(), records: [{ a: "é", b: "𝒳" }] },
  {
    name: "UTF-16 LE without a mark",
    files: utf16("a,b\né,𝒳\n"),
    table: { encoding: "utf-16le" },
    records: [{ a: "é", b: "𝒳" }],
  },
  { name: "UTF-32 LE", files: utf32("\ufeffa,b\né,𝒳\n"), records: [{ a: "é", b: "𝒳" }] },
  { name: "UTF-32 BE", files: utf32("\ufeffa,b\né,𝒳\n").swap32(), records: [{ a: "é", b: "𝒳" }] },
  {
    name: "windows-1252",
    files: Buffer.from("a,b\n\x80,\xe9\n", "latin1"),
    table: { encoding: "windows-1252" },
    records: [{ a: "€", b: "é" }],
  },
  {
    name: "Python's name of an encoding",
    files: Buffer.from("a,b\n1,\xe9\n", "latin1"),
    table: { encoding: "latin_1" },
    records: [{ a: "1", b: "é" }],
  },
  {
    name: "Shift JIS",
    files: Buffer.from("612c620a93fa2c320a", "hex"),
    table: { encoding: "shift_jis" },
    records: [{ a: "日", b: "2" }],
  },
  {
    name: "GB 18030",
    files: Buffer.from("612c620ad6d02c320a", "hex"),
    table: { encoding: "gb18030" },
    records: [{ a: "中", b: "2" }],
  },
  {
    name: "KOI8-R",
    files: Buffer.from("612c620ac42c320a", "hex"),
    table: { encoding: "koi8-r" },
    records: [{ a: "д", b: "2" }],
  },
  {
    name: "bytes that are no text, when they are to be replaced",
    files: {
      "a.csv": Buffer.from("a,b\n1,x\xe9y\n3,4\n", "latin1"),
      "b.csv": Buffer.from([...utf16("\ufeffa,b\n1,2"), 0xd8]),
    },
    table: { encoding_errors: "replace" },
    records: [
      { a: "1", b: "x\ufffdy" },
      { a: "3", b: "4" },
      { a: "1", b: "2\ufffd" },
    ],
  },
];

/** Tables whose settings are missing: records as the settings say, and one warning that names what to set. */
const writtenOtherwise: readonly FileCase[] = [
  {
    name: "one column of semicolons",
    files: "name;city\nAnna;Ulm\nBob;Bonn\n",
    records: [{ "name;city": "Anna;Ulm" }, { "name;city": "Bob;Bonn" }],
    says: [/"case-0\/a.csv" is not written as .* "case_0" say: .*: consider "delimiter": ";"$/],
  },
  {
    name: "several files of semicolons, once",
    files: { "a.csv": "a;b\n1;2\n", "b.csv": "a;b\n3;4\n" },
    records: [{ "a;b": "1;2" }, { "a;b": "3;4" }],
    says: [/: consider "delimiter": ";"$/],
  },
  {
    name: "lines above the header",
    files: "Report\na,b\n1,2\n3,4\n5,6\n",
    records: [
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ].map(([a, b]) => ({ Report: a, _sdc_extra: [{ no_headers: [b] }] })),
    says: [/: lines stand above the header: consider "skip_lines": 1$/, /^4 rows of .* have more or fewer values/],
  },
  ...(
    [
      ["UTF-16 LE in Latin letters", utf16("a,b\né,ü\n1,Zoë\n"), "utf-16le", {}],
      ["UTF-16 BE in Latin letters", utf16("a,b\né,ü\n1,Zoë\n").swap16(), "utf-16be", {}],
      ["UTF-16 LE in Cyrillic", utf16("a,b\nМосква,город\nТула,город\n"), "utf-16le", {}],
      ["UTF-16 BE in Cyrillic", utf16("a,b\nМосква,город\nТула,город\n").swap16(), "utf-16be", {}],
      ["UTF-16 LE in Thai", utf16("a,b\nกรุงเทพ,เมือง\nเชียงใหม่,เมือง\n"), "utf-16le", {}],
      [
        "UTF-16 BE in Latvian, which has letters that end with a NUL",
        utf16("a,b\nĀboliņš,Ķekava\nZīle,Cēsis\n").swap16(),
        "utf-16be",
        {},
      ],
      ["UTF-16 BE that is said to be LE", utf16("a,b\nx,y\nz,w\n").swap16(), "utf-16be", { encoding: "utf-16" }],
      ["UTF-16 LE that is said to be windows-1252", utf16("a,b\nx,y\nz,w\n"), "utf-16le", { encoding: "windows-1252" }],
    ] as const
  ).map(([name, files, encoding, table]) => ({
    name: `${name}, without a mark`,
    files,
    table,
    records: recordsOf(new TextDecoder(encoding).decode(files)),
    says: [new RegExp(`no byte order mark and is read as ${encoding}, .*"encoding": "${encoding}"`)],
  })),
  {
    name: "UTF-8 that is said to be UTF-16",
    files: "a,b\n1,2\n",
    table: { encoding: "utf-16le" },
    records: rows("12"),
    says: [
      /looks like utf-8: consider "encoding": "utf-8"/,
      / is read as utf-8 and not as UTF-16: .*correct "encoding"/,
    ],
  },
  ...[utf32("a,b\nМосква,город\nx,𝒳\n"), utf32("a,b\nМосква,город\nx,𝒳\n").swap32()].map((files, index) => ({
    name: `UTF-32 ${index === 0 ? "LE" : "BE"} without a mark`,
    files,
    records: [
      { a: "Москва", b: "город" },
      { a: "x", b: "𝒳" },
    ],
    says: [new RegExp(`is read as utf-32${index === 0 ? "le" : "be"}`)],
  })),
  {
    name: "each file of UTF-16 without a mark, one of JSON Lines too",
    files: { "a.csv": "a,b\n1,2\n", "b.csv": utf16("a,b\nг,о\n3,4\n"), "c.jsonl": utf16('{"a":"г","b":"5"}\n') },
    records: [...rows("12"), { a: "г", b: "о" }, ...rows("34"), { a: "г", b: "5" }],
    says: [/b\.csv" has no byte order mark/, /c\.jsonl" has no byte order mark/],
  },
];

const failing: readonly FileCase[] = [
  {
    name: "a quote that never closes",
    files: 'a,b\n1,2\n"3,4\n5,6\n',
    records: rows("12"),
    says: [/^Cannot read "case-0\/a.csv": the record at line 3 opens a quote that never closes; .*"quote"/],
  },
  {
    name: "a Latin-1 byte in UTF-8",
    files: Buffer.from("a,b\n1,\xe9\n", "latin1"),
    records: [],
    says: [/offset 6 is not valid UTF-8; set "encoding"/],
  },
  {
    name: "half a UTF-16 character",
    files: Buffer.concat([utf16("\ufeffa,b\n1,2\n"), Buffer.from([0x00, 0xd8])]),
    records: [],
    says: [/up to offset \d+ are not valid utf-16le; set "encoding"/],
  },
];

describe.each([
  ["reads", read, 0],
  ["warns of", writtenOtherwise, 0],
  ["fails on", failing, 4],
] as const)("A run", (verb, cases, code) => {
  let run: CasesRun;
  beforeAll(async () => {
    store().createBucket(bucketName);
    run = await runFileCases(store(), cases);
  });

  test.each(cases)(`${verb} $name`, ({ name, records, says = [] }) => {
    const result = run.results.get(name);
    expect(result?.records).toEqual(records);
    expect(result?.complaints).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
  });

  test(`ends with ${code} where it ${verb} files`, () => {
    expect(run.code).toBe(code);
  });
});

/** Records of the columns a and b, from texts of two characters. */
function rows(...texts: readonly string[]): readonly Record<string, unknown>[] {
  return texts.map(([a, b]) => ({ a, b }));
}

/** Records of lines without quotes, below one line of names. */
function recordsOf(text: string): readonly Record<string, unknown>[] {
  const [names = [], ...records] = text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  return records.map((record) => Object.fromEntries(names.map((name, column) => [name, record[column]])));
}

function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}

function utf32(text: string): Buffer {
  return Buffer.from(Uint32Array.from(Array.from(text), (character) => character.codePointAt(0) ?? 0).buffer);
}
