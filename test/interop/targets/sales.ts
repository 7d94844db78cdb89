import { parquetFile } from "../../support/parquet-file.ts";
import { int64s, levels, texts } from "../../support/parquet-values.ts";

/** A sale, as a target must hold it: its amount in quarters, and of every third one none. */
export function amountOf(id: number): number | null {
  return id % 3 === 0 ? null : id / 4;
}

const columns = [
  { name: "sale_id", type: 2, repetition: 0 },
  { name: "amount", type: 5, repetition: 1 },
  { name: "sold", type: 2, repetition: 0, converted: 10 },
  { name: "note", type: 6, repetition: 0, converted: 0 },
] as const;

/** A Parquet file of sales from one id on, in row groups of ten. */
export function salesFile(first: number, count: number, noteOf: (id: number) => string): Buffer {
  const groups = Array.from({ length: Math.ceil(count / 10) }, (_, group) => {
    const from = first + 10 * group;
    return groupOf(
      Array.from({ length: Math.min(10, first + count - from) }, (_, row) => from + row),
      noteOf,
    );
  });
  return parquetFile([{ name: "schema", type: null, repetition: 0, children: columns.length }, ...columns], groups);
}

function groupOf(ids: readonly number[], noteOf: (id: number) => string): Parameters<typeof parquetFile>[1][number] {
  const amounts = ids.map(amountOf);
  const present = amounts.filter((amount) => amount !== null);
  const contents = [
    int64s(...ids),
    Buffer.concat([
      levels(1, ...amounts.map((amount) => (amount === null ? 0 : 1))),
      Buffer.from(Float64Array.from(present).buffer),
    ]),
    int64s(...ids.map((id) => BigInt(Date.UTC(2026, 0, 1, 0, 0, id)) * 1000n)),
    texts(...ids.map(noteOf)),
  ];
  const chunks = columns.map(({ name, type }, index) => ({
    path: [name],
    type,
    values: ids.length,
    pages: [{ content: contents[index] ?? Buffer.alloc(0), values: ids.length }],
  }));
  return { rows: ids.length, chunks };
}
