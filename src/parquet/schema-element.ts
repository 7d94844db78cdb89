import { damaged } from "./damaged.ts";
import { ThriftWalk } from "./thrift-walk.ts";
import { readStruct, type ThriftFields } from "./thrift-fields.ts";

/** A node of the tree of columns, as the file has it. */
export interface SchemaNode {
  readonly name: string;
  readonly repetition: "required" | "optional" | "repeated";
  /** Thrift's SchemaElement. */
  readonly element: ThriftFields;
  readonly children: readonly SchemaNode[];
}

/** Groups in groups in groups: what walks over the tree recurses. */
const maxLevels = 64;

/** The columns of a file: the children of the root of its schema. `at` are the positions of its elements, in depth-first order. */
export function readSchema(footer: Uint8Array, at: readonly number[]): readonly SchemaNode[] {
  let next = 0;
  const read = (level: number): SchemaNode => {
    const start = at[next++];
    if (start === undefined) throw damaged("its schema ends in the middle");
    if (level > maxLevels) throw damaged(`its columns are nested deeper than ${maxLevels} levels`);
    const { fields } = readStruct(footer, start);
    const count = fields.optionalInt(5) ?? 0;
    if (count > at.length - next) throw damaged("its schema ends in the middle");
    const children = Array.from({ length: Math.max(0, count) }, () => read(level + 1));
    return { name: fields.text(4), repetition: repetitionOf(fields), element: fields, children };
  };
  const { children } = read(0);
  if (next !== at.length) throw damaged("its schema has columns that belong to nothing");
  return children;
}

function repetitionOf(element: ThriftFields): SchemaNode["repetition"] {
  // The root has none.
  const repetition = (["required", "optional", "repeated"] as const)[element.optionalInt(3) ?? 0];
  if (repetition === undefined) throw damaged("its schema has an unknown repetition type");
  return repetition;
}

/** The positions of the structs of a list that is a field of a footer. */
export function structsAt(footer: Uint8Array, at: number, most: number, what: string): readonly number[] {
  return new ThriftWalk(footer, at).structs(most, what);
}
