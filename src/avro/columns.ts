import type { AvroRecord } from "./avro-type.ts";
import { JsonWriters } from "./json-writer.ts";
import { type Skipper, Skippers } from "./skipper.ts";
import { type Styles, type ValueWriter, valueWriter } from "./value-writer.ts";

/** How one field of each record is read. */
export interface Column {
  /** Its number, or -1 where it is read over. */
  readonly column: number;
  readonly write: ValueWriter;
  readonly skip: Skipper;
}

/** Compiles the readers of all fields. A column without styles is one that nobody wants. */
export function compileColumns({ fields }: AvroRecord, stylesOf: (name: string) => Styles | null): readonly Column[] {
  const skippers = new Skippers();
  return fields.map(({ name, type }, index) => {
    const styles = stylesOf(name);
    if (styles === null) return { column: -1, write: () => 0, skip: skippers.of(type) };
    return { column: index, write: valueWriter(type, styles, new JsonWriters(styles)), skip: () => undefined };
  });
}
