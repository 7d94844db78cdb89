import { type NumberForm, plainForm } from "../schema/number-form.ts";
import type { DateOrder } from "../time/date-order.ts";
import { type DateReader, dateReader } from "../time/read-date.ts";
import type { Stream } from "./stream.ts";

/** How the texts of a column are read. */
export interface ValueRules {
  readonly readDate: DateReader;
  readonly dateOrder: DateOrder;
  readonly numbers: NumberForm;
  /** The type of the column was found by a sample, so that a text which would have made it text does not fit. */
  readonly isSampled: boolean;
}

/** The rules for one column of a stream. */
export function rulesOf(name: string, { dateFormat, dateOrders, isoDates, numbers, sampled }: Stream): ValueRules {
  const dateOrder = dateOrders?.get(name) ?? "either";
  const readDate = dateReader(isoDates?.has(name) === true ? null : dateFormat, dateOrder);
  return { readDate, dateOrder, numbers, isSampled: sampled.has(name) };
}

/** The same for numbers of JSON, which have one form and no zeros before them. */
export function jsonRules(rules: ValueRules): ValueRules {
  return { ...rules, numbers: plainForm, isSampled: false };
}
