import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { generate } from "./generate.ts";
import { type Kind, kinds } from "./kinds.ts";

const size = 60_000;
const all: readonly Kind[] = Object.values(kinds);
const repeating = all.filter(({ name }) => name !== "giant");

describe("generate", () => {
  it.each(all)("makes a $name file with its header and whole rows of its columns", (kind) => {
    const rows = rowsOf(kind);
    expect(rows[0]).toEqual(kind.columns.map(({ name }) => name));
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter((row) => row.length !== kind.columns.length)).toEqual([]);
  });

  it.each(all)("fills a $name file with values of the types of its columns", (kind) => {
    const misfits = rowsOf(kind)
      .slice(1)
      .flatMap((row) => row.filter((text, index) => !forms[kind.columns[index]?.type ?? "string"].test(text)));
    expect(misfits).toEqual([]);
  });

  it.each(all)("makes a $name file of the size that was asked for, and the same every time", (kind) => {
    const bytes = Buffer.concat([...generate(kind, size)]);
    expect(bytes.length).toBeGreaterThanOrEqual(size);
    expect(bytes.length).toBeLessThan(1.3 * size + 20_000);
    expect(sha256(Buffer.concat([...generate(kind, size)]))).toBe(sha256(bytes));
  });

  it.each(repeating)("makes a longer $name file by adding to a shorter one", (kind) => {
    const short = Buffer.concat([...generate(kind, size)]);
    const long = Buffer.concat([...generate(kind, 2 * size)]);
    expect(long.subarray(0, short.length / 2).equals(short.subarray(0, short.length / 2))).toBe(true);
  });

  it("quotes about one text in fifty fields of the narrow file", () => {
    const text = textOf(kinds.narrow);
    const fields = rowsOf(kinds.narrow).length * 8;
    expect((text.match(/"/g) ?? []).length / 2 / fields).toBeCloseTo(0.02, 2);
  });

  it("leaves a third of the texts of the wide file empty", () => {
    const texts = rowsOf(kinds.wide)
      .slice(1)
      .flatMap((row) => row.filter((_, index) => kinds.wide.columns[index]?.type === "string"));
    expect(texts.filter((text) => text === "").length / texts.length).toBeCloseTo(1 / 3, 1);
  });

  it("has everything in the quoted file that must be escaped", () => {
    const text = textOf(kinds.quoted);
    expect(text.replaceAll("\r\n", "")).toMatch(/[^\r]\n/);
    for (const mark of ['""', ", ", "\t", "\\", "ß", "日本", '"\r\n']) expect(text).toContain(mark);
  });

  it("puts quotes around every value of the quote-all file", () => {
    const [, ...lines] = textOf(kinds["quote-all"]).trimEnd().split("\n");
    expect(lines.filter((line) => !/^("[^"]*",){7}"[^"]*"$/.test(line))).toEqual([]);
  });

  it("makes one field of the giant file as large as the file", () => {
    expect(rowsOf(kinds.giant)[2]?.[1]?.length).toBeGreaterThan(0.8 * size);
  });
});

const forms = {
  integer: /^\d+$/,
  // As JSON.stringify would write it: then every program's output is the same bytes.
  number: /^(0|[1-9]\d*)(\.\d*[1-9])?$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+02:00)$/,
  string: /^/,
};

function textOf(kind: Kind): string {
  return Buffer.concat([...generate(kind, size)]).toString();
}

function rowsOf(kind: Kind): string[][] {
  return parse(textOf(kind));
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
