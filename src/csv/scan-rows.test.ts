import { describe, expect, it } from "vitest";
import { stream } from "../../test/support/chunks.ts";
import { defaultDialect } from "../../test/support/csv-cases.ts";
import { plainRows } from "../../test/support/plain-rows.ts";
import { rowsOf } from "../../test/support/rows-of.ts";
import { TapError } from "../errors.ts";
import { rowTexts } from "../rows/row-texts.ts";
import type { RowReader } from "./row-reader.ts";
import { blockSize } from "./scan-kernel.ts";
import { scanRows } from "./scan-rows.ts";

const megabyte = 1024 * 1024;

describe("scanRows", () => {
  it("keeps batches of a long file small, and their rows in order", async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, row) => `${row},abc,def\n`).join(""));
    const sizes: number[] = [];
    let row = 0;
    let end = 0;
    for await (const batch of scanRows(defaultDialect)(stream([bytes]))) {
      for (let index = 0; index < batch.count; index++) {
        if (rowTexts(batch, index).join() !== `${row++},abc,def`) expect.unreachable(`row ${row} is another`);
      }
      sizes.push(batch.end - end);
      end = batch.end;
    }
    expect(row).toBe(100_000);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
    expect(sizes.length).toBeLessThan(bytes.length / (64 * 1024));
  });

  it.each([
    ["a line end of two bytes", "\r\n"],
    ["a doubled quote", '"a""b"'],
    ["a quoted delimiter", '"a,b",c'],
    ["text behind a closing quote", '"a"b,c'],
    ["an escape", '\\"a\\,b'],
    ["a comment", "\n#a comment\nb"],
    ["an empty line", "\n\n"],
  ])("reads %s wherever the kernel's blocks end", async (_, sign) => {
    const dialect = { ...defaultDialect, escape: "\\", comment: "#" };
    for (let shift = 0; shift < 20; shift++) {
      const text = `${"x".repeat(blockSize - 10 - shift)},${sign},y\n`.repeat(3);
      const { rows, error } = await rowsOf(scanRows(dialect), [Buffer.from(text)]);
      expect({ rows, error }).toEqual({ rows: plainRows(text, dialect).rows, error: null });
    }
  });

  it("reads a giant quoted field in chunks, without scanning it again for each of them", async () => {
    const text = `"line",\n"x" `.repeat(megabyte / 2);
    const bytes = Buffer.from(`a,b\n"${`""line"",\n""x"" `.repeat(megabyte / 2)}",z\nc,d\n`);
    let giant = "";
    const others: string[][] = [];
    for await (const batch of scanRows(defaultDialect)(stream(inChunks(bytes, 1024)))) {
      for (let row = 0; row < batch.count; row++) {
        const texts = rowTexts(batch, row);
        if (texts[1] === "z") giant = texts[0] ?? "";
        else others.push(texts);
      }
    }
    expect(giant === text).toBe(true);
    expect(others).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  it("gives the memory of a giant record back", async () => {
    const bytes = Buffer.from(`a\n"${"x".repeat(10 * megabyte)}"\n${`${"y".repeat(1023)}\n`.repeat(10 * 1024)}`);
    const buffers: number[] = [];
    for await (const batch of scanRows(defaultDialect)(stream(inChunks(bytes, 65_536))))
      buffers.push(batch.bytes.length);
    expect(Math.max(...buffers)).toBeGreaterThan(10 * megabyte);
    expect(buffers.at(-1)).toBeLessThan(megabyte);
  });

  it.each([
    ["a column more than the arrays begin with", 40_000],
    ["the most columns there may be", 100_000],
  ])("reads a row with %s", async (_, columns) => {
    const row = Array.from({ length: columns }, (_, column) => String(column));
    const reading = await rowsOf(scanRows(defaultDialect), inChunks(Buffer.from(`a\n${row.join(",")}\nb\n`), 10_000));
    expect(reading).toMatchObject({ rows: [["a"], row, ["b"]], error: null });
  });

  it.each([
    ["a million columns", ",".repeat(1_000_000)],
    ["a million columns and a line end", `${",".repeat(1_000_000)}\n`],
  ])("refuses a row with %s", async (_, row) => {
    const reading = await rowsOf(scanRows(defaultDialect), inChunks(Buffer.from(`a\nb\n${row}`), 65_536));
    expect(reading.rows).toEqual([["a"], ["b"]]);
    expect(reading.error).toContain("line 3 has more than 100000 fields");
  });

  it("refuses a record over the limit before it has read it whole", async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a\n"');
      for (;;) yield Buffer.alloc(65_536, "x", "utf8").fill("y", 0, ++read % 2);
    }
    await expect(drain(scanRows({ ...defaultDialect, maxRecordSize: megabyte })(endless()))).rejects.toMatchObject({
      kind: "data",
      place: { line: 2 },
    });
    expect(read).toBeLessThan(40);
  });

  it("refuses a comment that is longer than a record may be", async () => {
    const reader = scanRows({ ...defaultDialect, comment: "#", maxRecordSize: megabyte });
    const reading = await rowsOf(reader, inChunks(Buffer.from(`a\n#${"x".repeat(3 * megabyte)}`), 65_536));
    expect(reading.error).toContain("line 2 is larger than 1048576 bytes");
  });

  it.each([
    [1, 3],
    [2, 4],
    [1001, 1003],
  ])("counts lines from %i, across batches", async (firstLine, line) => {
    const failing = drain(scanRows(defaultDialect, firstLine, 1)(stream(inChunks(Buffer.from('a\n\nb\n"c'), 1))));
    await expect(failing).rejects.toThrow(TapError);
    await expect(failing).rejects.toMatchObject({ kind: "data", place: { line } });
  });

  it("closes its source when its reader stops early", async () => {
    const source = stream(inChunks(Buffer.from("a,b\n".repeat(1000)), 10));
    for await (const batch of scanRows(defaultDialect, 1, 1)(source)) {
      expect(batch.count).toBeGreaterThan(0);
      break;
    }
    expect(source.isClosed()).toBe(true);
  });

  it("reads several files at once with one reader", async () => {
    const reader = scanRows(defaultDialect, 1, 1);
    const texts = ["a,b\nc,d\n", '"1",2\n3,"4"\n'];
    const readings = await Promise.all(texts.map((text) => rowsOf(reader, inChunks(Buffer.from(text), 3))));
    expect(readings.map(({ rows }) => rows)).toEqual([
      [
        ["a", "b"],
        ["c", "d"],
      ],
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ]);
  });
});

function* inChunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function drain(batches: ReturnType<RowReader>): Promise<void> {
  for await (const batch of batches) expect(batch.count).toBeGreaterThan(0);
}
