import { describe, expect, test } from "vitest";
import { csvFormat } from "../../src/csv/csv-format.ts";
import { TapError } from "../../src/errors.ts";
import type { Finding } from "../../src/format/finding.ts";
import { rowTexts } from "../../src/rows/row-texts.ts";
import { corpus, type CorpusFile } from "../corpus/programs.ts";
import { scoreCells } from "../corpus/score.ts";
import { openFileOf } from "../support/open-file.ts";
import { tableWith } from "../support/table-with.ts";

const format = csvFormat(",");

/** The part of the cells that is read as a person reads them, with what is advised. */
async function scoreWith(findings: readonly Finding[], { bytes, rows }: CorpusFile): Promise<number> {
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

const adviceOn = async ({ bytes }: CorpusFile): Promise<readonly Finding[]> =>
  (await format.sniff?.(openFileOf([bytes], { settings: tableWith({}) }))) ?? [];

describe("Every advice on a file makes it read better than it does with all advice but that", () => {
  test.for(corpus)("$program", async (file) => {
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
