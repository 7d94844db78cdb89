import type { AvroRecord } from "./avro-type.ts";
import { JsonWriters } from "./json-writer.ts";
import { type Skipper, Skippers } from "./skipper.ts";
import { type Styles, type ValueWriter, valueWriter } from "./value-writer.ts";
import type { TimeStyle } from "./write-time.ts";

/** How one field of each record is read. */
export interface Column {
  /** Its number, or -1 where it is read over. */
  readonly column: number;
  readonly write: ValueWriter;
  readonly skip: Skipper;
}

/** What becomes of a column, by its name: `skip` where nobody wants it, `moment` where it is to be a date-time, else `text`. */
export type ColumnUse = "skip" | "moment" | "text";

/**
 * How texts are written: for our own records; as the reference tap writes them, where those are asked for; or for a
 * sample of which only the kinds count that the reference tap sees.
 */
export type TextStyle = "own" | "reference" | "sample";

/** Compiles the readers of all fields. A moment that becomes a text is one as the reference tap writes it in any style. */
export function compileColumns(
  { fields }: AvroRecord,
  useOf: (name: string) => ColumnUse,
  style: TextStyle,
): readonly Column[] {
  const own: TimeStyle = style === "own" ? "iso" : "python";
  const inside: Styles = { moment: own, clock: own, decimal: decimalStyles[style] };
  const json = new JsonWriters(inside);
  const skippers = new Skippers();
  return fields.map(({ name, type }, index) => {
    const use = useOf(name);
    const moment = use === "moment" ? "iso" : "python";
    const isSkipped = use === "skip";
    return {
      column: isSkipped ? -1 : index,
      write: isSkipped ? () => 0 : valueWriter(type, { ...inside, moment }, json),
      skip: isSkipped ? skippers.of(type) : () => undefined,
    };
  });
}

const decimalStyles = { own: "number", reference: "python", sample: "mark" } as const;
