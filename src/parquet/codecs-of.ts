import type { Footer } from "./footer.ts";
import { codecName } from "./row-group.ts";
import { readStruct } from "./thrift-fields.ts";

/** How the columns of the first row group are packed, for a person: "snappy", or "none". */
export function codecsOf({ bytes, groups }: Footer): string {
  const [first] = groups;
  if (first === undefined) return "none";
  const columns = readStruct(bytes, first.at).fields.structs(1);
  const names = columns.map((column) => codecName(column.struct(3)?.optionalInt(4) ?? -1));
  return [...new Set(names)].join(", ");
}
