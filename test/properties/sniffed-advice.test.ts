import { describe, expect, test } from "vitest";
import { csvFormat } from "../../src/csv/csv-format.ts";
import { TapError } from "../../src/errors.ts";
import type { Finding } from "../../src/format/finding.ts";
import { rowTexts } from "../../src/rows/row-texts.ts";
import type { CorpusFile } from "../corpus/corpus-file.ts";
import { corpus } from "../corpus/programs.ts";
import { scoreCells } from "../corpus/score.ts";
import { writeText } from "../corpus/write-text.ts";
import { openFileOf } from "../support/open-file.ts";
import { tableWith } from "../support/table-with.ts";

const format = csvFormat(",");

/** The part of the cells that is read as a person reads them, with what is advised. */
async function scoreWith(
  findings: readonly Finding[],
  { bytes, rows }: Pick<CorpusFile, "bytes" | "rows">,
): Promise<number> {
  const settings = tableWith(Object.assign({}, ...findings.map((finding) => finding.settings)));
  const read: string[][] = [];
  try {
    for await (const { rows: batch, names } of format.batches(openFileOf([bytes], { settings }), {
      records: 0,
      byte: 0,
    })) {
      if (read.length === 0) read.push([...names]);
      for (let row = 0; row < batch.count; row++) read.push(rowTexts(batch, row));
    }
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
  }
  return scoreCells(rows, read);
}

const adviceOn = async ({ bytes }: Pick<CorpusFile, "bytes">): Promise<readonly Finding[]> =>
  (await format.sniff?.(openFileOf([bytes], { settings: tableWith({}) }))) ?? [];

test.for(corpus)("The same rows as $program, cleanly written, get no advice", async ({ rows }) => {
  expect(await adviceOn({ bytes: writeText(rows, {}) })).toEqual([]);
});

describe("Every advice on a file makes it read better than it does with all advice but that", () => {
  test.for(corpus.filter(({ isBeyondSettings }) => !isBeyondSettings))("$program", async (file) => {
    const findings = await adviceOn(file);
    const all = await scoreWith(findings, file);
    expect(all).toBeGreaterThanOrEqual(0.95);
    for (const finding of findings) {
      const others = await scoreWith(
        findings.filter((other) => other !== finding),
        file,
      );
      // What is recognised by its NULs reads well without.
      const isRecognised = finding.settings.encoding?.startsWith("utf-16") === true;
      if (isRecognised) expect(others).toBe(all);
      else
        expect([finding.settings, others]).toEqual([
          finding.settings,
          expect.closeTo(Math.min(others, all - 0.001), 9),
        ]);
    }
  });
});

const shop = [
  ["id", "name", "city", "fee"],
  ...[1, 2, 3, 4, 5, 6].map((n) => [String(n), n % 2 ? "Lee, Ann" : "Bob; Sons", `Ulm ${n}`, `${n}.50`]),
];
const marks = ["^", "|", "~", "´", "*", "§", "%", "`", "'"];
const oddlyQuoted = marks.flatMap((quote) => [",", ";", "\t"].map((delimiter) => ({ quote, delimiter })));

test.for(oddlyQuoted)(
  "Of fields in $quote and between $delimiter, the quote is found, and no header is lost",
  async ({ quote, delimiter }) => {
    const file = { bytes: writeText(shop, { quote, quotes: "all", delimiter }), rows: shop };
    const findings = await adviceOn(file);
    expect(Object.assign({}, ...findings.map(({ settings }) => settings))).toEqual({
      quote,
      ...(delimiter === "," ? {} : { delimiter }),
    });
    expect(await scoreWith(findings, file)).toBe(1);
  },
);

const oddlyWritten = [
  ["typographic quotes", (field: string) => `“${field}”`],
  ["double arrows", (field: string) => `«${field}»`],
  ["brackets", (field: string) => `[${field}]`],
  ["braces", (field: string) => `{${field}}`],
  ["carets where they must be", (field: string) => (/[,;]/.test(field) ? `^${field}^` : field)],
  ["pipes where they must be", (field: string) => (/[,;]/.test(field) ? `|${field}|` : field)],
  ["stars in the text", (field: string) => (/Bob/.test(field) ? `*${field}*` : field)],
] as const;

test.for(oddlyWritten.flatMap(([what, write]) => [",", ";", "\t"].map((delimiter) => ({ what, write, delimiter }))))(
  "Of $what between $delimiter, no advice makes the file read worse",
  async ({ write, delimiter }) => {
    const rows = shop.map((row) => row.map((field) => write(field)));
    for (const expected of [rows, shop]) {
      const file = { bytes: writeText(rows, { quotes: "none", delimiter }), rows: expected };
      const findings = await adviceOn(file);
      expect(await scoreWith(findings, file)).toBeGreaterThanOrEqual(await scoreWith([], file));
    }
  },
);

test.for<readonly [what: string, text: string]>([
  ["addresses of networks", "00:1a:2b:3c:4d:5e\n00:1a:2b:3c:4d:5f\n01:1a:2b:3c:4d:5e\n"],
  ["times", "10:20:30\n10:20:31\n10:20:32\n10:20:33\n"],
  ["moments", "2024-01-01 10:20:30\n2024-01-01 10:20:31\n2024-01-01 10:20:32\n"],
  ["names of people", "name\nAnn Mary Lee\nBob John Roe\nCy Max Poe\n"],
  ["addresses of the web", "url\nhttps://example.org/a\nhttps://example.org/b\nhttps://example.org/c\n"],
  ["sentences", "text\nThe 1 cat sat\nThe 2 dogs ran\nThe 3 cows ate\n"],
])("A single column of %s gets no delimiter", async ([, text]) => {
  const findings = await adviceOn({ bytes: Buffer.from(text) });
  expect(findings.filter(({ settings }) => settings.delimiter !== undefined)).toEqual([]);
});

const numbers = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [n, (n / 4).toFixed(3), (n / 8).toFixed(3)]);
const between = (delimiter: string): string => numbers.map((row) => `${row.join(delimiter)}\n`).join("");

test.for<readonly [what: string, text: string, settings: object]>([
  ["a header that begins as comments do", `##a\n##b\n#k,x,y\n${between(",")}`, { comment: "##" }],
  ["names in a comment", `# made by x\n# k,x,y\n${between(",")}`, { comment: "#", header: ["k", "x", "y"] }],
  [
    "names in a comment between blanks",
    `# k x y\n${between(" ")}`,
    { delimiter: " ", comment: "#", header: ["k", "x", "y"] },
  ],
  ["units below the names", `k,x,y\n,mm,°C\n${between(",")}`, { header: ["k", "x", "y"], skip_lines: 2 }],
  ["a unit that is a number", `k,x,y\n,EUR,EUR/kg\n${between(",")}`, { header: ["k", "x", "y"], skip_lines: 2 }],
  ["a line below the names", `k,x,y\n-,--,---\n---,---,---\n${between(",")}`, {}],
  ["a line drawn below the names", `k,x,y\n---,---,---\n${between(",")}`, { header: ["k", "x", "y"], skip_lines: 2 }],
  ["groups above the names", `,a,,\nk,x,y\n${between(",")}`, { skip_lines: 1 }],
  ["settings of an instrument above", `Label,A,B\nUnit,s,s\nStep,1,2\nk,x,y\n${between(",")}`, { skip_lines: 3 }],
  ["a total without a word", `k,x,y\n${between(",")},,18.5\n`, { skip_footer_lines: 1 }],
  ["a line drawn below the rows", `k,x,y\n${between(",")}------\n`, { skip_footer_lines: 1 }],
])("Of %s, the settings are told", async ([, text, settings]) => {
  const findings = await adviceOn({ bytes: Buffer.from(text) });
  expect(Object.assign({}, ...findings.map((finding) => finding.settings))).toEqual(settings);
});

test("Of fields that are filled up with blanks it is told that no setting helps", async () => {
  const text = "ID    NAME       AMOUNT\n1     Acme           10\n2     Bolt           20\n3     Cargo         300\n";
  expect(await adviceOn({ bytes: Buffer.from(text) })).toEqual([
    expect.objectContaining({ code: "fixed-width", settings: {}, isSure: true }),
  ]);
});

test.for<readonly [what: string, text: string]>([
  ["a first row without numbers", "id,a,b\nx,N/A,N/A\ny,1,2\nz,3,4\nu,5,6\nv,7,8\n"],
  ["texts in the first row of one column", "id,a,b\n1,unknown,5\n2,1,2\n3,3,4\n4,5,6\n5,7,8\n"],
  ["a first amount that is a word", "name,amount\nAcme,free\nBob,2\nCy,3\nDi,4\nEd,5\n"],
  ["words for unknown numbers in the first row", "id,a,b\nx,unknown,unknown\ny,1,2\nz,3,4\nu,5,6\nv,7,8\n"],
  ["two words for unknown numbers", "id,a,b\nx,open,free\ny,1,2\nz,3,4\nu,5,6\nv,7,8\n"],
  ["words for unknown numbers in three rows", "id,a,b\nx,p,q\ny,r,s\nz,t,u\nu,5,6\nv,7,8\nw,7,9\nk,7,1\nl,7,9\n"],
  ["years for names", "land,2019,2020\nA,1,2\nB,3,4\nC,5,6\nD,7,8\n"],
  ["a header of two words that come again", "a,b\nx,y\na,c\nz,b\n"],
  ["a row that comes twice", "a,b\nx,y\nx,y\nx,y\n"],
  ["times with blanks", "day,time\n2024-01-01 10:00,1 2 3\n2024-01-02 10:00,4 5 6\n2024-01-03 10:00,7 8 9\n"],
  ["lists between pipes", "id,tags\n1,a|b\n2,c|d|e\n3,f\n4,g|h\n"],
  ["stars before names", "*id,*name\n1,x\n2,y\n3,z\n"],
  ["a last row without a name", "id,name,amount\n1,x,2.5\n2,y,3.5\n3,z,4.5\n4,,5.5\n"],
  ["ranks with signs", "id,rank\n1,#1\n2,#2\n3,#3\n"],
])("A clean file with %s gets no advice", async ([, text]) => {
  expect(await adviceOn({ bytes: Buffer.from(text) })).toEqual([]);
});

test.for<readonly [what: string, text: string, settings: object | null]>([
  ["delimiters at the ends of all lines", "a,b,\n1,x,\n2,y,\n3,z,\n", null],
  ["delimiters at the ends of all lines but the header's", "a,b\n1,x,\n2,y,\n3,z,\n", null],
  [
    "names of rows as R writes them",
    'a\tb\n"1"\t5\t"x"\n"2"\t6\t"y"\n',
    { delimiter: "\t", header: ["row_name", "a", "b"], skip_lines: 1 },
  ],
  ["quotes behind backslashes", 'id,said\n1,"he said \\"hi, you\\""\n2,"and \\"so, so\\""\n', { escape: "\\" }],
  ["blanks before quotes", 'id, name\n1, "x, y"\n2, "z, w"\n', { trim: true }],
  [
    "blanks before quotes in the last column, and no names of rows",
    'a, b\n1, "x, y"\n2, "z, w"\n3, "u, v"\n',
    { trim: true },
  ],
  ["commas in the texts of numbered rows", "id,name\n1,Acme, Inc\n2,Foo, Ltd\n3,Bar, Co\n", {}],
  ["commas without blanks in the texts of numbered rows", "id,name\n1,Acme,Inc\n2,Foo,Ltd\n3,Bar,Co\n", {}],
  ["commas in the first of several texts", "name,city,land\nAcme, Inc,Ulm,DE\nFoo, Ltd,Bonn,DE\n", {}],
  ["single quotes", "id,name\n1,'x, y'\n2,'z, w'\n", { quote: "'" }],
  ["a header of fewer names than its rows have fields", "text\nHello, world\nGood bye, all\n", {}],
])("%s get the advice that helps, and never to skip the header", async ([, text, settings]) => {
  const findings = (await format.sniff?.(openFileOf([Buffer.from(text)], { settings: tableWith({}) }))) ?? [];
  if (settings === null) return expect(findings).toEqual([]);
  const advised: object = Object.assign({}, ...findings.map((finding) => finding.settings));
  expect(advised).toEqual(settings);
  const names = text.split("\n")[0] ?? "";
  const skipsHeader = "skip_lines" in advised && !("header" in advised);
  expect([names, skipsHeader]).toEqual([names, false]);
});
