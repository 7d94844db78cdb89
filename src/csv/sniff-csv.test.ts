import type { FileSettings } from "../format/file-settings.ts";
import { describe, expect, test } from "vitest";
import { openFileOf } from "../../test/support/open-file.ts";
import { tableWith } from "../../test/support/table-with.ts";
import { tellFinding } from "../format/finding.ts";
import { csvFormat } from "./csv-format.ts";

const sniff = async (head: Buffer, settings: FileSettings) =>
  (await csvFormat(",").sniff?.(openFileOf([head], { settings })))?.map(tellFinding);

const utf16 = (text: string) => Buffer.from(text, "utf16le");

describe("A sniff finds nothing wrong with", () => {
  test.for<readonly [name: string, text: string | Buffer, settings?: object]>([
    ["a plain file", "id,name\n1,x\n2,y\n"],
    ["only a header", "id,name\n"],
    ["a header that begins as JSON does", "{id},name\n1,x\n"],
    ["an empty file", ""],
    ["a file of one column", "name\nx\ny, z\n"],
    ["a single column of sentences", "text\na; b\nc; d; e\n"],
    [
      "a single column of sentences of as many words",
      "text\nthe old owl sat still\nno red fox ran home\na blue whale swam by\n",
    ],
    [
      "names and addresses in one column",
      "who\nAnn Lee 12 High Street York\nBob Ray 7 Low Road Bath\nCem Oz 99 Mill Lane Hull\n",
    ],
    ["quoted fields with other delimiters", 'a,b\n"1;2","3;4"\n"5;6","7;8"\n'],
    ["ragged rows", "a,b,c\n1,2\n1,2,3\n1,2,3\n1,2,3\n4,5,6\n"],
    ["a header of years", "country,2019,2020\nA,1,2\nB,3,4\n"],
    ["text below a header", "a,b\nx,y\nz,w\n"],
    ["UTF-8 beyond ASCII", "a,b\né,日\n"],
    ["UTF-16 with a mark", utf16("\ufeffa,b\n1,2\n")],
    ["windows-1252 as told", Buffer.from("a,b\n1,\xe9\n", "latin1"), { encoding: "windows-1252" }],
    ["ASCII in a table of windows-1252", "a,b\n1,2\n", { encoding: "windows-1252" }],
    ["a .tsv as told", "a\tb\n1\t2\n", { delimiter: "tab" }],
    ["rows without a header as told", "1,2\n3,4\n", { header: false }],
    ["rows under a list of names", "1,2\n3,4\n", { header: ["a", "b"] }],
    ["comments as told", "# made by x\na,b\n1,2\n", { comment: "#" }],
    ["apostrophes", "a,b\nit's,1\n'tis,2\n"],
    ["line ends in quotes", '"id","x"\n"1\n","a"\n"2\n","b"\n"3\n","c"\n"4\n","d"\n'],
    ["blanks in quotes", '"id ","x"\n"1 ","a"\n"2 ","b"\n"3 ","c"\n"4 ","d"\n'],
    ["blanks that are more than blanks", "id,x\u00a0\n1,a\u00a0\n2,b\u00a0\n3,c\u00a0\n4,d\u00a0\n"],
    ["commas at the ends of rows", "a,b\n1,2,\n3,4,\n5,6,\n"],
    ["a short header over texts", "a,b,c\nx,y,z,\nu,v,w,\n"],
    ["a last row without its id", "id,day,n\n1,2026-01-01,3\n2,2026-01-02,4\n3,2026-01-03,5\n,2026-01-04,6\n"],
    ["a few rows with a stray comma", "a,b\n1,x\n2,y\n3,z, w\n4,u\n5,v\n6,t\n"],
  ])("%s", async ([, text, settings = {}]) => {
    expect(await sniff(Buffer.from(text), tableWith(settings))).toEqual([]);
  });
});

describe("A sniff proposes", () => {
  test.for<readonly [advice: string, text: string | Buffer, settings?: object]>([
    ['"delimiter": ";"', "id;name\n1;x\n2;y\n"],
    ['"header": false', "1,Acme,20\n2,Foo,30\n3,Bar,40\n"],
    ['"header": false', "ann@example.org,Ann\nbob@example.org,Bob\n"],
    ['"header": false', "https://example.org/a,x\nhttps://example.org/b,y\n"],
    ['"delimiter": "\\t"', "id\tname\n1\tx\n"],
    ['"format": "jsonl"', '{"id":1,"name":"x"}\n{"id":2,"name":"y"}\n'],
    ['"format": "jsonl"', '{"id":1}\n', { delimiter: "tab" }],
    ['"delimiter": "|"', "id|name\n1|x\n"],
    ['"delimiter": ","', "id,name\n1,x\n", { delimiter: ";" }],
    ['"delimiter": ";"', 'id;name\n1;"x;y"\n2;z\n'],
    ['"delimiter": ";"', "id;amount\n1;2,50\n2;3,50\n"],
    [`"quote": "'"`, "a,b\n'1','x, y'\n'2','z'\n"],
    ['"quote": ""', 'a,b\n"1,x\n2,y\n3,z\n'],
    ['"escape": "\\\\"', 'a,b\n"x\\"y, z",1\n"v\\", w",2\n"u",3\n'],
    [`"delimiter": ";", "quote": "'"`, "a;b\n'1';'x; y'\n'2';'z'\n"],
    ['"encoding": "windows-1252"', Buffer.from("a,b\n1,\xe9\n", "latin1")],
    ['"encoding": "utf-16le"', utf16("a,b\n1,2\n")],
    ['"encoding": "utf-16be"', utf16("a,b\n1,2\n").swap16()],
    ['"encoding": "utf-16le"', utf16("город,число\nМосква,1\nТула,2\n")],
    ['"encoding": "utf-16be"', utf16("город,число\nМосква,1\nТула,2\n").swap16()],
    ['"encoding": "utf-16le"', utf16("เมือง,จำนวน\nกรุงเทพ,1\nเชียงใหม่,2\n")],
    ['"encoding": "utf-16be"', utf16("เมือง,จำนวน\nกรุงเทพ,1\nเชียงใหม่,2\n").swap16()],
    ['"encoding": "utf-16be"', utf16("a,b\n1,2\n").swap16(), { encoding: "utf-16le" }],
    ['"encoding": "utf-16be"', utf16("город,число\nМосква,1\n").swap16(), { encoding: "utf-16le" }],
    ['"encoding": "utf-8"', "a,b\n1,é\n", { encoding: "windows-1252" }],
    ['"encoding": "utf-8"', "a,b\n1,2\n", { encoding: "utf-16le" }],
    ['"escape": "\\\\"', 'id,quote\n1,"he said \\"hi, you\\""\n2,"she said \\"no, him\\""\n'],
    ['"header": ["row_name","a","b"], "skip_lines": 1', '"a","b"\n"1",5,"x"\n"2",6,"y"\n"3",7,"z"\n'],
    ['"header": ["row_name","mpg","cyl"], "skip_lines": 1', "mpg,cyl\nMazda RX4,21,6\nDatsun 710,22.8,4\n"],
    ['"skip_lines": 1, "header": false', "Measured today\n1,2,3\n4,5,6\n7,8,9\n"],
    ['"delimiter": ";"', ";id;;name\n;1;;x\n;2;;y\n"],
    ['"delimiter": ";"', "Konto;12;\nTag;Betrag;Text\n1;2,50;Miete, warm\n2;3,50;Kaffee\n"],
    ['"row_delimiter": "\\u001e"', "a,b\x1e1,x\x1e2,y\x1e"],
    ['"row_delimiter": "|"', "a,b|1,x|2,y|3,z|"],
    ['"row_delimiter": "\\u001e", "delimiter": ";"', "a;b\x1e1;x\x1e2;y\x1e"],
    ['"row_delimiter": "\\u001e\\n"', "a,b\x1e\n1,x\nz\x1e\n2,y\x1e\n"],
    ['"trim": true', 'a, b\n1, "x, y"\n2, "z"\n'],
    ['"trim": true', "id , name  \n1  , x     \n22 , yy    \n"],
    ['"trim": true, "delimiter": ";"', 'a; b\n1; "x; y"\n2; "z"\n'],
    ['"skip_footer_lines": 1', "id,day,n\n1,2026-01-01,3\n2,2026-01-02,4\n3,2026-01-03,5\nTotal,,12\n"],
    ['"skip_footer_lines": 1', "id,n\n1,3\n2,4\n3,5\n\nSumme: 12\n\n"],
    ['"skip_footer_lines": 3', "day,n\n2026-01-01,3\n2026-01-02,4\n2026-01-03,5\nTotal,12\n\nEnd of report\n"],
    ['"delimiter": ";", "skip_lines": 2', "sep=;\nReport of today\na;b;c\n1;2;3\n4;5;6\n7;8;9\n"],
    ['"delimiter": "||"', "a||b\n1||x\n2||y\n"],
    ['"skip_lines": 2', "Report\nof today\na,b,c\n1,2,3\n4,5,6\n7,8,9\n"],
    ['"skip_lines": 3', "Report\n\nof today\na,b,c\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n2,3,4\n1,2,3\n"],
    ['"comment": "#"', "# made by x\na,b,c\n1,2,3\n4,5,6\n7,8,9\n"],
    ['"header": false', "1,2026-01-01\n2,2026-01-02\n"],
    ['"header": true', "id,day\n1,2026-01-01\n2,2026-01-02\n", { header: false }],
    ['"header": true', "a,b\nx,y\n", { header: ["a", "b"] }],
  ])("%s for %j", async ([advice, text, settings = {}]) => {
    expect(await sniff(Buffer.from(text), tableWith(settings))).toEqual([
      expect.stringMatching(new RegExp(`: consider ${escaped(advice)}`)),
    ]);
  });

  test("a blank for the log of a server, whose fields are many and have no names", async () => {
    const lines = [1, 2, 3].map(
      (n) =>
        `79a5 lake [06/Feb/2026:00:00:3${n} +0000] 192.0.2.${n} - 3E5${n}F GET.OBJECT "GET /k${n} HTTP/1.1" 200 -\n`,
    );
    expect(await sniff(Buffer.from(lines.join("")), tableWith({}))).toEqual([
      'the fields look differently separated or quoted: consider "delimiter": " "',
      expect.stringContaining('"header": false'),
    ]);
  });

  test("nothing for a narrow header that no setting mends for certain", async () => {
    expect(await sniff(Buffer.from("text\nHello, world\nGood bye, all\n"), tableWith({}))).toEqual([
      "the header has 1 name, and most rows have 2 fields",
    ]);
  });

  test("two changes where two things look wrong", async () => {
    expect(await sniff(utf16("1;2\n3;4\n"), tableWith({}))).toEqual([
      expect.stringContaining("utf-16le"),
      expect.stringContaining('";"'),
      expect.stringContaining('"header": false'),
    ]);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
