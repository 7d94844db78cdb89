import { describe, expect, test } from "vitest";
import { readTimestamp } from "../../src/bookmark/timestamp.ts";
import { encode } from "../../src/record/encode.ts";
import { layOut } from "../../src/record/layout.ts";
import { OutputBuffers } from "../../src/record/output-buffers.ts";
import { SampledColumn } from "../../src/schema/infer.ts";
import { plainForm } from "../../src/schema/number-form.ts";
import { columnTypeOf } from "../../src/schema/json-schema.ts";
import { readMoment } from "../../src/time/moment.ts";
import { bareStream } from "../support/bare-stream.ts";
import { batchOf } from "../support/batch-of.ts";

/*
 * All that read dates, by the same cases: columns without and with a date_format, start_date, the bookmark of a state,
 * and the look at a sample. They share one calendar, one reader of offsets and one list of forms; where they differ,
 * the reason stands behind the case.
 */

const noon = "2024-01-31T10:11:12.000000Z";
const day = "2024-01-31T00:00:00.000000Z";
const shifted = "2024-01-31T09:11:12.000000Z";

/** What everybody reads alike, and what a sample makes of it. */
const alike: readonly (readonly [text: string, moment: string | null, kind: "date" | "date-time" | "string"])[] = [
  ["2024-01-31", day, "date"],
  ["2024-01-31T10:11:12", noon, "date-time"],
  ["2024-01-31 10:11:12", noon, "date-time"],
  ["2024-01-31T10:11", "2024-01-31T10:11:00.000000Z", "date-time"],
  ["2024-01-31T10:11:12Z", noon, "date-time"],
  ["2024-01-31T10:11:12.5Z", "2024-01-31T10:11:12.500000Z", "date-time"],
  ["2024-01-31T10:11:12+01:00", shifted, "date-time"],
  ["2024-01-31T10:11:12+0100", shifted, "date-time"],
  // Postgres writes such offsets, but +01 may be anything in a sample.
  ["2024-01-31T10:11:12+01", shifted, "string"],
  ["2024-01-31 10:11:12 UTC", noon, "string"],
  ["2024-01-31 10:11:12 +01:00", shifted, "string"],
  ["2024-01-31T10:11:12,000", noon, "string"],
  ["2024-02-29", "2024-02-29T00:00:00.000000Z", "date"],
  ["2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00.000000Z", "date-time"],
  ["0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00.000000Z", "date-time"],
  ["2023-02-29", null, "string"],
  ["2024-02-30", null, "string"],
  ["2024-13-01", null, "string"],
  ["2024-00-01", null, "string"],
  ["0000-01-01", null, "string"],
  ["2024-01-31T24:00", null, "string"],
  ["2024-01-31T10:60", null, "string"],
  ["2024-01-31T10:11:60Z", null, "string"],
  ["2024-01-31T10:11:12+25:00", null, "string"],
  ["2024-01-31T10:11:12+24:00", null, "string"],
  ["2024-01-31T10:11:12+01:60", null, "string"],
  ["2024-01-31T10:11:12 CET", null, "string"],
  ["2024-01-31 extra", null, "string"],
  ["2024-01", null, "string"],
  ["yesterday", null, "string"],
];

/**
 * What people write, which columns and start_date read; the bookmark of a state does not, because a program wrote it,
 * and one with day and month the other way round would lose files. A sample that makes a date of 31.1.2024 would make
 * one of a version, too. With a date_format these are texts, since the table has said how its dates are.
 */
const human: readonly (readonly [text: string, moment: string | null])[] = [
  ["31.1.2024", day],
  ["31/01/2024", day],
  ["01/31/2024", day],
  ["1/31/2024 10:11:12", noon],
  ["2024/1/31", day],
  ["20240131", day],
  ["31 Jan 2024", day],
  ["January 31, 2024", day],
  ["Wed, 31 Jan 2024 10:11:12 +0100", shifted],
  ["01/02/2024", "2024-01-02T00:00:00.000000Z"],
  ["31/31/2024", null],
  ["Janus 31, 2024", null],
  ["Foo, 31 Jan 2024", null],
];

describe.each(alike)("%s", (text, moment, kind) => {
  test.each<[string, (text: string) => string | null]>([
    ["a column", (text) => columnValue(text, null)],
    ["a column with a date_format", (text) => columnValue(text, "DD/MM/YYYY")],
    ["start_date", startDate],
    ["the bookmark of a state", bookmark],
  ])("is the same to %s", (_, read) => {
    expect(read(text)).toBe(moment);
  });

  test(`is a ${kind} to a sample`, () => {
    expect(sampled(text)).toBe(kind);
  });
});

describe.each(human)("%s", (text, moment) => {
  test("is the same to a column and to start_date, and nothing to a bookmark and a sample", () => {
    expect([columnValue(text, null), startDate(text)]).toEqual([moment, moment]);
    expect([bookmark(text), sampled(text) === "string" || sampled(text) === "integer"]).toEqual([null, true]);
    expect(columnValue(text, "YYYY-MM-DD HH")).toBe(null);
  });
});

test("start_date and columns both tell what could be the other way round", () => {
  const layout = layOutOf(null);
  Array.from(encode(batchOf([["01/02/2024"]]), layout, 2, new OutputBuffers(4096)));
  expect([layout.tally.ambiguousDates.has("d"), readMoment("01/02/2024")?.isAmbiguous]).toEqual([true, true]);
});

function layOutOf(dateFormat: string | null): ReturnType<typeof layOut> {
  const property = { type: ["null", "string"], format: "date-time" };
  const stream = bareStream({ d: columnTypeOf(property) }, { dateFormat });
  return layOut(["d"], stream, { bucket: "b", file: "a.csv", timeExtracted: null });
}

function columnValue(text: string, dateFormat: string | null): string | null {
  const [lines] = encode(batchOf([[text]]), layOutOf(dateFormat), 2, new OutputBuffers(4096));
  return JSON.parse(Buffer.from(lines?.bytes ?? []).toString()).record.d;
}

function startDate(text: string): string | null {
  return printed(readMoment(text)?.date.getTime() ?? null);
}

function bookmark(text: string): string | null {
  return printed(readTimestamp(text));
}

function sampled(text: string): string {
  const column = new SampledColumn([], plainForm);
  column.observe(text);
  return column.kind();
}

function printed(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString().replace("Z", "000Z");
}
