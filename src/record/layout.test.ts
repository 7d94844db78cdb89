import { expect, test } from "vitest";
import { bareStream } from "../../test/support/bare-stream.ts";
import type { ColumnType } from "../schema/column-type.ts";
import { type Layout, layOut } from "./layout.ts";
import { addedColumns } from "../schema/added-columns.ts";

const text: ColumnType = { kinds: ["string"], isNullable: true, isBlankNull: false };
const source = { bucket: "b", file: "in/a.csv", timeExtracted: null };
const stream = bareStream(
  { id: text, day: text },
  {
    deselected: new Set(["secret"]),
    added: new Set(addedColumns),
    keyProperties: ["id", "_sdc_source_lineno"],
    requiredColumns: ["day"],
  },
);

test("what is odd about a header is found", () => {
  const { findings } = layOut(["id", "day", "id", "x", "id", "x", "secret", "_sdc_extra"], stream, source);
  expect(findings).toEqual({
    duplicates: ["id", "x"],
    unknown: ["x"],
    reserved: ["_sdc_extra"],
    overridden: [],
    missing: [],
  });
});

test.each([
  [["day"], 'key_properties names "id"'],
  [["ID", "day"], 'key_properties names "id"'],
  [["id"], 'date_overrides names "day"'],
])("the header %j lacks a column: %s", (header, reason) => {
  expect(() => layOut(header, stream, source)).toThrow(`Cannot read "in/a.csv": ${reason}`);
});

test("a required column may be deselected", () => {
  const columns = new Map([["id", text]]);
  expect(() => layOut(["id", "day"], { ...stream, columns, deselected: new Set(["day"]) }, source)).not.toThrow();
});

test("a million columns are laid out", () => {
  const header = Array.from({ length: 1_000_000 }, (_, index) => (index % 2 === 0 ? "" : `column_${index}`));
  const layout = layOut(["id", "day", ...header], stream, source);
  expect(layout.findings.unknown.length).toBe(500_001);
});

test("a file with the header of the one before is laid out as if it were the first", () => {
  const header = ["id", "day", "x", "x", "_sdc_extra"];
  const other = { ...source, file: `in/${"b".repeat(2000)}.csv`, timeExtracted: "2024-01-31T00:00:00Z", version: 7 };
  layOut(header, stream, source);
  expect(written(layOut(header, stream, other))).toEqual(written(layOut(header, { ...stream }, other)));
  expect(written(layOut(["day", "id"], stream, other))).toEqual(written(layOut(["day", "id"], { ...stream }, other)));
});

/** What lines are made of: the rest are the stream's own rules. */
function written({ slots, ...layout }: Layout): object {
  return { ...layout, stream: null, prefixes: slots.map((slot) => slot?.prefix) };
}

test("what was counted of one file is not counted of the next", () => {
  layOut(["id", "day"], stream, source).tally.raggedRows = 3;
  expect(layOut(["id", "day"], stream, source).tally.raggedRows).toBe(0);
});
