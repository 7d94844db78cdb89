import type { Random } from "./random.ts";

/** A column of a generated file, and what every field of it is. */
export interface Column {
  readonly name: string;
  readonly type: "integer" | "number" | "date-time" | "string";
}

/** The text behind the header, in pieces of any length that have `size` characters or a little more. */
export type RowSource = (random: Random, size: number) => Iterable<string>;

interface Table {
  readonly columns: readonly Column[];
  readonly rows: RowSource;
  readonly lineEnd: "\n" | "\r\n";
}

/** 8 columns, about one text in fifty quoted. */
export const narrow: Table = {
  columns: [
    { name: "id", type: "integer" },
    { name: "user_id", type: "integer" },
    { name: "quantity", type: "integer" },
    { name: "amount", type: "number" },
    { name: "created_at", type: "date-time" },
    { name: "status", type: "string" },
    { name: "city", type: "string" },
    { name: "note", type: "string" },
  ],
  rows: (random, size) => lines(size, "\n", (index) => narrowFields(random, index).map((text) => quotedIfNeeded(text))),
  lineEnd: "\n",
};

/** The rows of `narrow`, with quotes around every field. */
export const quoteAll: Table = {
  ...narrow,
  rows: (random, size) => lines(size, "\n", (index) => narrowFields(random, index).map((text) => `"${text}"`)),
};

/** 8 columns, of which six are numbers with decimals. */
export const amounts: Table = {
  columns: [
    { name: "id", type: "integer" },
    ...Array.from({ length: 6 }, (_, index) => ({ name: `amount_${index}`, type: "number" as const })),
    { name: "status", type: "string" },
  ],
  rows: (random, size) =>
    lines(size, "\n", (index) => [
      String(index + 1),
      ...Array.from({ length: 6 }, () => String(random.below(10_000_000) / 100)),
      random.of(statuses),
    ]),
  lineEnd: "\n",
};

/** 8 columns, of which six are date-times: in UTC, or the same moments as a clock two hours ahead of it shows them. */
export function timesTable(zone: "Z" | "+02:00"): Table {
  return {
    columns: [
      { name: "id", type: "integer" },
      ...Array.from({ length: 6 }, (_, index) => ({ name: `at_${index}`, type: "date-time" as const })),
      { name: "status", type: "string" },
    ],
    rows: (random, size) =>
      lines(size, "\n", (index) => [
        String(index + 1),
        ...Array.from({ length: 6 }, () => dateTime(random, zone === "Z" ? 0 : 2).replace("Z", zone)),
        random.of(statuses),
      ]),
    lineEnd: "\n",
  };
}

/** 60 columns, of which 40 are short texts, a third of them empty. */
export const wide: Table = {
  columns: Array.from({ length: 60 }, (_, index) => ({ name: `${wideType(index)}_${index}`, type: wideType(index) })),
  rows: (random, size) =>
    lines(size, "\n", () => Array.from({ length: 60 }, (_, index) => fieldOf(wideType(index), random))),
  lineEnd: "\n",
};

/** 5 columns, 3 of them prose that needs quotes. */
export const quoted: Table = {
  columns: [
    { name: "id", type: "integer" },
    { name: "title", type: "string" },
    { name: "rating", type: "integer" },
    { name: "body", type: "string" },
    { name: "answer", type: "string" },
  ],
  rows: (random, size) =>
    lines(size, "\r\n", (index) => [
      String(index + 1),
      `"${prose(random, 4)}"`,
      String(random.below(6)),
      `"${prose(random, 25)}"`,
      `"${prose(random, 12)}"`,
    ]),
  lineEnd: "\r\n",
};

/** Integers and short texts in turn, in any number of columns. */
export function columnTable(count: number): Table {
  const typeAt = (index: number): "integer" | "string" => (index % 2 === 0 ? "integer" : "string");
  return {
    columns: Array.from({ length: count }, (_, index) => ({ name: `column_${index}`, type: typeAt(index) })),
    rows: (random, size) =>
      lines(size, "\n", () => Array.from({ length: count }, (_, index) => shortField(typeAt(index), random))),
    lineEnd: "\n",
  };
}

/** A small row, and one with a field as large as the file shall be. */
export const giant: Table = {
  columns: [
    { name: "id", type: "integer" },
    { name: "text", type: "string" },
    { name: "city", type: "string" },
  ],
  *rows(random, size) {
    yield '1,"small",Oslo\n2,"';
    for (let length = 0; length < size;) {
      const text = prose(random, 1000);
      length += text.length;
      yield text;
    }
    yield '",Lima\n';
  },
  lineEnd: "\n",
};

function* lines(size: number, lineEnd: string, fieldsOf: (index: number) => readonly string[]): Generator<string> {
  for (let index = 0, length = 0; length < size; index++) {
    const line = fieldsOf(index).join(",") + lineEnd;
    length += line.length;
    yield line;
  }
}

const statuses = ["new", "paid", "shipped", "returned", "cancelled"] as const;
const cities = ["Oslo", "Lima", "Quito", "Hanoi", "Kyiv", "Accra", "Zürich", "São Paulo", "Wien", "Kyoto"] as const;
const notes = ["", "ok", "gift", "call first", "fragile", "left at the door", "second try"] as const;
const words = ["one", "parcel", "late", "größer", "again", "the", "box", "été", "was", "fine", "and", "日本"] as const;
const marks = [", ", ' ""quoted"" ', "\n", "\t", " \\ ", ". "] as const;

function narrowFields(random: Random, index: number): readonly string[] {
  return [
    String(index + 1),
    String(random.below(1_000_000)),
    String(random.below(100)),
    String(random.below(10_000_000) / 100),
    dateTime(random),
    random.of(statuses),
    random.of(cities),
    random.below(6) === 0 ? `${random.of(cities)}, ${random.of(notes)}` : random.of(notes),
  ];
}

function quotedIfNeeded(text: string): string {
  return text.includes(",") ? `"${text}"` : text;
}

function dateTime(random: Random, hoursAhead = 0): string {
  const moment = Date.UTC(2020, 0, 1, hoursAhead) + random.below(200_000_000) * 1000;
  return new Date(moment).toISOString().replace(".000", "");
}

function wideType(index: number): "integer" | "number" | "string" {
  if (index % 6 === 0) return "integer";
  return index % 6 === 3 ? "number" : "string";
}

function fieldOf(type: "integer" | "number" | "string", random: Random): string {
  if (type === "integer") return String(random.below(100_000));
  if (type === "number") return String(random.below(10_000_000) / 100);
  return random.below(3) === 0 ? "" : random.of(statuses);
}

function shortField(type: "integer" | "string", random: Random): string {
  return type === "integer" ? String(10_000 + random.below(90_000)) : random.of(words);
}

function prose(random: Random, length: number): string {
  let text: string = random.of(words);
  for (let word = 1; word < length; word++) text += (random.below(5) === 0 ? random.of(marks) : " ") + random.of(words);
  return text;
}
