import { expect, test } from "vitest";
import { formatBytes, formatCount, formatSeconds } from "./amounts.ts";

test.each([
  [formatCount, 1_234_567, "1,234,567"],
  [formatCount, 0, "0"],
  [formatBytes, 0, "0 B"],
  [formatBytes, 999, "999 B"],
  [formatBytes, 1000, "1.0 kB"],
  [formatBytes, 1_260_000, "1.3 MB"],
  [formatBytes, 5e12, "5.0 TB"],
  [formatSeconds, 0.2, "1 s"],
  [formatSeconds, 125, "2 min 5 s"],
  [formatSeconds, 12_000, "3 h 20 min"],
])("%o of %d is %s", (format, amount, text) => {
  expect(format(amount)).toBe(text);
});
