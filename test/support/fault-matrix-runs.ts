import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor } from "./bucket.ts";
import { type Misdeed, misdeeds, type Stored } from "./fault-matrix.ts";
import { questionMisdeeds } from "./fault-matrix-listing.ts";
import { startFaultProxy } from "../../local-aws/fault-proxy/fault-proxy.ts";
import type { FaultRule } from "../../local-aws/fault-proxy/rules.ts";
import { type Cell, judge, judgeReplaced, type Outcome, quietTable } from "./fault-verdict.ts";
import { parseLog, spawnTap } from "./run-tap.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { type StoredRows, storedRows } from "./stored-rows.ts";

/** What is stored at first, and what takes its place where a misdeed replaces it. */
const [formats, replacements] = [storedRows(1), storedRows(3)];

/** Every `nth` cell, of each misdeed and of each format. Many share a run, because starting the tap takes longer than a cell. */
const groupsOf = (nth: number): readonly (readonly Cell[])[] => [
  ...Array.from({ length: 5 }, (_, group) =>
    misdeeds.flatMap((misdeed, row) =>
      row % 5 === group ? cellsOf(misdeed, row, formats).filter((_, column) => (row + column) % nth === 0) : [],
    ),
  ),
  questionMisdeeds.flatMap((misdeed, row) => cellsOf(misdeed, misdeeds.length + row, formats.slice(0, 1))),
];

function cellsOf(misdeed: Misdeed, row: number, inFormats: typeof formats): readonly Cell[] {
  return inFormats.map(([format, name, body]) => {
    const table = `row_${row}_${format}`;
    return { table, misdeed, stored: { format, key: `${table}/${name}`, body } };
  });
}

/** The body that is to replace the one of a format. */
function replacementOf({ format }: Stored): Buffer {
  return replacements.find(([name]) => name === format)?.[2] ?? Buffer.alloc(0);
}

/** Who makes the requests: the tap all of them, or the SDK the first of each kind, which those after it are like. */
const surroundings = { tap: {}, SDK: { AWS_SDK_UA_APP_ID: "known-to-the-sdk-alone" } };

interface Extent {
  readonly asking?: keyof typeof surroundings;
  /** Not every cell of the matrix, but every third, say. */
  readonly nth?: number;
}

/** Tells what becomes of every format under every misdeed, in one answer or in all of them, and prints it as a table. */
export function describeMatrix(often: "once" | "always", { asking = "tap", nth = 1 }: Extent = {}): void {
  const env = surroundings[asking];
  const groups = groupsOf(nth);
  let store: Store;
  /** What comes out where nothing happens, of the bodies and of their replacements. */
  let undisturbed: Outcome["lines"];
  let replaced: Outcome["lines"];
  const verdicts = new Map<string, string>();

  beforeAll(async () => {
    store = await startStore();
    store.createBucket(bucketName);
    for (const { misdeed, stored } of groups.flat()) {
      store.put(bucketName, stored.key, stored.body, { checksum: misdeed.hasChecksum ? "crc32" : "none" });
    }
    undisturbed = await quietLines(formats);
    replaced = await quietLines(replacements);
  }, 120_000);

  async function quietLines(files: StoredRows): Promise<Outcome["lines"]> {
    const quiet = files.map(([format, name, body]) => {
      const table = quietTable(format);
      return { table, stored: { format, key: `${table}/${name}`, body } };
    });
    for (const { stored } of quiet) store.put(bucketName, stored.key, stored.body);
    const { code, lines } = await sync(store, quiet, { rules: [], retries: 0, state: {}, env });
    expect(code).toBe(0);
    return lines;
  }

  afterAll(async () => {
    await store.close();
    process.stdout.write(`\n${matrixOf(often, verdicts)}\n`);
  });

  describe(`A store that ${often === "once" ? "does it once" : "always does it"}, asked by the ${asking},`, () => {
    test.concurrent.for(groups.map((cells, index) => ({ cells, group: index + 1 })))(
      "never makes a shorter success, group $group of misdeeds",
      { timeout: 300_000 },
      async ({ cells }, { expect }) => {
        // On a slow machine the one answer in which that would have happened may be aborted.
        const isReplaced = new Set<Stored>();
        const rules = cells.flatMap(({ misdeed, stored }) =>
          misdeed.rules(stored, often, () => {
            // Put once more while it is read, the same bytes would be of a later version, and rightly written again.
            if (isReplaced.has(stored)) return;
            isReplaced.add(stored);
            store.put(bucketName, stored.key, replacementOf(stored));
          }),
        );
        const first = await sync(store, cells, { rules, retries: often === "once" ? 5 : 1, state: {}, env });
        expect(isReplaced.size > 0).toBe(cells.some(({ misdeed }) => misdeed.isReplacing === true));
        const second = await sync(store, cells, { rules: [], retries: 5, state: first.state, env });
        for (const cell of cells) {
          const verdict = isReplaced.has(cell.stored)
            ? judgeReplaced(cell, [undisturbed, replaced], first, second)
            : judge(cell, undisturbed, first, second);
          verdicts.set(cell.table, verdict);
        }
        const wrong = cells.map(({ table, misdeed }) => [misdeed.name, table, verdicts.get(table)]);
        expect(wrong.filter(([, , verdict]) => !["same", "new", "kept", "unseen"].includes(verdict ?? ""))).toEqual([]);
        expect(second.code).toBe(0);
      },
    );
  });
}

function matrixOf(often: "once" | "always", verdicts: ReadonlyMap<string, string>): string {
  const line = (name: string, cells: readonly string[]): string =>
    name.padEnd(44) + cells.map((cell) => cell.padEnd(8)).join("");
  const names = formats.map(([format]) => format);
  const rows = [...misdeeds, ...questionMisdeeds].map(({ name }, row) =>
    line(
      name,
      names.map((format) => verdicts.get(`row_${row}_${format}`) ?? "-"),
    ),
  );
  return [
    line(`A fault in ${often === "once" ? "one answer" : "all answers"}`, names),
    ...rows,
    "same: byte for byte the undisturbed output. kept: an error, and the next run writes what is missing.",
    "new: a version that was replaced in reading is written as a whole or up to where it ended; then the new one, whole.",
    "unseen: no checksum tells that a bit is wrong.",
  ].join("\n");
}

interface Run {
  readonly rules: readonly FaultRule[];
  readonly retries: number;
  readonly state: object;
  readonly env: Readonly<Record<string, string>>;
}

async function sync(
  store: Store,
  cells: readonly Omit<Cell, "misdeed">[],
  { rules, retries, state, env }: Run,
): Promise<Outcome> {
  const proxy = await startFaultProxy(store.url);
  proxy.setRules(...rules);
  const tables = cells.map(({ table, stored }) => ({
    table_name: table,
    search_prefix: stored.key,
    search_pattern: ".",
  }));
  const config = configFor(store, {
    aws_endpoint_url: proxy.url,
    tables,
    request_timeout: 1,
    max_retries: retries,
    checkpoint_records: 1000,
  });
  const catalog = { streams: cells.flatMap(({ table }) => catalogFor(["id", "text"], [], table).streams) };
  try {
    return outcomeOf(await spawnTap({ config, catalog, state, env, timeout: 200_000 }));
  } finally {
    await proxy.close();
  }
}

function outcomeOf({ code, stdout, stderr }: Awaited<ReturnType<typeof spawnTap>>): Outcome {
  const lines = new Map<string, string[]>();
  let state: Outcome["state"] = { bookmarks: {} };
  for (const line of stdout.split("\n")) {
    const table = /^{"type":"RECORD","stream":"(\w+)"/.exec(line)?.[1];
    if (table !== undefined) {
      const before = lines.get(table);
      if (before === undefined) lines.set(table, [line]);
      else before.push(line);
    } else if (line.startsWith('{"type":"STATE"')) state = JSON.parse(line).value;
  }
  const summary = parseLog(stderr).findLast((entry) => "tables" in entry)?.["tables"];
  const failed = new Set<string>();
  for (const table of Array.isArray(summary) ? summary : [])
    if (table.failed > 0 || table.aborted === true) failed.add(table.table);
  return { code, lines, state, failed };
}
