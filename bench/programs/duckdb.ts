import { loadDuckDb } from "../load-duckdb.ts";
import type { Column } from "../rows.ts";

/*
 * DuckDB with one thread: the same messages by one COPY. Only its times differ in their form.
 * `duckdb.js PATH KEY COLUMNS`
 */
const [, , path = "", key = "", columns = ""] = process.argv;
const types: Record<Column["type"], string> = {
  integer: "BIGINT",
  number: "DOUBLE",
  "date-time": "TIMESTAMP",
  string: "VARCHAR",
};
const all: readonly Column[] = JSON.parse(columns);
const typed = all.map(({ name, type }) => `'${name}': '${types[type]}'`).join(", ");
const fields = all.map(({ name }) => `"${name}"`).join(", ");

const duckDb = await loadDuckDb();
if (duckDb === null) throw new Error("DuckDB is not installed");
const instance = await duckDb.DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
await connection.run(`
  COPY (
    SELECT 'RECORD' AS type, 'bench' AS stream, {
      ${all.map(({ name }) => `"${name}": "${name}"`).join(", ")},
      "_sdc_source_bucket": 'bench', "_sdc_source_file": '${key}', "_sdc_source_lineno": row_number() OVER () + 1
    } AS record
    FROM (SELECT ${fields} FROM read_csv('${path}', header = true, columns = {${typed}}, max_line_size = 100000000))
  ) TO '/dev/stdout' (FORMAT json)`);
