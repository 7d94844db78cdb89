import { describe, expect, test } from "vitest";
import { avroFile, long, marker, text } from "../../test/support/avro-file.ts";
import { avroRows } from "../../test/support/avro-rows.ts";
import { record } from "../../test/support/avro-schemas.ts";
import { brokenAvroFiles, ofRecord } from "../../test/support/broken-avro-files.ts";
import { stream } from "../../test/support/chunks.ts";
import { TapError } from "../errors.ts";
import { ownStyles } from "./styles-of.ts";

const chunksOf = (file: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(file.length / size) }, (_, index) => file.subarray(index * size, (index + 1) * size));

describe("broken files", () => {
  test.each(brokenAvroFiles.map(([name, file, says, rows = 0]) => [name, file, says, rows] as const))(
    "%s",
    async (_, file, says, rowsBefore) => {
      for (const size of [file.length, 3]) {
        const bytes = stream(chunksOf(file, size));
        const { rows, error } = await avroRows(bytes);
        expect(error).toBeInstanceOf(TapError);
        expect(error).toMatchObject({ kind: "data", message: expect.stringMatching(says) });
        expect(rows).toHaveLength(rowsBefore);
        expect(bytes.isClosed()).toBe(true);
      }
    },
  );

  test("cut anywhere tell it, unless the cut is between two blocks", async () => {
    const file = avroFile(record({ a: "int" }), [[{ a: 1 }, { a: 2 }], [{ a: 3 }]]);
    const first = file.indexOf(marker) + 16;
    const second = file.indexOf(marker, first) + 16;
    for (let at = 0; at < file.length; at++) {
      const { rows, error } = await avroRows(stream([file.subarray(0, at)]));
      if (at === first || at === second) expect(error).toBeNull();
      else expect(error).toBeInstanceOf(TapError);
      expect(rows).toHaveLength(at >= second ? 2 : 0);
    }
  });

  test("with bytes that are no UTF-8 are read where U+FFFD may stand for them", async () => {
    const file = ofRecord(
      { a: "string", b: { type: "array", items: "string" } },
      2,
      Buffer.from([4, 0xc3, 0x41]),
      long(1),
      Buffer.from([2, 0xff]),
      long(0),
      text("é"),
      long(0),
    );
    expect(await avroRows(stream([file]), { onInvalid: "replace" })).toEqual({
      rows: ['a text \ufffdA, b json ["\ufffd"]', "a text é, b json []"],
      error: null,
    });
  });

  test("that expand too far tell it, unless they are small", async () => {
    const schema = record({ a: "bytes" });
    const megabyte = Buffer.alloc(1024 * 1024);
    const block = [{ a: megabyte }];
    const file = avroFile(
      schema,
      Array.from({ length: 110 }, () => block),
      { codec: "deflate" },
    );
    const { rows, error } = await avroRows(stream([file]), { stylesOf: () => null });
    expect(error).toMatchObject({
      message: 'It expands to more than 200 times its size; set "max_expansion" if that is intended',
    });
    expect(rows.length).toBeGreaterThan(90);
  });

  test("whose record is larger than it may be tell its line", async () => {
    const file = avroFile(record({ a: "string" }), [[{ a: "x" }, { a: "x".repeat(2000) }]]);
    const { rows, error } = await avroRows(stream([file]), { maxRecordSize: 1000 });
    expect(rows).toHaveLength(1);
    expect(error).toMatchObject({
      message: 'The record at line 2 cannot be read: it is larger than 1000 bytes; raise "max_record_size"',
      place: { line: 2 },
    });
  });

  test("whose record claims 10^12 nulls tell it, or read over them", async () => {
    const file = ofRecord({ a: { type: "array", items: "null" }, b: "int" }, 1, long(1e12), long(0), long(5));
    const { error } = await avroRows(stream([file]), { maxRecordSize: 1_000_000 });
    expect(error).toMatchObject({ message: expect.stringContaining("it is larger than 1000000 bytes") });
    const { rows } = await avroRows(stream([file]), { stylesOf: (name) => (name === "a" ? null : ownStyles) });
    expect(rows).toEqual(["b number 5"]);
  });
});
