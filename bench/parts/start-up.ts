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
 * same way, with the same surroundings; of the tap every run but those before the first round finds what V8 compiled, as with users.
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
    for (const command of [tap, oneRow, get]) await timeUntil(command, null);
    const ratios: number[] = [];
    const times: number[] = [];
    const wholeRuns: number[] = [];
    const requests: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const first = await timeUntil(nothing, null);
      const record = await timeUntil(tap, '"RECORD"');
      const second = await timeUntil(nothing, null);
      const whole = await timeUntil(oneRow, null);
      const request = await timeUntil(get, null);
      ratios.push((2 * record) / (first + second));
      times.push(record);
      wholeRuns.push((2 * whole) / (first + second));
      requests.push((2 * request) / (first + second));
    }
    const name = "process start to first RECORD, against an empty Node program";
    return {
      figures: [
        { name, value: median(ratios), unit: "×", goal: { atMost: 2.5 } },
        { name: "process start to first RECORD", value: median(times), unit: "ms" },
        {
          name: "a whole run of one object of one row, against an empty Node program",
          value: median(wholeRuns),
          unit: "×",
          goal: { atMost: 1.8 },
        },
        {
          name: "one object by Node's own http.get, against an empty Node program",
          value: median(requests),
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
