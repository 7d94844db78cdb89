import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { formatNames } from "../../src/format/formats.ts";
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import { runTap } from "../support/run-tap.ts";

const store = useStore();

const files: Readonly<Record<string, Buffer>> = {
  csv: Buffer.from("id,name\n1,Ada\n2,Grace\n"),
  tsv: Buffer.from("id\tname\n1\tAda\n2\tGrace\n"),
  jsonl: Buffer.from('{"id":1,"name":"Ada"}\n{"id":2,"name":"Grace"}\n'),
  parquet: readFileSync("test/fixtures/parquet/types.parquet"),
  avro: readFileSync("test/fixtures/avro/types.avro"),
};

const pairs = formatNames.flatMap((set) =>
  Object.keys(files).flatMap((is) => (set === is ? [] : ["plain", "packed"].map((form) => ({ set, is, form })))),
);
const nameOf = ({ set, is, form }: (typeof pairs)[number]): string => `${set}_for_${is}_${form}`;
const keyOf = (pair: (typeof pairs)[number]): string => `${nameOf(pair)}.${pair.form === "packed" ? "gz" : "dat"}`;

/** What a file is told when the table says that it is of another format. */
function expected({ set, is, form }: (typeof pairs)[number]): RegExp {
  if (is === "jsonl" && (set === "csv" || set === "tsv"))
    return /its lines are JSON objects: consider "format": "jsonl"$/;
  if (set === "csv" || set === "tsv") {
    if (is === "csv" || is === "tsv") return /consider "delimiter": "(?:,|\\t)"$/;
  }
  // A plain Parquet file is read by its end, which others do not have.
  if (is === "parquet" || (is === "avro" && (set !== "parquet" || form === "packed"))) {
    return /it is (?:Parquet|Avro), and "format" of the table says "\w+"; remove "format", or leave the file out by/;
  }
  if (set === "jsonl")
    return /not a JSON object; each line must hold one; correct the line, or "format" if the file is/;
  return /does not begin as an? (?:Parquet|Avro) file does; correct "format", or leave it out by exclude_pattern$/;
}

test.each(formatNames)(
  "A file of another format than %s, which the table names, is told so and how to mend it",
  async (set) => {
    const cells = pairs.filter((pair) => pair.set === set);
    for (const cell of cells) {
      const body = files[cell.is] ?? Buffer.alloc(0);
      store().put(bucketName, keyOf(cell), cell.form === "packed" ? gzipSync(body) : body);
    }
    const tables = cells.map((cell) => ({
      table_name: nameOf(cell),
      search_pattern: `^${keyOf(cell)}$`,
      format: set,
    }));
    const catalog = { streams: tables.flatMap(({ table_name: name }) => catalogFor(["id", "name"], [], name).streams) };
    const { log } = await runTap({ config: configFor(store(), { tables }), catalog });
    for (const cell of cells) {
      const told = log.filter(({ level, msg }) => level !== "info" && msg.includes(`"${keyOf(cell)}`));
      const messages = told.map(({ msg }) => msg);
      expect(messages, nameOf(cell)).toContainEqual(expect.stringMatching(expected(cell)));
      expect(messages.join(), nameOf(cell)).not.toMatch(/damaged|again/);
    }
  },
);
