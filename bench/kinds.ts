import {
  amounts,
  columnTable,
  type Column,
  giant,
  narrow,
  quoteAll,
  quoted,
  type RowSource,
  timesTable,
  wide,
} from "./rows.ts";

/** A kind of CSV file that can be made in any size. */
export interface Kind {
  readonly name: string;
  /** What is in it, for the table of results. */
  readonly content: string;
  readonly columns: readonly Column[];
  readonly rows: RowSource;
  readonly lineEnd: "\n" | "\r\n";
}

/** All kinds of file, by name. */
export const kinds = {
  narrow: { ...narrow, name: "narrow", content: "8 columns: integers, numbers, a date-time, short texts" },
  wide: { ...wide, name: "wide", content: "60 columns: 10 integers, 10 numbers, 40 short or empty texts" },
  quoted: {
    ...quoted,
    name: "quoted",
    content: "5 columns, 3 of them quoted text with quotes, commas and line breaks",
  },
  amounts: { ...amounts, name: "amounts", content: "8 columns: an integer, six numbers, a short text" },
  times: { ...timesTable("Z"), name: "times", content: "8 columns: an integer, six date-times in UTC, a short text" },
  "offset-times": { ...timesTable("+02:00"), name: "offset-times", content: "the same with an offset behind each" },
  "quote-all": { ...quoteAll, name: "quote-all", content: "the narrow file with quotes around every field" },
  "10-columns": { ...columnTable(10), name: "10-columns", content: "10 columns: integers and short texts" },
  "100-columns": { ...columnTable(100), name: "100-columns", content: "the same with 100 columns" },
  "500-columns": { ...columnTable(500), name: "500-columns", content: "the same with 500 columns" },
  "1000-columns": { ...columnTable(1000), name: "1000-columns", content: "the same with 1000 columns" },
  giant: { ...giant, name: "giant", content: "one quoted field of the size of the file" },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;

export const kindNames: readonly KindName[] = Object.keys(kinds).filter(isKindName);

/** Whether there is a kind of the name. */
function isKindName(name: string): name is KindName {
  return name in kinds;
}
