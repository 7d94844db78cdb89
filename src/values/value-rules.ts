import { type NumberForm, plainForm } from "../schema/number-form.ts";
import { isYearDayMonth } from "../time/date-format.ts";
import type { DateOrder } from "../time/date-order.ts";
import { type DateReader, dateReader } from "../time/read-date.ts";

/** How the texts of a column are read. */
export interface ValueRules {
  readonly readDate: DateReader;
  readonly dateOrder: DateOrder;
  /** 2024-01-02 is nothing but the second of January. */
  readonly takesIsoDates: boolean;
  readonly numbers: NumberForm;
  /** The type of the column was found by a sample, so that a text which would have made it text does not fit. */
  readonly isSampled: boolean;
}

/** What a table says of its values, from which the rules of each column are made. */
export interface TableRules {
  readonly dateFormat: string | null;
  /** By column, in which order its dates have day and month, as far as that is known; absent where each date decides by itself. */
  readonly dateOrders?: ReadonlyMap<string, DateOrder>;
  readonly numbers: NumberForm;
  /** Columns whose dates are in ISO 8601 whatever `dateFormat` says: a file that has types of its own wrote them. */
  readonly isoDates?: ReadonlySet<string>;
  /** Columns whose type was found by a sample. */
  readonly sampled: ReadonlySet<string>;
}

/** The rules for one column. */
export function rulesOf(name: string, { dateFormat, dateOrders, isoDates, numbers, sampled }: TableRules): ValueRules {
  const dateOrder = dateOrders?.get(name) ?? "either";
  const format = isoDates?.has(name) === true ? null : dateFormat;
  return {
    readDate: dateReader(format, dateOrder),
    dateOrder,
    takesIsoDates: format === null || !isYearDayMonth(format),
    numbers,
    isSampled: sampled.has(name),
  };
}

/** The same for numbers of JSON, which have one form and no zeros before them. */
export function jsonRules(rules: ValueRules): ValueRules {
  return { ...rules, numbers: plainForm, isSampled: false };
}
