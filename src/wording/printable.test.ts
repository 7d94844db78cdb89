import { expect, test } from "vitest";
import { printable } from "./printable.ts";

test.each([
  ["plain text, Ünïcødé and 😀", "plain text, Ünïcødé and 😀"],
  ["\u001B[31mred\u0007", "\\u001b[31mred\\u0007"],
  ["two\r\nlines", "two\\u000d\\u000alines"],
  ["\u009B2J", "\\u009b2J"],
  ["cod.\u202Evsc.exe", "cod.\\u202evsc.exe"],
  ["a\u2028b\u2066c", "a\\u2028b\\u2066c"],
])("%j is printed so that a terminal shows it and does not obey it", (text, shown) => {
  expect(printable(text)).toBe(shown);
});
