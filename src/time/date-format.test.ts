import { expect, test } from "vitest";
import { printUtc } from "./calendar.ts";
import { compileDateFormat, isYearDayMonth } from "./date-format.ts";

test.each([
  ["DD/MM/YYYY", "01/02/2020", "2020-02-01T00:00:00.000000Z"],
  ["DD/MM/YYYY", "1/2/2020", "2020-02-01T00:00:00.000000Z"],
  ["D.M.YY", "31.12.99", "1999-12-31T00:00:00.000000Z"],
  ["YYYYMMDD", "20240131", "2024-01-31T00:00:00.000000Z"],
  ["YYYYMMDDHHmmssSSS", "20240131101112123", "2024-01-31T10:11:12.123000Z"],
  ["DD/MM/YYYY HH:mm:ss.SSSSSS", "31/01/2024 10:11:12.123456", "2024-01-31T10:11:12.123456Z"],
  ["MM-DD-YYYY hh:mm A", "01-31-2024 12:05 AM", "2024-01-31T00:05:00.000000Z"],
  ["MM-DD-YYYY h:mma", "01-31-2024 1:05pm", "2024-01-31T13:05:00.000000Z"],
  ["ddd, DD MMM YYYY HH:mm:ss ZZ", "Wed, 31 Jan 2024 10:11:12 +0100", "2024-01-31T09:11:12.000000Z"],
  ["DD/MMM/YYYY:HH:mm:ss Z", "31/Jan/2024:10:11:12 -05:00", "2024-01-31T15:11:12.000000Z"],
  ["MMMM D YYYY", "January 31 2024", "2024-01-31T00:00:00.000000Z"],
  ["DD-MMM-YY hh.mm.ss.SSSSSS A", "31-JAN-24 10.11.12.123456 PM", "2024-01-31T22:11:12.123456Z"],
  ["[le] DD/MM/YYYY [à] HH[h]mm", "le 31/01/2024 à 10h11", "2024-01-31T10:11:00.000000Z"],
  ["YYYY-MM-DDTHH:mm", "2024-01-31T10:11", "2024-01-31T10:11:00.000000Z"],
  ["X", "1706695872", "2024-01-31T10:11:12.000000Z"],
  ["X", "1706695872.1234567", "2024-01-31T10:11:12.123456Z"],
  ["X", "-0.5", "1969-12-31T23:59:59.500000Z"],
  ["x", "1706695872123", "2024-01-31T10:11:12.123000Z"],
  ["x", "-1", "1969-12-31T23:59:59.999000Z"],
])("%s reads %j as %s", (format, text, expected) => {
  const reading = compileDateFormat(format)(text);
  expect(reading && printUtc(reading.time)).toBe(expected);
  expect(reading?.isAmbiguous).toBe(false);
});

test.each([
  ["DD/MM/YYYY", "2020-02-01"],
  ["DD/MM/YYYY", "31/02/2020"],
  ["DD/MM/YYYY", "01/02/20"],
  ["DD/MM/YYYY", "01/02/2020 10:11"],
  ["DD.MM.YYYY", "01/02/2020"],
  ["YYYYMMDD", "2024111"],
  ["hh:mm A DD/MM/YYYY", "13:00 PM 01/02/2020"],
  ["X", "today"],
  ["X", "999999999999"],
  ["x", ""],
])("%s does not read %j", (format, text) => expect(compileDateFormat(format)(text)).toBeNull());

test.each([
  ["YYYY-DD-MM", true],
  ["YYYY/D/M", true],
  ["YYYY-MM-DD", false],
  ["DD-MM-YYYY", false],
  ["YYYY-MM-DD HH:mm", false],
  ["X", false],
])("%s has the day before the month: %s", (format, expected) => expect(isYearDayMonth(format)).toBe(expected));
