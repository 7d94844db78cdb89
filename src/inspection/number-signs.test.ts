import { expect, test } from "vitest";
import { numberSignsOf } from "./number-signs.ts";

test.each<[columns: string[][], signs: { decimal?: string; thousands?: string }]>([
  [[["1", "2.5"]], {}],
  [[["1,5", "2,25"]], { decimal: "," }],
  [[["1.234,56", "12,00"]], { decimal: ",", thousands: "." }],
  [[["1 234,56", "12,00"]], { decimal: ",", thousands: " " }],
  [[["1\u202f234,5", "12,0"]], { decimal: ",", thousands: "\u202f" }],
  [[["1'234.50", "12.00"]], { thousands: "'" }],
  [[["1,234.56", "999.00"]], { thousands: "," }],
  [[["1,234,567", "12"]], { thousands: "," }],
  [[["0,125", "0,250"]], { decimal: "," }],
  [[["NULL", "1,5"]], { decimal: "," }],
  // One group, or three decimals: nothing is proven.
  [[["1,234", "5,678"]], {}],
  [[["1.234", "5.678"]], {}],
  [[["1 234", "5 678"]], {}],
  // Another column proves it.
  [[["1,234"], ["0.5"]], { thousands: "," }],
  [[["1.234"], ["0,5"]], { decimal: ",", thousands: "." }],
  // Columns that contradict each other, and no numbers.
  [[["1,5"], ["1.5"]], {}],
  [[["1,5", "x"]], {}],
  [[["01.02.2026"], ["1,2,3"], ["10.0.0.1"], ["a, b"]], {}],
])("the columns %j prove %j", (columns, signs) => {
  expect(numberSignsOf(columns, ["NULL"])).toEqual(signs);
});
