import { expect, test } from "vitest";
import { TapError } from "../../src/errors.ts";
import { avroFile, marker } from "../support/avro-file.ts";
import { avroRows } from "../support/avro-rows.ts";
import { record } from "../support/avro-schemas.ts";
import { stream } from "../support/chunks.ts";
import { createRandom } from "../../local-aws/random.ts";

const schema = record({
  id: "long",
  name: ["null", "string"],
  price: "double",
  at: { type: "long", logicalType: "timestamp-micros" },
  amount: { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 },
  tags: { type: "array", items: "string" },
  more: { type: "map", values: ["null", "int", record({ a: "boolean", b: "bytes" }, { name: "inner" })] },
});

const records = Array.from({ length: 60 }, (_, id) => ({
  id: BigInt(id) ** 9n,
  name: id % 3 === 0 ? null : { string: `name ${id}` },
  price: id / 7,
  at: BigInt(id) * 1_000_000_007n,
  amount: Buffer.from([id, 255 - id]),
  tags: ["a", "é".repeat(id % 5)].slice(id % 3),
  more: { a: null, b: { int: -id }, c: { inner: { a: id % 2 === 0, b: Buffer.alloc(id % 4) } } },
}));

const codecs = ["null", "deflate", "snappy", "zstandard"] as const;
const files = codecs.map((codec) => avroFile(schema, [records.slice(0, 20), records.slice(20)], { codec }));

/** Cut between two blocks, and nothing else, so that nothing tells. */
const isCutSilently = (mutated: Buffer, file: Buffer): boolean =>
  mutated.subarray(-marker.length).equals(marker) && mutated.equals(file.subarray(0, mutated.length));

/** One to four changes: bits, bytes, runs of bytes that are doubled, lost or set, and the rest that is lost. */
function mutate(file: Buffer, random: () => number): Buffer {
  let mutated = Buffer.from(file);
  const below = (bound: number): number => Math.floor(random() * bound);
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(mutated.length);
    const length = 1 + below(below(5) === 0 ? 400 : 8);
    switch (below(6)) {
      case 0:
        mutated[at] = (mutated[at] ?? 0) ^ (1 << below(8));
        break;
      case 1:
        mutated[at] = below(256);
        break;
      case 2:
        mutated.fill([0, 0x7f, 0x80, 0xff][below(4)] ?? 0, at, Math.min(at + length, mutated.length));
        break;
      case 3:
        mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(at + length)]);
        break;
      case 4:
        mutated = Buffer.concat([mutated.subarray(0, at + length), mutated.subarray(at)]);
        break;
      case 5:
        mutated = Buffer.from(mutated.subarray(0, Math.max(1, at)));
        break;
    }
  }
  return mutated;
}

test("no mutation of a file makes it crash, hang, or pass for whole with other than its records", async () => {
  const random = createRandom(Number(process.env["FC_SEED"] ?? 20_261_126));
  let told = 0;
  for (let run = 0; run < 2000; run++) {
    const file = files[run % files.length] ?? Buffer.alloc(0);
    const mutated = mutate(file, random);
    const { rows, error } = await avroRows(stream([mutated]), { maxRecordSize: 1024 * 1024 });
    if (error === null) {
      if (!isCutSilently(mutated, file)) expect({ run, rows: rows.length }).toEqual({ run, rows: records.length });
      continue;
    }
    told++;
    if (!(error instanceof TapError)) throw error;
    expect(error.kind).toBe("data");
    expect(error.message).toMatch(/^[A-Z].*[;:] \w/);
  }
  expect(told).toBeGreaterThan(1000);
});
