import type { Goal } from "./figure.ts";
import type { KindName } from "./kinds.ts";

/** What each kind of file must show, by the name of the figure. */
export const throughputGoals: Readonly<Partial<Record<KindName, Readonly<Record<string, Goal>>>>> = {
  narrow: {
    "less CPU than csv-parse + JSON.stringify": { atLeast: 24 },
    "less wall time than Python": { atLeast: 15 },
    "less wall time than DuckDB": { atLeast: 2.5 },
    "file to pipe, wall time against the pipe alone": { atMost: 1.2 },
  },
  wide: {
    "less CPU than csv-parse + JSON.stringify": { atLeast: 24 },
    "file to pipe, wall time against the pipe alone": { atMost: 2.5 },
  },
  quoted: {
    "less CPU than csv-parse + JSON.stringify": { atLeast: 14 },
    "file to pipe, wall time against the pipe alone": { atMost: 3 },
  },
};

/** What a column may cost as singer.decimal, against number. */
export const decimalGoal: Goal = { atMost: 1.15 };

/** What a record may cost whose date-times have an offset, against one in UTC. */
export const offsetGoal: Goal = { atMost: 1.5 };

/** What records may cost as JSON Lines, against CSV. */
export const jsonLinesGoal: Goal = { atMost: 1.3 };

/**
 * What is reached with the small files of the gate, where start-up weighs more than in the goals: a
 * change that makes it worse by a fifth fails. To be raised with every gain.
 */
export const reached: Readonly<Record<"narrow" | "wide" | "quoted", Readonly<Record<string, Goal>>>> = {
  narrow: { "less CPU than csv-parse + JSON.stringify": { atLeast: 16 } },
  wide: { "less CPU than csv-parse + JSON.stringify": { atLeast: 16.5 } },
  quoted: { "less CPU than csv-parse + JSON.stringify": { atLeast: 12.5 } },
};

/** CPU of many small objects, against Node's own requests for them. */
export const objectsGoal: Goal = { atMost: 4 };
/** What is reached of it with the fewer objects of the gate. */
export const objectsReached: Goal = { atMost: 3.3 };

/** CPU of many small objects by their endings, against those of plain CSV. Held by the gate as well. */
export const smallFileGoals: Readonly<Record<string, Goal>> = {
  "csv.gz": { atMost: 1.2 },
  zip: { atMost: 1.5 },
  jsonl: { atMost: 1.2 },
  avro: { atMost: 1.4 },
  parquet: { atMost: 1.5 },
};
