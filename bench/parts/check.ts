import type { Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { type Command, timeUntil } from "../measure.ts";
import { startStoreProcess, type StoreProcess, syncCommand } from "../tap.ts";

const tables = 29;
const filesOfEach = 13;
const latencyMs = 100;

/** A check of many tables where each request takes its time: until something stands on the screen, and as a whole. */
export async function measureCheck(rounds: number): Promise<Findings> {
  const path = await csvFile("narrow", 5000);
  const store = await startStoreProcess({ objects: Object.fromEntries(keys().map((key) => [key, path])), latencyMs });
  const check = checkCommand(store);
  const [firsts, wholes]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round++) {
      firsts.push(await timeUntil(check, "Bucket "));
      wholes.push(await timeUntil(check, null));
    }
  } finally {
    store.stop();
  }
  const name = `--check of ${tables} tables at ${latencyMs} ms a request, the least`;
  return {
    figures: [
      { name: `${name}: first line`, value: Math.min(...firsts), unit: "ms", goal: { atMost: 1000 } },
      // A quarter of the 10.4 seconds that it took when tables were looked at one by one.
      { name: `${name}: the whole`, value: Math.min(...wholes), unit: "ms", goal: { atMost: 2600 } },
    ],
    results: [],
    remarks: [],
  };
}

function keys(): readonly string[] {
  return numbers(tables).flatMap((table) => numbers(filesOfEach).map((file) => `t${table}/2026-01-${file}.csv`));
}

/** Two digits each. */
function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(10 + index));
}

function checkCommand(store: StoreProcess): Command {
  const settings = {
    tables: numbers(tables).map((table) => ({
      table_name: `t${table}`,
      search_prefix: `t${table}/`,
      search_pattern: "\\.csv$",
    })),
  };
  const sync = syncCommand({ url: store.url, credentials: store }, settings, {});
  return { ...sync, args: [...sync.args, "--check"] };
}
