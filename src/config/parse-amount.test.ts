import { expect, test } from "vitest";
import { parseDuration, parseSize } from "./parse-amount.ts";

test.each([
  ["24h", 86_400_000],
  ["7d", 604_800_000],
  ["30m", 1_800_000],
  ["90s", 90_000],
  ["2w", 1_209_600_000],
  ["1.5h", 5_400_000],
  ["1d 12h", 129_600_000],
  ["1d12h", 129_600_000],
  ["30 minutes", 1_800_000],
  ["24 Hours", 86_400_000],
  ["3600", 3_600_000],
  [3600, 3_600_000],
  [0, 0],
  ["0", 0],
  ["unlimited", Infinity],
])("%j lasts %d ms", (value, expected) => {
  expect(parseDuration(value)).toBe(expected);
});

test.each(["", "soon", "5 fortnights", "24h ago", "h", "-5", "1..5h", null, []])("%j is no duration", (value) => {
  expect(parseDuration(value)).toBeUndefined();
});

test.each([
  ["64MiB", 67_108_864],
  ["64 MB", 64_000_000],
  ["64m", 67_108_864],
  ["1GiB", 1_073_741_824],
  ["1 gb", 1_000_000_000],
  ["512k", 524_288],
  ["10 kB", 10_000],
  ["0.5 KiB", 512],
  ["100", 100],
  ["100 bytes", 100],
  [100, 100],
])("%j is %d bytes", (value, expected) => {
  expect(parseSize(value)).toBe(expected);
});

test.each(["", "big", "64 MiBs", "-1", "1e3", "MiB", null])("%j is no size", (value) => {
  expect(parseSize(value)).toBeUndefined();
});
