import { gzipSync } from "node:zlib";
import { avroFile } from "../../test/support/avro-file.ts";
import { parquetFile } from "../../test/support/parquet-file.ts";
import { int64s } from "../../test/support/parquet-values.ts";
import { zipOf } from "../../test/support/zip-writer.ts";
import type { Findings } from "../figure.ts";
import { smallFileGoals } from "../goals.ts";
import { catalogOf } from "../recipe.ts";
import { compare, ratio, resultOf } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

/** What an object of one row costs in each kind of file, against one of plain CSV. */
export async function measureSmallFiles(count: number, rounds: number): Promise<Findings> {
  const store = await startStoreProcess({ alike: { count, bodies } });
  try {
    const candidates = Object.keys(bodies).map((ending) => ({
      name: nameOf(ending),
      command: tapCommand(store, `^${ending}/`, { catalog }),
      size: count,
    }));
    const results = await compare(candidates, rounds);
    const figures = Object.entries(smallFileGoals).map(([ending, goal]) => ({
      name: `${count} objects of one row: CPU as .${ending} against .csv`,
      value: ratio(resultOf(results, nameOf(ending)), resultOf(results, nameOf("csv")), "cpuMs"),
      unit: "×",
      goal,
    }));
    return { figures, results, remarks: [] };
  } finally {
    store.stop();
  }
}

function nameOf(ending: string): string {
  return `tap-s3-csv, small .${ending}`;
}

const catalog = catalogOf([{ name: "id", type: "integer" }]);
const csv = Buffer.from("id\n1234567\n");
const root = { name: "schema", type: null, repetition: 0, children: 1 } as const;
const id = { name: "id", type: 2, repetition: 0 } as const;
const chunk = { path: ["id"], type: 2, values: 1, pages: [{ content: int64s(1234567), values: 1 }] };
const record = { type: "record", name: "row", fields: [{ name: "id", type: "int" }] };

/** By their endings, in base64. */
const bodies: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    csv,
    "csv.gz": gzipSync(csv),
    zip: zipOf([{ name: "a.csv", text: csv }]),
    jsonl: Buffer.from('{"id":1234567}\n'),
    avro: avroFile(record, [[{ id: 1234567 }]], { codec: "deflate" }),
    parquet: parquetFile([root, id], [{ rows: 1, chunks: [chunk] }]),
  }).map(([ending, body]) => [ending, body.toString("base64")]),
);
