import { describe, expect, test } from "vitest";
import { decimalText, integerText, numberText } from "./numbers.ts";

describe("integerText", () => {
  test.each([
    ["7", "7"],
    [" 7 ", "7"],
    ["\t-7\r\n", "-7"],
    ["\u{A0}7\u{2003}", "7"],
    ["+7", "7"],
    ["007", "7"],
    ["-007", "-7"],
    ["-0", "0"],
    ["000", "0"],
    ["1_000", "1000"],
    ["٣", "3"],
    ["１２", "12"],
    ["𝟙𝟡", "19"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
  ])("reads %j as %s", (text, json) => expect(integerText(text)).toBe(json));

  test.each([
    "",
    " ",
    "1,234",
    "2.5",
    "2.0",
    "1e3",
    "N/A",
    "1 2",
    "- 7",
    "1__0",
    "_1",
    "1_",
    "--1",
    "0x1F",
    "½",
    "\u{FEFF}1",
  ])("refuses %j", (text) => expect(integerText(text)).toBeNull());
});

test("millions of digits with underscores are a number", () => {
  const text = "1_".repeat(10_000_000);
  expect(integerText(`${text}1`)?.length).toBe(10_000_001);
  expect(decimalText(`${text}1`)?.length).toBe(10_000_003);
  expect(numberText(`0.${text}`)).toBeNull();
});

describe("numberText", () => {
  test.each([
    ["12.50", "12.50"],
    ["-0.0", "-0.0"],
    ["7", "7"],
    ["+1", "1"],
    ["007.5", "7.5"],
    [".5", "0.5"],
    ["-.5", "-0.5"],
    ["5.", "5"],
    ["1e5", "1e5"],
    ["1.E-5", "1e-5"],
    ["2E+05", "2e+05"],
    ["1_000.5", "1000.5"],
    [" 1.5 ", "1.5"],
    ["٣.٥", "3.5"],
    ["0.1234567890123456789012345", "0.1234567890123456789012345"],
    ["9007199254740993", "9007199254740993"],
  ])("reads %j as %s", (text, json) => {
    expect(numberText(text)).toBe(json);
    expect(JSON.parse(json)).toBe(Number(json));
  });

  test.each([
    "",
    ".",
    "1,234.5",
    "e5",
    "1e",
    "nan",
    "inf",
    "-Infinity",
    "1e400",
    "9".repeat(400),
    "1.2.3",
    "1 000",
    "$5",
    "0x10",
  ])("refuses %j", (text) => expect(numberText(text)).toBeNull());
});

describe("decimalText", () => {
  // Printed by str(decimal.Decimal(text)) of Python 3.11.
  test.each([
    ["1.50", "1.50"],
    ["1e5", "1E+5"],
    ["2E-5", "0.00002"],
    [".5", "0.5"],
    ["5.", "5"],
    ["1e400", "1E+400"],
    ["inf", "Infinity"],
    ["-Infinity", "-Infinity"],
    ["nan", "NaN"],
    ["-0", "-0"],
    ["0e5", "0E+5"],
    ["0.0000001", "1E-7"],
    ["0.000001", "0.000001"],
    ["0.00000000", "0E-8"],
    [" 7 ", "7"],
    ["00.10", "0.10"],
    ["+1.0", "1.0"],
    ["1_000.5", "1000.5"],
    ["1E+05", "1E+5"],
    ["100e-2", "1.00"],
    ["123.45e3", "1.2345E+5"],
    ["٣.٥", "3.5"],
    ["12345678901234567890.123456789012345678901234567890", "12345678901234567890.123456789012345678901234567890"],
  ])("prints %j as Python prints it: %s", (text, decimal) => expect(decimalText(text)).toBe(`"${decimal}"`));

  test.each(["", ".", "1,234", "1e", "abc", "0x1", `1e${"9".repeat(20)}`])("refuses %j", (text) =>
    expect(decimalText(text)).toBeNull(),
  );
});
