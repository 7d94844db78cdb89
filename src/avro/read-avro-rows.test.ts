import { describe, expect, test } from "vitest";
import { avroFile, containerOf, long, marker } from "../../test/support/avro-file.ts";
import { avroRows } from "../../test/support/avro-rows.ts";
import { people, persons, record } from "../../test/support/avro-schemas.ts";
import { cuts, stream } from "../../test/support/chunks.ts";
import { openAvro } from "./read-avro-rows.ts";

/** Text that cannot be packed to much less. */
function noiseOf(bytes: number): string {
  let state = 1;
  const noise = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    noise[at] = state >>> 16;
  }
  return noise.toString("base64");
}

describe("files", () => {
  const blocks = [persons(0, 500), [], persons(500, 501), persons(501, 1000)];
  for (const codec of [undefined, "null", "deflate", "snappy", "zstandard"] as const) {
    test.each(cuts)(`of codec ${codec} are read %s`, async (_, cut) => {
      const { rows, error } = await avroRows(
        stream(cut(avroFile(people, blocks, codec === undefined ? {} : { codec }))),
      );
      expect(error).toBeNull();
      expect(rows).toHaveLength(1000);
      expect(rows[998]).toBe(`id number 998, name text name 998, tags json ["${"x".repeat(48)}","y"]`);
    });
  }

  test("of blocks that are larger than what is unpacked at once are read", async () => {
    const schema = record({ text: "string" });
    const block = Array.from({ length: 20 }, (_, index) => ({ text: `${index} ${"x".repeat(1_000_000)}` }));
    const noise = Array.from({ length: 20 }, (_, index) => ({ text: `${index} ${noiseOf(100_000)}` }));
    for (const codec of ["null", "deflate", "zstandard"] as const) {
      const { rows, error } = await avroRows(stream([avroFile(schema, [block, noise], { codec })]));
      expect(error).toBeNull();
      expect(rows).toHaveLength(40);
      expect(rows.every((row, index) => row === `text text ${[...block, ...noise][index]?.text}`)).toBe(true);
    }
  });

  test("without blocks, and without fields", async () => {
    expect(await avroRows(stream([avroFile(people, [])]))).toEqual({ rows: [], error: null });
    expect(await avroRows(stream([avroFile(record({}), [[{}, {}], [{}]])]))).toEqual({
      rows: ["", "", ""],
      error: null,
    });
  });

  test("with the end of zlib's own checksum behind the data, as Python's library leaves it", async () => {
    const file = avroFile(people, [persons(0, 3)], { codec: "deflate" });
    const packed = file.subarray(file.indexOf(marker) + 16, file.lastIndexOf(marker)).subarray(2);
    const header = file.subarray(0, file.indexOf(marker) + 16);
    const longer = Buffer.concat([header, long(3), long(packed.length + 3), packed, Buffer.from("abc"), marker]);
    expect((await avroRows(stream([longer]))).rows).toHaveLength(3);
  });

  test("whose types refer to others and to themselves", async () => {
    const node = {
      type: "record",
      name: "node",
      namespace: "n",
      fields: [
        { name: "value", type: "int" },
        { name: "next", type: ["null", "node"] },
      ],
    };
    const schema = record({ first: node, second: "n.node" });
    const list = { value: 1, next: { "n.node": { value: 2, next: null } } };
    const { rows } = await avroRows(stream([avroFile(schema, [[{ first: list, second: { value: 3, next: null } }]])]));
    expect(rows).toEqual([
      'first json {"value":1,"next":{"value":2,"next":null}}, second json {"value":3,"next":null}',
    ]);
  });

  test("whose names no library of Avro would take", async () => {
    const schema = JSON.stringify(record({ "größe in m²": "int", "a-b": "int" }, { name: "0" }));
    const { rows } = await avroRows(
      stream([containerOf(schema, [{ count: 1, content: Buffer.concat([long(1), long(2)]) }])]),
    );
    expect(rows).toEqual(["größe in m² number 1, a-b number 2"]);
  });

  test("are closed when they are not read on", async () => {
    const bytes = stream(cuts[2]?.[1](avroFile(people, blocks)) ?? []);
    const file = await openAvro(bytes);
    expect(file.header.codec).toBe("null");
    await file.close();
    expect(bytes.isClosed()).toBe(true);
  });
});
