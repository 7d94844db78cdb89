import type { Table } from "../config/config.ts";
import type { Head } from "../format/file-format.ts";
import { compileDateFormat } from "../time/date-format.ts";
import { readCommonDate } from "../time/date-forms.ts";
import { type KnownOrder, mayBeUnordered } from "../time/date-order.ts";
import { unorderedFormats } from "../time/unordered-formats.ts";

/** What the heads of a table's files tell of the order of day and month in its columns of dates. */
export class DateSample {
  /** By column, what its dates show; null where they show both. */
  readonly #shown = new Map<string, KnownOrder | null>();
  /** Columns that are to be dates, and whose dates are in no given format. */
  readonly #columns: ReadonlySet<string>;
  /** The formats that have read every date so far whose day and month only their order tells apart. */
  #formats: readonly { readonly format: string; readonly read: (text: string) => unknown }[];

  constructor({ columns, dateOverrides, dateFormat, schemaInference }: Table) {
    const declared = [...columns].filter(([, kind]) => kind === "date" || kind === "date-time").map(([name]) => name);
    const overridden = dateOverrides.filter((name) => !columns.has(name));
    const isOpen = dateFormat === null && schemaInference !== "compatible";
    this.#columns = new Set(isOpen ? [...declared, ...overridden] : []);
    this.#formats = this.isEmpty
      ? []
      : unorderedFormats.map(({ dayFirst: format }) => ({ format, read: compileDateFormat(format) }));
  }

  /** There is nothing to find out. */
  get isEmpty(): boolean {
    return this.#columns.size === 0;
  }

  add({ records }: Pick<Head, "records">): void {
    if (this.isEmpty) return;
    for (const { name, kind, text } of records.flat()) {
      if (this.#columns.has(name) && (kind === "untyped" || kind === "text")) this.#observe(name, text);
    }
  }

  /** The columns whose order is beyond doubt. */
  orders(): ReadonlyMap<string, KnownOrder> {
    return new Map([...this.#shown].flatMap(([name, order]) => (order === null ? [] : [[name, order] as const])));
  }

  /** A `date_format` that reads all dates of the sample and says what they show; null where there is none, or no need of one. */
  format(): string | null {
    const orders = new Set(this.#shown.values());
    if (orders.size !== 1 || !orders.has("day-first")) return null;
    return this.#formats[0]?.format ?? null;
  }

  #observe(name: string, text: string): void {
    if (!mayBeUnordered(text)) return;
    const reading = readCommonDate(text);
    if (reading === null) return;
    this.#formats = this.#formats.filter(({ read }) => read(text) !== null);
    if (reading.shows === null) return;
    const before = this.#shown.get(name);
    this.#shown.set(name, before === undefined || before === reading.shows ? reading.shows : null);
  }
}
