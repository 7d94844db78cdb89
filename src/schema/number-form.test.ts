import { expect, test } from "vitest";
import { type NumberForm, plainForm, plainNumber } from "./number-form.ts";

const german: NumberForm = { decimal: ",", thousands: ".", dropsCommas: false };
const bare: NumberForm = { ...german, thousands: "" };
const english: NumberForm = { ...plainForm, thousands: "," };
const french: NumberForm = { ...german, thousands: " " };
const swiss: NumberForm = { ...plainForm, thousands: "'" };

test.each<[NumberForm, string, string | null]>([
  [plainForm, "12,50", "12,50"],
  [plainForm, "1.234", "1.234"],
  [{ ...plainForm, dropsCommas: true }, "12,50", "1250"],
  [german, "12,50", "12.50"],
  [german, "1.234,56", "1234.56"],
  [german, "-1.234.567", "-1234567"],
  [german, "+1.234,5", "+1234.5"],
  [german, " 1.234,5 ", "1234.5"],
  [german, "1234,5", "1234.5"],
  [german, ",5", ".5"],
  [german, "5,", "5."],
  [german, "1,5e3", "1.5e3"],
  [german, "1.5", null],
  [german, "1.23", null],
  [german, "1.2345", null],
  [german, "1234.567", null],
  [german, ".123", null],
  [german, "-.123", null],
  [german, "1..234", null],
  [german, "1,234.567", null],
  [german, "1,2,3", null],
  [bare, "1,5", "1.5"],
  [bare, "1.5", null],
  [bare, "1.234,5", null],
  [english, "1,234.5", "1234.5"],
  [english, "12,50", null],
  [english, "1,234,567", "1234567"],
  [english, "1.234,567", null],
  [french, "1 234,5", "1234.5"],
  [french, "1\u00a0234\u202f567,5", "1234567.5"],
  [french, "1 23", null],
  [swiss, "1'234.5", "1234.5"],
])("by %j, %j is %j", (form, text, plain) => expect(plainNumber(text, form)).toBe(plain));
