import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { kinds } from "../kinds.ts";
import { timeUntil } from "../measure.ts";
import { catalogOf } from "../recipe.ts";
import { median } from "../rounds.ts";
import { sdkCommand, startStoreProcess, tapCommand } from "../tap.ts";

const nothing = { file: process.execPath, args: ["-e", "0"] };

/**
 * From the start of the process to the first RECORD, against a Node program that does nothing. Both are started in the
 * same way, with the same surroundings, and in turn. On a machine that is busy the tap seems to take longer than it does: it waits
 * for a processor after each of the server's answers, and an empty program never does.
 */
export async function measureStartUp(rounds: number): Promise<Findings> {
  const store = await startStoreProcess({
    objects: { "a.csv": await csvFile("narrow", 10_000) },
    small: { count: 1, text: "id\n1\n" },
  });
  try {
    const tap = tapCommand(store, "^a", { catalog: catalogOf(kinds.narrow.columns) });
    const oneRow = tapCommand(store, "^small/", { catalog: catalogOf([{ name: "id", type: "integer" }]) });
    const get = sdkCommand(store, "http-get.js", ["1"]);
    forgetCompiled();
    for (const command of [tap, oneRow, get]) await timeUntil(command, null);
    const [first, whole, request]: [number[], number[], number[]] = [[], [], []];
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = await timeUntil(nothing, null);
      const [record, run, one] = [
        await timeUntil(tap, '"RECORD"'),
        await timeUntil(oneRow, null),
        await timeUntil(get, null),
      ];
      const empty = (before + (await timeUntil(nothing, null))) / 2;
      times.push(record);
      first.push(record / empty);
      whole.push(run / empty);
      request.push(one / empty);
    }
    const name = "process start to first RECORD, against an empty Node program";
    return {
      figures: [
        { name, value: median(first), unit: "×", goal: { atMost: 2.5 } },
        { name: "process start to first RECORD", value: median(times), unit: "ms" },
        {
          name: "a whole run of one object of one row, against an empty Node program",
          value: median(whole),
          unit: "×",
          goal: { atMost: 1.8 },
        },
        {
          name: "one object by Node's own http.get, against an empty Node program",
          value: median(request),
          unit: "×",
        },
      ],
      results: [],
      remarks: [],
    };
  } finally {
    store.stop();
  }
}

/**
 * Other parts of the benchmark leave what they compiled of Parquet, zip archives and all commands beside the program,
 * and each start would take it in. Users have that of their own runs, and so has the tap here from the second run on.
 */
function forgetCompiled(): void {
  const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));
  for (const name of readdirSync(dist)) if (name.endsWith(".cache")) rmSync(`${dist}${name}`);
}
