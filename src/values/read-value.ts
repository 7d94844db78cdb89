import type { FieldKind } from "../schema/column-type.ts";
import { isSampledAs } from "../schema/infer.ts";
import { plainNumber } from "../schema/number-form.ts";
import { type DateTime, printDate, printUtc } from "../time/calendar.ts";
import type { DateReader } from "../time/read-date.ts";
import { compactJson } from "./compact-json.ts";
import { decimalText, integerText, numberText } from "./numbers.ts";
import { replaceHalves } from "./replace-halves.ts";
import type { ValueRules } from "./value-rules.ts";

/** A value as it was read. */
export interface Value {
  /** Complete JSON. */
  readonly json: string;
  /** It is a date whose day and month could be the other way round. */
  readonly isAmbiguous: boolean;
  /** Half surrogates in an object or array, in whose place U+FFFD stands. */
  readonly replacedHalves: number;
}

/**
 * Reads a text as a value of one kind; null if it is none. This is the whole truth about what a
 * kind takes. The encoder knows shorter ways for the plain forms, which must agree with it.
 */
export function readValue(kind: FieldKind, text: string, rules: ValueRules): Value | null {
  switch (kind) {
    case "string":
      return valueOf(JSON.stringify(text));
    case "integer":
    case "number":
      return valueOf(readNumber(kind, text, rules));
    case "decimal":
      return valueOf(readDecimal(text, rules));
    case "boolean":
      return valueOf(booleans.get(text.trim().toLowerCase()) ?? null);
    case "date":
      return readDateAs(dayOnly, text, rules.readDate);
    case "date-time":
      return readDateAs(printUtc, text, rules.readDate);
    case "object":
      return structureOf(compactJson(text, "{"));
    case "array":
      return structureOf(compactJson(text, "["));
  }
}

function readNumber(kind: "integer" | "number", text: string, { numbers, isSampled }: ValueRules): string | null {
  const plain = plainNumber(text, numbers);
  if (plain === null || (isSampled && !isSampledAs(kind, plain))) return null;
  return kind === "integer" ? integerText(plain) : numberText(plain);
}

/** The reference tap drops commas everywhere but here. */
function readDecimal(text: string, { numbers }: ValueRules): string | null {
  const plain = numbers.dropsCommas ? text : plainNumber(text, numbers);
  return plain === null ? null : decimalText(plain);
}

const booleans: ReadonlyMap<string, string> = new Map([
  ...["true", "t", "yes", "y", "on", "1"].map((text) => [text, "true"] as const),
  ...["false", "f", "no", "n", "off", "0"].map((text) => [text, "false"] as const),
]);

function valueOf(json: string | null): Value | null {
  return json === null ? null : { json, isAmbiguous: false, replacedHalves: 0 };
}

function structureOf(json: string | null): Value | null {
  return json === null ? null : { ...replaceHalves(json), isAmbiguous: false };
}

function readDateAs(print: (time: DateTime) => string | null, text: string, readDate: DateReader): Value | null {
  const reading = readDate(text);
  const date = reading === null ? null : print(reading.time);
  return reading === null || date === null
    ? null
    : { json: `"${date}"`, isAmbiguous: reading.isAmbiguous, replacedHalves: 0 };
}

/** Midnight is how a date looks that went through a spreadsheet or a data frame; any other time would be lost. */
function dayOnly(time: DateTime): string | null {
  const isMidnight = time.hour === 0 && time.minute === 0 && time.second === 0 && /^0*$/.test(time.fraction);
  return isMidnight && time.offset === 0 ? printDate(time) : null;
}
