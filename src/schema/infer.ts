import { readCommonDate } from "../time/date-forms.ts";
import type { FieldKind } from "./column-type.ts";
import { shapeOf } from "./json-shape.ts";
import { type NumberForm, plainForm, plainNumber } from "./number-form.ts";

/**
 * The type of a column by sampled texts. Only forms that lose nothing when they are read count as
 * typed: 007, +7 and 1,000 stay text, and so does an integer that needs more than 64 bits.
 */
export class SampledColumn {
  readonly #isNull: (text: string) => boolean;
  readonly #seen = new Set<FieldKind>();
  readonly #numbers: NumberForm;

  constructor(nullValues: readonly string[], numbers: NumberForm) {
    this.#numbers = numbers;
    const nulls = new Set(nullValues);
    this.#isNull = (text) => nulls.has(text);
  }

  /** Blanks and null values do not vote. */
  observe(text: string): void {
    if (text.trim() === "" || this.#isNull(text) || this.#seen.has("string")) return;
    this.#seen.add(kindOf(text, this.#numbers));
  }

  /** For JSON Lines: a text that looks like a number is text all the same, unless it is a date. */
  observeJson(kind: "text" | "number" | "boolean" | "null" | "json", text: string): void {
    if (kind === "null") return;
    if (kind === "json") this.#seen.add(shapeOf(text) ?? "string");
    else if (kind === "number") this.#seen.add(kindOf(text, plainForm));
    else if (kind !== "text" || isDateText(text)) this.observe(text);
    else if (text !== "" && !this.#isNull(text)) this.#seen.add("string");
  }

  /** The narrowest kind that takes every text so far. */
  kind(): FieldKind {
    const [first = "string", second, third] = [...this.#seen].sort();
    if (second === undefined) return first;
    if (third !== undefined) return "string";
    if (first === "integer" && second === "number") return "number";
    return first === "date" && second === "date-time" ? "date-time" : "string";
  }
}

/** The type of a column that has these texts. */
export function kindOfTexts(
  texts: Iterable<string>,
  numbers = plainForm,
  nullValues: readonly string[] = [],
): FieldKind {
  const column = new SampledColumn(nullValues, numbers);
  for (const text of texts) column.observe(text);
  return column.kind();
}

/** Whether a text, whose number is in plain form, would have let its column be of the kind; blanks around it do not count. */
export function isSampledAs(kind: "integer" | "number", plain: string): boolean {
  const text = plain.trim();
  return kind === "integer" ? integer.test(text) && isInt64(text) : integer.test(text) || number.test(text);
}

function kindOf(text: string, numbers: NumberForm): FieldKind {
  const plain = plainNumber(text, numbers);
  if (plain !== null && integer.test(plain)) return isInt64(plain) ? "integer" : "string";
  if (plain !== null && number.test(plain)) return "number";
  if (boolean.test(text)) return "boolean";
  const match = dateTime.exec(text);
  if (match === null || readCommonDate(text) === null) return "string";
  return match[1] === undefined ? "date" : "date-time";
}

function isDateText(text: string): boolean {
  return ["date", "date-time"].includes(kindOf(text, plainForm));
}

const integer = /^-?(?:0|[1-9]\d*)$/;

/** With a bare exponent, 12E5 is as likely an article number as a number. */
const number = /^-?(?:0|[1-9]\d*)?\.\d+(?:[eE][+-]?\d+)?$|^-?(?:0|[1-9]\d*)[eE][+-]\d+$/;

const boolean = /^(?:true|false)$/i;

/** Only what programs write: 31.1.2024 may be a version, or stand in a column of other texts. */
const dateTime = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

function isInt64(text: string): boolean {
  if (text.length < 19) return true;
  const value = BigInt(text);
  return BigInt.asIntN(64, value) === value;
}
