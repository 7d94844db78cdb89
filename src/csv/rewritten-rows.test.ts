import { describe, expect, test } from "vitest";
import { cuts } from "../../test/support/chunks.ts";
import { defaultDialect } from "../../test/support/csv-cases.ts";
import { rowsOf } from "../../test/support/rows-of.ts";
import type { Dialect } from "../format/dialect.ts";
import { readRows } from "./read-rows.ts";

interface Case {
  readonly name: string;
  readonly dialect: Partial<Dialect>;
  readonly text: string;
  readonly rows: readonly (readonly string[])[];
}

const cases: readonly Case[] = [
  {
    name: "record separators",
    dialect: { rowDelimiter: "\x1e" },
    text: "a,b\x1e1,2\x1e",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "a last row without an end",
    dialect: { rowDelimiter: "\x1e" },
    text: "a,b\x1e1,2",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "a line end behind the last row",
    dialect: { rowDelimiter: "|" },
    text: "a,b|1,2|\r\n",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "line ends that are text",
    dialect: { rowDelimiter: "|" },
    text: 'a,b|1,x\ny|2,"z\r\nw"|',
    rows: [
      ["a", "b"],
      ["1", "x\ny"],
      ["2", "z\r\nw"],
    ],
  },
  {
    name: "an end of rows in quotes",
    dialect: { rowDelimiter: "|" },
    text: 'a,b|1,"x|y"|2,z|',
    rows: [
      ["a", "b"],
      ["1", "x|y"],
      ["2", "z"],
    ],
  },
  {
    name: "an end of rows of several characters",
    dialect: { rowDelimiter: "@#\n", delimiter: "||" },
    text: "a||b@#\n1||x\ny@#\n2||z@\n@#\n",
    rows: [
      ["a", "b"],
      ["1", "x\ny"],
      ["2", "z@\n"],
    ],
  },
  {
    name: "only CRLF",
    dialect: { rowDelimiter: "\r\n" },
    text: "a,b\r\n1,x\ny\r\n",
    rows: [
      ["a", "b"],
      ["1", "x\ny"],
    ],
  },
  {
    name: "only LF",
    dialect: { rowDelimiter: "\n" },
    text: "a,b\n1,x\ry\n",
    rows: [
      ["a", "b"],
      ["1", "x\ry"],
    ],
  },
  {
    name: "rows above the header, ended as all are",
    dialect: { rowDelimiter: "|", skipLines: 1 },
    text: 'Title "of\n it|a,b|1,2|',
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "a footer",
    dialect: { skipFooterLines: 1 },
    text: "a,b\n1,2\nTotal,2\n",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "a footer without an end",
    dialect: { skipFooterLines: 1 },
    text: "a,b\n1,2\nTotal,2",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "a footer of several lines with a blank one, and blank ones below",
    dialect: { skipFooterLines: 3 },
    text: 'a,b\r\n1,2\r\nTotal "2\r\n\r\nEnd\r\n\r\n\r\n',
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "old Mac's footer",
    dialect: { skipFooterLines: 1 },
    text: "a,b\r1,2\rTotal\r",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  { name: "a footer longer than the text", dialect: { skipFooterLines: 9 }, text: "a,b\n1,2\n", rows: [] },
  {
    name: "a footer below rows that end otherwise",
    dialect: { skipFooterLines: 1, rowDelimiter: "\x1e" },
    text: "a,b\x1e1,x\ny\x1eTotal\x1e",
    rows: [
      ["a", "b"],
      ["1", "x\ny"],
    ],
  },
  {
    name: "blanks around fields",
    dialect: { isTrimmed: true },
    text: ' a ,\tb\t\n 1 1 , "x, y" \n2,"  z "\n',
    rows: [
      ["a", "b"],
      ["1 1", "x, y"],
      ["2", "  z "],
    ],
  },
  {
    name: "blanks around quotes that are doubled, and rows of blanks",
    dialect: { isTrimmed: true },
    text: 'a, b\n 1, "x ""y"" , z"\n   \n2,  \n',
    rows: [
      ["a", "b"],
      ["1", 'x "y" , z'],
      ["2", ""],
    ],
  },
  {
    name: "blanks between escapes",
    dialect: { isTrimmed: true, escape: "\\" },
    text: 'a, b\n1, "x \\" , y"\n2, \\, z \n',
    rows: [
      ["a", "b"],
      ["1", 'x " , y'],
      ["2", ", z"],
    ],
  },
  {
    name: "blanks where a tab is the delimiter",
    dialect: { isTrimmed: true, delimiter: "\t" },
    text: 'a \t b\n1\t "x\ty"\n\t2 \n',
    rows: [
      ["a", "b"],
      ["1", "x\ty"],
      ["", "2"],
    ],
  },
  {
    name: "blanks below comments and skipped lines with lone quotes",
    dialect: { isTrimmed: true, comment: "#", skipLines: 1 },
    text: 'Title, "of it\n# no, "quote\na, b\n #, "\n1, "x, y"\n',
    rows: [
      ["a", "b"],
      ["1", "x, y"],
    ],
  },
  {
    name: "blanks, a footer, and marks of several bytes",
    dialect: { isTrimmed: true, skipFooterLines: 1, delimiter: "||", rowDelimiter: "|#" },
    text: "a || b|# 1 || x\n y |#Total|#",
    rows: [
      ["a", "b"],
      ["1", "x\n y"],
    ],
  },
];

describe.each(cases)("rows with $name", ({ dialect, text, rows }) => {
  test.each(cuts)("%s", async (_, cut) => {
    const reading = await rowsOf(readRows({ ...defaultDialect, ...dialect }), cut(Buffer.from(text)));
    expect(reading.error).toBeNull();
    expect(reading.rows).toEqual(rows);
  });
});

describe("a text that is changed before it is read", () => {
  async function* repeated(text: string, chunks: number): AsyncGenerator<Uint8Array> {
    yield Buffer.from("a,b\n");
    for (let chunk = 0; chunk < chunks; chunk++) yield Buffer.from(text);
  }

  async function drain(dialect: Dialect, source: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const batch of readRows(dialect)(source)) void batch;
  }

  test("is not held without a bound for a footer that never ends", async () => {
    const dialect = { ...defaultDialect, skipFooterLines: 2, maxRecordSize: 100_000 };
    await expect(drain(dialect, repeated("x".repeat(10_000), 11))).rejects.toThrow(
      "The last 2 lines have more than 100000 bytes together",
    );
  });

  test("is not held without a bound where nothing but ends of lines may stand at its end", async () => {
    const dialect = { ...defaultDialect, rowDelimiter: "|", maxRecordSize: 1_000_000 };
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; given < 1000; given++) yield Buffer.from("\n".repeat(10_000));
    }
    await expect(drain(dialect, endless())).rejects.toThrow("max_record_size");
    expect(given).toBeLessThan(150);
  });
});
